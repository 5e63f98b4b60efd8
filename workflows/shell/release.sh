#!/usr/bin/env bash
# Migrations (a hook of the chart), rollout, smoke test; on failure back to the revision that was good before.
set -euo pipefail
host="$(jq -er .host <<<"$DEPLOYMENT")"
log="$RUNNER_TEMP/helm.log"

# A redirect to a sign-in page is no answer, nor is a page of somebody else's: the charts' /healthz says ok.
smoke() {
  local answer
  answer="$(curl --silent --show-error --fail --max-time 10 --retry 8 --retry-delay 3 --retry-all-errors --write-out '\n%{http_code}' "https://$host$SMOKE_PATH")" || return
  [[ ${answer##*$'\n'} == 200 ]] || return
  [[ $SMOKE_PATH != /healthz ]] || grep --quiet --word-regexp ok <<<"$answer"
}

# A rollout that ran out of time stays marked as failed for a moment after the way back has begun. Helm's own way of waiting takes that for the end;
# the older one asks only whether the Pods of the wanted revision are ready.
back() {
  echo "::error title=$ENVIRONMENT::$1"
  if [[ -z $RUNNING_REVISION ]]; then
    echo "$ENVIRONMENT: **failed**, $1; there is no earlier release to go back to" >>"$GITHUB_STEP_SUMMARY"
  elif helm rollback "$SERVICE" "$RUNNING_REVISION" --force-conflicts --wait=legacy --timeout "${BACK_SECONDS}s" --no-hooks; then
    echo "$ENVIRONMENT: **rolled back** to revision $RUNNING_REVISION, $1" >>"$GITHUB_STEP_SUMMARY"
  else
    echo "::error title=$ENVIRONMENT::going back to revision $RUNNING_REVISION failed too: look at the cluster now"
  fi
  exit 1
}

# What the release declares is its own: without the force a count of replicas that somebody set by hand in an incident would stop every later deploy.
# A pipe and no process substitution: bash waits for all of a pipe, so the log is whole when it is read.
if ! helm upgrade "$SERVICE" "$RUNNER_TEMP/chart.tgz" --install --values "$RUNNER_TEMP/values.yaml" --values "$RUNNER_TEMP/platform.json" \
  --force-conflicts --wait --timeout "$HELM_TIMEOUT" --history-max 20 --labels "commit=$COMMIT" --description "$IMAGE of $COMMIT, run $GITHUB_RUN_ID" 2>&1 | tee "$log"; then
  # Nothing but the hook ran: what serves is still the release before.
  if grep -qE 'pre-(install|upgrade)' "$log"; then
    echo "::error title=$ENVIRONMENT::the migrations failed; nothing was rolled out"
    echo "$ENVIRONMENT: **migrations failed**, nothing was rolled out" >>"$GITHUB_STEP_SUMMARY"
    exit 1
  fi
  back "the rollout failed"
fi
smoke || back "https://$host$SMOKE_PATH does not answer"
echo "$ENVIRONMENT: $VERSION ($IMAGE) answers at https://$host$SMOKE_PATH" >>"$GITHUB_STEP_SUMMARY"
