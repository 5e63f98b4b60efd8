#!/usr/bin/env bash
# What serves now: the revision to go back to, and its commit; and all commits that were released, failed ones too, since their migrations ran before
# they failed. A release that a lost runner left half-way is brought back first.
set -euo pipefail
# An empty list is an answer; a cluster that does not answer ends the job here.
present="$(helm list --filter "^$SERVICE\$" --output json)"
revision="" commit="" released=""
commit_of() { helm get metadata "$SERVICE" --revision "$1" --output json | jq -r '.labels.commit // empty'; }
if [[ $(jq length <<<"$present") != 0 ]]; then
  history="$(helm history "$SERVICE" --max 20 --output json)"
  for each in $(jq '.[].revision' <<<"$history"); do
    one="$(commit_of "$each")"
    if [[ -n $one && " $released " != *" $one "* ]]; then released+=" $one"; fi
  done
  revision="$(jq -r '[.[] | select(.status == "deployed")] | last.revision // empty' <<<"$history")"
  if [[ $(jq -r 'last.status' <<<"$history") == pending-* ]]; then
    # The queue lets one job in at a time, so nobody else is at it. How to wait on the way back: release.sh says.
    echo "::warning title=$ENVIRONMENT::the last release was interrupted; undoing it first"
    if [[ -n $revision ]]; then
      helm rollback "$SERVICE" "$revision" --force-conflicts --wait=legacy --timeout "${BACK_SECONDS}s" --no-hooks
      revision="$(helm history "$SERVICE" --max 1 --output json | jq -r 'last.revision')"
    else
      helm uninstall "$SERVICE" --wait --timeout "${BACK_SECONDS}s" --no-hooks
    fi
  fi
  if [[ -n $revision ]]; then commit="$(commit_of "$revision")"; fi
fi
{
  echo "RUNNING_REVISION=$revision"
  echo "RUNNING_COMMIT=$commit"
  echo "RELEASED_COMMITS=${released# }"
} >>"$GITHUB_ENV"
