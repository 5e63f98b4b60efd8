#!/usr/bin/env bash
# Writes the kubeconfig of this job: server, authority, and the command that fetches a token. No token is written.
set -euo pipefail
chmod 700 "$RUNNER_TEMP/github-token"
if [[ $TOKEN_COMMAND == '["github-token"]' ]]; then
  TOKEN_COMMAND="$(jq -nc --arg plugin "$RUNNER_TEMP/github-token" --arg audience "$AUDIENCE" '[$plugin, $audience]')"
fi
(umask 077 && jq -n --arg server "$SERVER" --arg ca "$CA" --argjson command "$TOKEN_COMMAND" --arg namespace "$NAMESPACE" '{
  apiVersion: "v1", kind: "Config", "current-context": "deploy",
  clusters: [{name: "cluster", cluster: {server: $server, "certificate-authority-data": $ca}}],
  users: [{name: "job", user: {exec: {apiVersion: "client.authentication.k8s.io/v1", interactiveMode: "Never", command: $command[0], args: $command[1:]}}}],
  contexts: [{name: "deploy", context: {cluster: "cluster", user: "job", namespace: $namespace}}]
}' >"$RUNNER_TEMP/kubeconfig")
# The second name is the one that Terraform's providers read.
printf '%s=%s\n' KUBECONFIG "$RUNNER_TEMP/kubeconfig" KUBE_CONFIG_PATH "$RUNNER_TEMP/kubeconfig" >>"$GITHUB_ENV"
