import { tcp } from "./network-peers";

/** Pods of a database's namespace. The labels are CloudNativePG's, and the chart's for its maintenance. */
export const POSTGRES_PODS = {
  instances: { "cnpg.io/podRole": "instance" },
  /** Instances and the operator's Jobs that make or recover one. */
  cluster: { "cnpg.io/cluster": true },
  maintenance: { "app.kubernetes.io/component": "maintenance" },
} as const;

export const POSTGRES_PORT = tcp(5432);
/** The instance manager's status; an instance that is cut off from the API server asks the others here whether to go on. */
export const STATUS_PORT = tcp(8000);
export const METRICS_PORT = tcp(9187);
