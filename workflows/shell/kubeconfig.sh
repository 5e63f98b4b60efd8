#!/usr/bin/env bash
# Writes the kubeconfig of this job: server, certificate authority, and the command that fetches a token. It contains no token.
# v1beta1 is what the token commands of all large clouds print, and what the stacks ask of them: a client refuses an answer of another version.
set -euo pipefail
chmod 700 "$RUNNER_TEMP/github-token"
if [[ $TOKEN_COMMAND == '["github-token"]' ]]; then
  TOKEN_COMMAND="$(jq -nc --arg plugin "$RUNNER_TEMP/github-token" --arg audience "$AUDIENCE" '[$plugin, $audience]')"
fi
(umask 077 && jq -n --arg server "$SERVER" --arg ca "$CA" --argjson command "$TOKEN_COMMAND" --arg namespace "$NAMESPACE" --arg context "${CONTEXT:-deploy}" '{
  apiVersion: "v1", kind: "Config", "current-context": $context,
  clusters: [{name: "cluster", cluster: {server: $server, "certificate-authority-data": $ca}}],
  users: [{name: "job", user: {exec: {apiVersion: "client.authentication.k8s.io/v1beta1", interactiveMode: "Never", command: $command[0], args: $command[1:]}}}],
  contexts: [{name: $context, context: {cluster: "cluster", user: "job", namespace: $namespace}}]
}' >"$RUNNER_TEMP/kubeconfig")
# Terraform's providers take who they are from the second name, where and whose authority it is from the catalog.
printf '%s=%s\n' KUBECONFIG "$RUNNER_TEMP/kubeconfig" KUBE_CONFIG_PATH "$RUNNER_TEMP/kubeconfig" >>"$GITHUB_ENV"
