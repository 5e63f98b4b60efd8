import type { RunStep } from "../engine/model";
import { shell } from "../engine/shell";

/** How a deploy job reaches a cluster: with GitHub's own token, or with a command that prints a token. */
export type ClusterAccess =
  /** Address, authority and audience come with the environment's variable: the token is worth nothing to another server than the one it is asked for. */
  | { readonly kind: "oidc" }
  /** A token that a command prints is bound to no server, so nothing that somebody could change in GitHub may say where it goes. */
  | {
      readonly kind: "exec";
      readonly server: string;
      /** The API server's certificate authority, PEM in base64. */
      readonly ca: string;
      /** The kubeconfig exec plugin and its arguments. */
      readonly command: readonly string[];
    };

/** Writes a kubeconfig for a deploy job, whose variables include `DEPLOYMENT`. */
export const clusterAccess = (access: ClusterAccess, namespace: string): RunStep =>
  access.kind === "oidc"
    ? reach("deployment-cluster", { NAMESPACE: namespace })
    : reach(null, { SERVER: access.server, CA: access.ca, TOKEN_COMMAND: JSON.stringify(access.command), NAMESPACE: namespace });

/** The same for a job of this repository, which takes the facts of the catalog that it plans or applies. */
export const platformClusterAccess = (environment: string): RunStep =>
  reach("catalog-cluster", { STACK: environment, NAMESPACE: "default" });

/** The kubeconfig holds no token: who uses it asks for one when it needs one, because GitHub's live five minutes. */
const reach = (facts: string | null, env: Readonly<Record<string, string>>): RunStep => ({
  name: "Reach the cluster",
  env,
  run: `cat >"$RUNNER_TEMP/github-token" <<'PLUGIN'\n#!/usr/bin/env bash\n${shell("github-token")}PLUGIN\n${facts === null ? "" : shell(facts)}${shell("kubeconfig")}`,
});
