#!/usr/bin/env bash
# Terraform's backend exchanges this job's identity for the state's role by itself; there is no key. Without a role the catalog keeps the state elsewhere.
set -euo pipefail
[[ -n $STATE_ROLE ]] || exit 0
(umask 077 && curl --silent --show-error --fail --retry 3 --header "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
  "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com" | jq -er .value >"$RUNNER_TEMP/state-token")
{
  echo "AWS_ROLE_ARN=$STATE_ROLE"
  echo "AWS_WEB_IDENTITY_TOKEN_FILE=$RUNNER_TEMP/state-token"
} >>"$GITHUB_ENV"
