#!/usr/bin/env bash
# Where this environment's cluster is, from its variable. Whoever may write to the repository can change it; what they gain is a token for their own server.
set -euo pipefail
if ! facts="$(jq -er '.cluster | select(.) | .server, .ca, .audience' <<<"$DEPLOYMENT")"; then
  echo "::error title=$ENVIRONMENT::the variable DEPLOYMENT of this environment does not say where its cluster is; deploy the stack github of the platform, which writes it"
  exit 1
fi
# shellcheck disable=SC2034 # for the text that follows in the same step
{ read -r SERVER && read -r CA && read -r AUDIENCE; } <<<"$facts"
# shellcheck disable=SC2034 # the same
TOKEN_COMMAND=""
