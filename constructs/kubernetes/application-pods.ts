import { tcp } from "./network-peers";

/** The label by which the charts `service` and `web` tell their pods apart. */
const COMPONENT = "app.kubernetes.io/component";

/** Pods of a product's namespace, by what they do. */
export const APPLICATION_PODS = {
  /** What the gateway leads to. */
  served: { [COMPONENT]: ["api", "ui"] },
  api: { [COMPONENT]: "api" },
  /** What works on the product's data and talks to others about it; the user interface does neither. */
  backend: { [COMPONENT]: ["api", "worker"] },
  /** What opens connections to the database. */
  databaseClients: { [COMPONENT]: ["api", "worker", "migration"] },
} as const;

/** Every application listens here: a port that needs no privilege. */
export const APPLICATION_PORT = tcp(8080);
