import type { Allow, Port, PodSelector } from "./network-isolation";

/** Namespaces outside the family, by the names that the operators' charts and the usual monitoring stack give them. */
export const NAMESPACES = {
  dns: "kube-system",
  certManager: "cert-manager",
  databaseOperator: "cnpg-system",
  gatewayController: "envoy-gateway-system",
  monitoring: "monitoring",
} as const;

export const tcp = (port: number): Port => ({ port, protocol: "TCP" });

/**
 * Every pod may ask the cluster's own DNS, and no other.
 * @param caches networks of a cache on each node (NodeLocal DNSCache), which has the node's network and so is no pod that a selector finds.
 * https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
 */
export const dns = (caches: readonly string[]): Allow => ({
  direction: "egress",
  pods: {},
  peers: [{ namespace: NAMESPACES.dns, pods: { "k8s-app": "kube-dns" } }, ...caches.map((cidr) => ({ cidr }))],
  ports: [{ port: 53, protocol: "UDP" }, tcp(53)],
});

/** Whatever scrapes metrics runs in a namespace of its own. */
export const metricsFrom = (pods: PodSelector, ports: readonly Port[]): Allow => ({
  direction: "ingress",
  pods,
  peers: [{ namespace: NAMESPACES.monitoring, pods: {} }],
  ports,
});
