#!/usr/bin/env bash
# Sets OWN to the commit of the library that this job runs, as GitHub signed it. A caller cannot forge it.
set -euo pipefail
token="$(curl --silent --show-error --fail --retry 3 --header "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=self")"
# shellcheck disable=SC2034 # for the text that follows in the same step
OWN="$(jq -er '.value | split(".")[1] | gsub("-"; "+") | gsub("_"; "/") | @base64d | fromjson | .job_workflow_sha' <<<"$token")"
