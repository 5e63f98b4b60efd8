import { tcp } from "./network-peers";

/** Pods of a product's namespace, by the labels that the charts `service` and `web` give them. */
export const APPLICATION_PODS = {
  /** Pods that receive the gateway's requests. */
  served: { "app.kubernetes.io/component": ["api", "ui"] },
  api: { "app.kubernetes.io/name": "service", "app.kubernetes.io/component": "api" },
  /** API, workers and migrations: what works on the product's data. The user interface is served files and reaches nothing. */
  service: { "app.kubernetes.io/name": "service" },
} as const;

/** The port on which applications listen: the charts' default, which needs no privilege. The network policies admit no other. */
export const APPLICATION_PORT = tcp(8080);
