#!/usr/bin/env bash
# Runs of main can overtake each other, and somebody can start an old run again. An image older than the running one is deployed only by a rollback.
set -euo pipefail
[[ -z $GOING_BACK_TO && -n $RUNNING_COMMIT && $RUNNING_COMMIT != "$COMMIT" ]] || exit 0
if git merge-base --is-ancestor "$COMMIT" "$RUNNING_COMMIT"; then
  echo "::error title=$ENVIRONMENT::runs $RUNNING_COMMIT, which is newer than $COMMIT; nothing was changed. To go back, start the rollback"
  echo "$ENVIRONMENT: **nothing changed**, the newer $RUNNING_COMMIT runs already" >>"$GITHUB_STEP_SUMMARY"
  exit 1
fi
