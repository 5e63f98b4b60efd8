import { bytes, canonical, cpu, plus, times } from "./quantity";

/** A ResourceQuota's `hard`. */
export type NamespaceQuota = Readonly<Record<string, string>>;

/** The only door to the outside is the gateway. */
const CLOSED = { "services.loadbalancers": "0", "services.nodeports": "0" } as const;

/** The backup sidecar of each instance, as in the chart's object-store.yaml. */
const SIDECAR = { cpu: "100m", memory: "256Mi", memoryLimit: "512Mi" } as const;

/** A short-lived pod beside the instances: partition maintenance, the wait for a new Cluster, a client of the runbooks. */
const HELPER = { cpu: "100m", memory: "128Mi" } as const;

export interface DatabaseQuotaProps {
  /** Postgres instances of the database. */
  readonly instances: number;
  /** Per instance, request and limit alike: Kubernetes quantities (`2`, `4Gi`). */
  readonly cpu: string;
  readonly memory: string;
  /** Data and WAL volume of each instance. */
  readonly storage: string;
  readonly walStorage: string;
  /** Products in the database: each may have a pod of partition maintenance. */
  readonly shares: number;
}

/**
 * Room for the database, for a second one of the same size (a restore runs beside the active generation; refused by quota it would fail in
 * the worst hour), and for the Job that makes the next instance while the others run.
 */
export function databaseQuota(props: DatabaseQuotaProps): NamespaceQuota {
  const instances = 2 * props.instances;
  const pods = instances + 1;
  const helpers = props.shares + 1;
  const total = (read: typeof cpu, instance: string, sidecar: string, helper: string): string =>
    canonical(plus(times(plus(read(instance), read(sidecar)), pods), times(read(helper), helpers)));
  return {
    pods: String(pods + helpers),
    "requests.cpu": total(cpu, props.cpu, SIDECAR.cpu, HELPER.cpu),
    "requests.memory": total(bytes, props.memory, SIDECAR.memory, HELPER.memory),
    "limits.memory": total(bytes, props.memory, SIDECAR.memoryLimit, HELPER.memory),
    persistentvolumeclaims: String(2 * instances),
    "requests.storage": canonical(times(plus(bytes(props.storage), bytes(props.walStorage)), instances)),
    ...CLOSED,
  };
}

/** An API and a UI; each may be doubled by a rolling update, as may the workers, and a migration runs beside them. */
const APPLICATIONS = 2;
/** What a pod may ask for on average; a single one may ask for more. */
const APPLICATION_POD = { cpu: "1", memory: "1Gi" } as const;

/** Records of releases that the deploy workflow keeps of each application (`helm --history-max`), and one that is being made. */
const RELEASES = 20 + 1;
/** What is in a namespace beside, such as the certificates that everybody trusts. */
const OTHERS = 10;

export interface ApplicationQuotaProps {
  /** Most pods of each application. */
  readonly maxReplicas: number;
  /** Most pods of all workers together. */
  readonly workers: number;
}

/**
 * Room for every application at its maximum of replicas, doubled for a rolling update. Applications hold no volumes. Objects are counted too, or a
 * release could fill the memory of the API server: each kind has room for what the charts make, twice, as a release may rename all of them.
 */
export function applicationQuota({ maxReplicas, workers }: ApplicationQuotaProps): NamespaceQuota {
  const pods = 2 * (APPLICATIONS * maxReplicas + workers) + 1;
  return {
    pods: String(pods),
    "requests.cpu": canonical(times(cpu(APPLICATION_POD.cpu), pods)),
    "requests.memory": canonical(times(bytes(APPLICATION_POD.memory), pods)),
    "limits.memory": canonical(times(bytes(APPLICATION_POD.memory), 2 * pods)),
    persistentvolumeclaims: "0",
    configmaps: String(2 * APPLICATIONS * RELEASES + OTHERS),
    services: String(2 * APPLICATIONS),
    "count/deployments.apps": String(2 * (APPLICATIONS + workers)),
    "count/jobs.batch": String(2 * APPLICATIONS),
    "count/horizontalpodautoscalers.autoscaling": String(2 * APPLICATIONS),
    "count/poddisruptionbudgets.policy": String(2 * APPLICATIONS),
    ...CLOSED,
  };
}

/** The platform's namespace holds releases and what they declare; nothing runs there. */
export const PLATFORM_QUOTA: NamespaceQuota = { pods: "0", persistentvolumeclaims: "0", ...CLOSED };
