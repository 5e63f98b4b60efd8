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

/** Every pod may ask the cluster's own DNS, and no other. */
export const DNS: Allow = {
  direction: "egress",
  pods: {},
  peers: [{ namespace: NAMESPACES.dns, pods: { "k8s-app": "kube-dns" } }],
  ports: [{ port: 53, protocol: "UDP" }, tcp(53)],
};

/** Whatever scrapes metrics runs in a namespace of its own. */
export const metricsFrom = (pods: PodSelector, ports: readonly Port[]): Allow => ({
  direction: "ingress",
  pods,
  peers: [{ namespace: NAMESPACES.monitoring, pods: {} }],
  ports,
});
