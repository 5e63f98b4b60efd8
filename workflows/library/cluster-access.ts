import type { RunStep } from "../engine/model";
import { shell } from "../engine/shell";

/** How a job reaches a cluster: with GitHub's own token, or with a command that prints a token. */
export interface ClusterAccess {
  readonly server: string;
  /** The API server's certificate authority, PEM in base64. */
  readonly ca: string;
  /** The `aud` that the cluster accepts in a GitHub token. */
  readonly audience: string;
  /** The context of a kubeconfig that the stacks name; null for any. */
  readonly context?: string | null;
  readonly access: {
    readonly kind: "oidc" | "exec";
    /** The kubeconfig exec plugin and its arguments; empty for `oidc`. */
    readonly command: readonly string[];
  };
}

/** Writes a kubeconfig that holds no token: who uses it asks for one when it needs one, because GitHub's live five minutes. */
export const clusterAccess = ({ server, ca, audience, context, access }: ClusterAccess, namespace: string): RunStep => ({
  name: "Reach the cluster",
  env: {
    SERVER: server,
    CA: ca,
    AUDIENCE: audience,
    NAMESPACE: namespace,
    ...(typeof context === "string" && { CONTEXT: context }),
    TOKEN_COMMAND: JSON.stringify(access.kind === "oidc" ? ["github-token"] : access.command),
  },
  run: `cat >"$RUNNER_TEMP/github-token" <<'PLUGIN'\n#!/usr/bin/env bash\n${shell("github-token")}PLUGIN\n${shell("kubeconfig")}`,
});
