#!/usr/bin/env bash
# Where this stack's cluster is, from the catalog that is planned or applied: a pinned workflow outlives the cluster that its commit knew.
set -euo pipefail
cluster="$(npx --no-install sigma show --json | jq -e --arg stack "$STACK" '.environments[$stack].cluster')"
fact() { jq -r "$1" <<<"$cluster"; }
# shellcheck disable=SC2034 # for the text that follows in the same step
SERVER="$(fact .server)" CA="$(fact .ca)" AUDIENCE="$(fact .audience)" CONTEXT="$(fact '.context // "deploy"')"
# shellcheck disable=SC2034 # the same
TOKEN_COMMAND="$(fact 'if .access.kind == "exec" then .access.command | tojson else "" end')"
