#!/usr/bin/env bash
# Refuses a digest that has not proven itself: it must have run in the environment before this one, or here. On a way back only the latter counts.
# The proof is what a deploy job of this library signed after its smoke test; a record of a deployment could be written by any workflow of the repository.
set -euo pipefail
trusted deploy "$LIBRARY_COMMIT"
ran_in() {
  gh attestation verify "oci://$IMAGE" --repo "$GITHUB_REPOSITORY" --predicate-type "$PROOF/$1" --cert-identity-regex "$IDENTITY"
}

back=false
if [[ -n $RUNNING_COMMIT && $RUNNING_COMMIT != "$COMMIT" ]] && git merge-base --is-ancestor "$COMMIT" "$RUNNING_COMMIT"; then back=true; fi
if [[ $back == false ]]; then
  if [[ -z $BEFORE ]] || ran_in "$BEFORE"; then exit 0; fi
fi
if ran_in "$ENVIRONMENT"; then exit 0; fi

if [[ $back == true ]]; then
  problem="$IMAGE of $COMMIT never ran in $ENVIRONMENT, so there is no way back to it; name a version that ran there"
else
  problem="$IMAGE of $COMMIT has not run in $BEFORE. Deploy it there first; where that deployment is still going on, run this job again when it has ended"
fi
echo "::error title=$ENVIRONMENT::$problem. Nothing was changed. Proof is what $WORKFLOW signs after the smoke test; its commits that count: $SIGNERS"
echo "$ENVIRONMENT: **nothing changed**, $problem" >>"$GITHUB_STEP_SUMMARY"
exit 1
