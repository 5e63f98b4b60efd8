import { APPLICATION_PODS, APPLICATION_PORT } from "./application-pods";
import { POSTGRES_PODS, POSTGRES_PORT } from "./database-pods";
import { GATEWAY_NAME } from "./gateway";
import type { Allow } from "./network-isolation";
import { dns, metricsFrom, NAMESPACES, tcp } from "./network-peers";

export interface ApplicationNetworkProps {
  /** Namespace of the Gateway; its proxies run beside their controller. */
  readonly gatewayNamespace: string;
  /** Namespace of the product's database; null when it has none. */
  readonly databaseNamespace: string | null;
  /** Namespaces of the products whose API this one may call. */
  readonly calls: readonly string[];
  /** Namespaces of the products that may call this one's API. */
  readonly callers: readonly string[];
  /** Networks of the name servers' caches on the nodes. */
  readonly dnsCidrs: readonly string[];
  /** Networks outside the cluster that it may reach. */
  readonly egress: readonly { readonly cidr: string; readonly port: number }[];
}

/** Every connection that is allowed to and from the pods of a product's namespace. */
export function applicationNetwork(props: ApplicationNetworkProps): Readonly<Record<string, Allow>> {
  const { databaseNamespace, calls, callers, egress } = props;
  return {
    dns: dns(props.dnsCidrs),
    "from-gateway": {
      direction: "ingress",
      pods: APPLICATION_PODS.served,
      peers: [{ namespace: NAMESPACES.gatewayController, pods: gatewayProxies(props.gatewayNamespace) }],
      ports: [APPLICATION_PORT],
    },
    "from-monitoring": metricsFrom(APPLICATION_PODS.api, [APPLICATION_PORT]),
    ...(databaseNamespace !== null && {
      "to-database": {
        direction: "egress",
        pods: APPLICATION_PODS.service,
        peers: [{ namespace: databaseNamespace, pods: POSTGRES_PODS.instances }],
        ports: [POSTGRES_PORT],
      },
    }),
    ...(calls.length > 0 && {
      "to-products": {
        direction: "egress",
        pods: APPLICATION_PODS.service,
        peers: calls.map((namespace) => ({ namespace, pods: APPLICATION_PODS.api })),
        ports: [APPLICATION_PORT],
      },
    }),
    ...(callers.length > 0 && {
      "from-products": {
        direction: "ingress",
        pods: APPLICATION_PODS.api,
        peers: callers.map((namespace) => ({ namespace, pods: APPLICATION_PODS.service })),
        ports: [APPLICATION_PORT],
      },
    }),
    ...Object.fromEntries(egress.map(({ cidr, port }) => [`to-${cidr.replace(/[./]/g, "-")}-${port}`, outside(cidr, port)])),
  };
}

/** Labels that Envoy Gateway gives the proxies of one Gateway. */
const gatewayProxies = (namespace: string) => ({
  "gateway.envoyproxy.io/owning-gateway-namespace": namespace,
  "gateway.envoyproxy.io/owning-gateway-name": GATEWAY_NAME,
});

const outside = (cidr: string, port: number): Allow => ({
  direction: "egress",
  pods: APPLICATION_PODS.service,
  peers: [{ cidr }],
  ports: [tcp(port)],
});
