#!/usr/bin/env bash
# Writes the kubeconfig of this job: server, certificate authority, and the command that fetches a token. It contains no token.
# v1beta1 is what the token commands of all large clouds print, and what the stacks ask of them: a client refuses an answer of another version.
set -euo pipefail
chmod 700 "$RUNNER_TEMP/github-token"
# Without TLS nothing would tell a foreign server from the real one.
if [[ $SERVER != https://* ]]; then
  echo "::error title=Cluster::the address of the cluster is $SERVER; it must begin with https://"
  exit 1
fi
# Clients read the very file whose digest is in the audience, so that no second way to read it can make them trust another authority.
ca="$RUNNER_TEMP/cluster.crt"
base64 --decode <<<"$CA" >"$ca"
if [[ -z $TOKEN_COMMAND ]]; then
  # The cluster takes tokens for its own authority alone: one that was asked for a foreign server is worth nothing to whoever runs it.
  bound="$AUDIENCE/$(sha256sum <"$ca" | cut -d ' ' -f 1)"
  TOKEN_COMMAND="$(jq -nc --arg plugin "$RUNNER_TEMP/github-token" --arg audience "$bound" '[$plugin, $audience]')"
fi
(umask 077 && jq -n --arg server "$SERVER" --arg ca "$ca" --argjson command "$TOKEN_COMMAND" --arg namespace "$NAMESPACE" --arg context "${CONTEXT:-deploy}" '{
  apiVersion: "v1", kind: "Config", "current-context": $context,
  clusters: [{name: "cluster", cluster: {server: $server, "certificate-authority": $ca}}],
  users: [{name: "job", user: {exec: {apiVersion: "client.authentication.k8s.io/v1beta1", interactiveMode: "Never", command: $command[0], args: $command[1:]}}}],
  contexts: [{name: $context, context: {cluster: "cluster", user: "job", namespace: $namespace}}]
}' >"$RUNNER_TEMP/kubeconfig")
# Terraform's providers take who they are from the second name, where and whose authority it is from the catalog.
printf '%s=%s\n' KUBECONFIG "$RUNNER_TEMP/kubeconfig" KUBE_CONFIG_PATH "$RUNNER_TEMP/kubeconfig" >>"$GITHUB_ENV"
