import { APPLICATION_PODS } from "./application-pods";
import { METRICS_PORT, POSTGRES_PODS, POSTGRES_PORT, STATUS_PORT } from "./database-pods";
import type { Allow, Peer } from "./network-isolation";
import { dns, metricsFrom, NAMESPACES, tcp } from "./network-peers";

export interface DatabaseNetworkProps {
  /** Namespaces of the products whose applications use the database. */
  readonly clients: readonly string[];
  /** Networks of the name servers' caches on the nodes. */
  readonly dnsCidrs: readonly string[];
  /** Network of the API server, as a CIDR: it does not run as pods, so no selector matches it. */
  readonly apiServerCidr: string;
  /** Networks of the object store; none means any address outside the cluster. */
  readonly archiveCidrs: readonly string[];
  /** Port of the object store. */
  readonly archivePort: number;
  /** Network of the pods, which the object store is not in. */
  readonly podCidr: string;
}

/** The Service's port and the one that API servers themselves listen on: which of them a policy sees depends on the network plug-in. */
const API_SERVER_PORTS = [tcp(443), tcp(6443)];

/** Every connection that is allowed to and from the pods of a database's namespace. https://cloudnative-pg.io/docs/1.30/networking */
export function databaseNetwork(props: DatabaseNetworkProps): Readonly<Record<string, Allow>> {
  const { cluster, instances, maintenance } = POSTGRES_PODS;
  const ports = [POSTGRES_PORT, STATUS_PORT];
  return {
    dns: dns(props.dnsCidrs),
    ...(props.clients.length > 0 && {
      "from-applications": {
        direction: "ingress",
        pods: instances,
        peers: props.clients.map((namespace) => ({ namespace, pods: APPLICATION_PODS.service })),
        ports: [POSTGRES_PORT],
      },
    }),
    "from-operator": {
      direction: "ingress",
      pods: instances,
      peers: [{ namespace: NAMESPACES.databaseOperator, pods: { "app.kubernetes.io/name": "cloudnative-pg" } }],
      ports,
    },
    "from-instances": { direction: "ingress", pods: instances, peers: [{ pods: cluster }], ports },
    "to-instances": { direction: "egress", pods: cluster, peers: [{ pods: instances }], ports },
    "from-maintenance": { direction: "ingress", pods: instances, peers: [{ pods: maintenance }], ports: [POSTGRES_PORT, METRICS_PORT] },
    "maintenance-to-instances": {
      direction: "egress",
      pods: maintenance,
      peers: [{ pods: instances }],
      ports: [POSTGRES_PORT, METRICS_PORT],
    },
    "from-monitoring": metricsFrom(instances, [METRICS_PORT]),
    // A primary that cannot reach the API server stops itself.
    "to-api-server": { direction: "egress", pods: cluster, peers: [{ cidr: props.apiServerCidr }], ports: API_SERVER_PORTS },
    "to-archive": { direction: "egress", pods: cluster, peers: archive(props), ports: [tcp(props.archivePort)] },
  };
}

const archive = ({ archiveCidrs, podCidr }: DatabaseNetworkProps): readonly Peer[] =>
  archiveCidrs.length > 0 ? archiveCidrs.map((cidr) => ({ cidr })) : [{ cidr: "0.0.0.0/0", except: [podCidr] }];
