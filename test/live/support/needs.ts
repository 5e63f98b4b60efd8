import { CONTROL_PLANE, installed, program, ROOT_ON_LINUX, tools, type Need } from "../../suite";

/** What a live cluster is made of. */
export const NEEDS: readonly Need[] = [
  ROOT_ON_LINUX,
  ...CONTROL_PLANE,
  ...tools(
    "kube-scheduler",
    "kubelet",
    "kube-proxy",
    "kube-router",
    "containerd",
    "containerd-shim-runc-v2",
    "ctr",
    "runc",
    "pause",
    "coredns",
  ),
  ...tools("cloudnative-pg", "plugin-barman-cloud", "versitygw", "helm3", "helm4"),
  ...tools("envoy-gateway", "envoy", "cert-manager", "node22"),
  ...["postgres", "barman"].map((name) => installed(`image of ${name}`, `images/${name}.tar`)),
  program("network plug-ins", "/usr/lib/cni/ptp"),
  program("nft", "/usr/sbin/nft"),
  program("iptables", "/usr/sbin/iptables"),
  program("ipset", "/usr/sbin/ipset"),
  program("buildah", "/usr/bin/buildah"),
  program("nginx", "/usr/sbin/nginx"),
];
