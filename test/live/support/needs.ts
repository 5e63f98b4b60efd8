import { spawnSync } from "node:child_process";
import { CONTROL_PLANE, installed, program, ROOT_ON_LINUX, tools, type Need } from "../../suite";

const succeeds = (...line: readonly [string, ...string[]]): boolean => spawnSync(line[0], line.slice(1)).status === 0;

/** Root has it, but for most containers. */
const NETWORK_NAMESPACES: Need = { name: "the right to make network namespaces", isThere: () => succeeds("unshare", "--net", "true") };

/** Base of the images of Python services (scaffolding/facts.ts). Ubuntu 24.04 has it, pyenv and actions/setup-python install it, Debian has no package of it. */
const PYTHON: Need = { name: "python3.12 on the PATH", isThere: () => succeeds("env", "PYENV_VERSION=3.12", "python3.12", "--version") };

/** What a live cluster is made of. */
export const NEEDS: readonly Need[] = [
  ROOT_ON_LINUX,
  NETWORK_NAMESPACES,
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
  PYTHON,
  program("network plug-ins", "/usr/lib/cni/ptp"),
  program("nft", "/usr/sbin/nft"),
  program("iptables", "/usr/sbin/iptables"),
  program("ipset", "/usr/sbin/ipset"),
  program("buildah", "/usr/bin/buildah"),
  program("nginx", "/usr/sbin/nginx"),
];
