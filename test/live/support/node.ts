import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { makeCgroup } from "./cgroup";
import { commandIn } from "./command";
import { containerdConfiguration, rootOf } from "./containerd";
import type { ControlPlane } from "./control-plane";
import { ImageStore } from "./image-store";
import type { ImageStock } from "./image-stock";
import { Programs } from "./programs";
import type { NodeSite, Site } from "./site";

/** A node: containerd, kubelet, kube-proxy and kube-router in a network namespace of their own. */
export class Node {
  readonly images: ImageStore;
  private readonly programs: Programs;

  constructor(
    private readonly site: Site,
    readonly at: NodeSite,
  ) {
    this.programs = new Programs(site, at.folder);
    this.images = new ImageStore(join(at.folder, "containerd.sock"));
  }

  async start(controlPlane: ControlPlane, stock: ImageStock): Promise<void> {
    const { at, programs } = this;
    for (const each of ["network", "volumes"]) mkdirSync(join(at.folder, each), { recursive: true });
    makeCgroup(at.namespace);
    writeFileSync(join(at.folder, "network/10-pods.conflist"), podNetwork(at));
    writeFileSync(join(at.folder, "containerd.toml"), containerdConfiguration(at.folder));
    stock.placeIn(rootOf(at.folder));
    const namespace = at.namespace;
    await programs.startAndWait({ name: "containerd", namespace, args: ["--config", join(at.folder, "containerd.toml")] }, () =>
      this.images.answers(),
    );

    const kubeconfig = controlPlane.kubeconfigOf({ commonName: `system:node:${at.name}`, organization: "system:nodes" });
    writeFileSync(join(at.folder, "kubelet.yaml"), kubeletConfiguration(this.site, at, controlPlane.authority.certificate));
    const labels = `topology.kubernetes.io/zone=${at.zone}`;
    programs.start({
      name: "kubelet",
      namespace,
      args: [
        ...["--config", join(at.folder, "kubelet.yaml"), "--kubeconfig", kubeconfig, "--root-dir", join(at.folder, "kubelet")],
        ...["--cert-dir", join(at.folder, "kubelet/pki"), "--node-ip", at.address, "--hostname-override", at.name, "--node-labels", labels],
      ],
    });
    const proxy = controlPlane.kubeconfigOf({ commonName: "system:kube-proxy" });
    writeFileSync(join(at.folder, "kube-proxy.yaml"), proxyConfiguration(this.site, at, proxy));
    programs.start({ name: "kube-proxy", namespace, args: ["--config", join(at.folder, "kube-proxy.yaml")] });
  }

  /** Closes connections that no NetworkPolicy allows. Only once the kubelet has registered: kube-router ends when its node is unknown. */
  enforcePolicies(controlPlane: ControlPlane): Promise<void> {
    const { at, site, programs } = this;
    return programs.startAndWait(
      {
        name: "kube-router",
        namespace: at.namespace,
        args: [
          // Its own manifest gives it a ClusterRole; here it is an administrator.
          ...["--kubeconfig", controlPlane.kubeconfig, "--hostname-override", at.name, "--service-cluster-ip-range", site.serviceNetwork],
          ...["--run-firewall=true", "--run-router=false", "--run-service-proxy=false", "--run-loadbalancer=false"],
          ...["--health-port", "0", "--metrics-port", "0"],
        ],
      },
      () => commandIn(at.namespace, "iptables", "-S").includes("-N KUBE-ROUTER-FORWARD"),
    );
  }
}

const podNetwork = (at: NodeSite): string =>
  JSON.stringify({
    cniVersion: "1.0.0",
    name: at.namespace,
    plugins: [
      {
        type: "ptp",
        ipam: {
          type: "host-local",
          ranges: [[{ subnet: at.pods }]],
          routes: [{ dst: "0.0.0.0/0" }],
          dataDir: join(at.folder, "addresses"),
        },
      },
      { type: "portmap", capabilities: { portMappings: true } },
    ],
  });

const kubeletConfiguration = (site: Site, at: NodeSite, authority: string): string =>
  stringify({
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    address: at.address,
    containerRuntimeEndpoint: `unix://${at.folder}/containerd.sock`,
    authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile: authority } },
    authorization: { mode: "Webhook" },
    clusterDNS: [site.dnsService],
    clusterDomain: "cluster.local",
    resolvConf: "",
    healthzBindAddress: at.address,
    // Several kubelets share the machine: each has a cgroup and a folder of its own, and none counts the others' memory.
    cgroupDriver: "cgroupfs",
    cgroupRoot: `/${at.namespace}`,
    failCgroupV1: false,
    failSwapOn: false,
    enforceNodeAllocatable: [],
    podLogsDir: `${at.folder}/pod-logs`,
    volumePluginDir: `${at.folder}/volume-plugins`,
    makeIPTablesUtilChains: false,
    evictionHard: { "memory.available": "100Mi", "nodefs.available": "1%", "imagefs.available": "1%" },
    imageGCHighThresholdPercent: 100,
    imageGCLowThresholdPercent: 99,
  });

const proxyConfiguration = (site: Site, at: NodeSite, kubeconfig: string): string =>
  stringify({
    apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
    kind: "KubeProxyConfiguration",
    mode: "nftables",
    clusterCIDR: site.podNetwork,
    hostnameOverride: at.name,
    clientConnection: { kubeconfig },
    // The machine's own limit, which a namespace may not set.
    conntrack: { maxPerCore: 0, min: 0 },
    nodePortAddresses: [`${at.address}/32`],
    metricsBindAddress: `${at.address}:10249`,
    healthzBindAddress: `${at.address}:10256`,
  });
