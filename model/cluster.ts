import type { ClusterSpec } from "./schema/environments";

/** How a deployer and Terraform reach a cluster: GitHub's OIDC token itself, or a command that prints a token. */
export interface ClusterAccess {
  readonly kind: "oidc" | "exec";
  /** The command of the kubeconfig exec plugin and its arguments; empty for `oidc`. */
  readonly command: readonly string[];
}

export interface Monitoring {
  /** On every monitor and rule. */
  readonly labels: Readonly<Record<string, string>>;
}

/** The cluster of an environment: what its entry writes (`model/schema/environments.ts` describes it), with what may be left out resolved. */
export interface Cluster extends Readonly<
  Omit<ClusterSpec, "access" | "command" | "context" | "formerCa" | "imagePullSecret" | "monitoring">
> {
  readonly access: ClusterAccess;
  /** The authority before, whose tokens are still accepted; null unless one is being exchanged. */
  readonly formerCa: string | null;
  /** Context of the kubeconfig; null for the current one. */
  readonly context: string | null;
  /** Name of the Secret with the registry's credentials in each product namespace; null when nodes can pull by themselves. */
  readonly imagePullSecret: string | null;
  /** The Prometheus operator and the labels by which it selects; null where it is not. */
  readonly monitoring: Monitoring | null;
}
