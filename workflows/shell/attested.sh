#!/usr/bin/env bash
# attested <name@digest> <identity> <flags of gh…>: whether the image has the expected provenance. False only when nobody signed it. A signature of somebody else, or no
# answer, fails the step.
set -euo pipefail
attested() {
  local image="$1" identity="$2"
  shift 2
  if gh attestation verify "oci://$image" --repo "$GITHUB_REPOSITORY" --predicate-type https://slsa.dev/provenance/v1 --cert-identity-regex "$identity" "$@"; then return 0; fi
  github GET "repos/$GITHUB_REPOSITORY/attestations/${image#*@}?predicate_type=provenance"
  case $STATUS in
    404) return 1 ;;
    200) if jq -e '.attestations == []' "$ANSWER" >/dev/null; then return 1; fi ;;
    *) unexpected "whether $image was signed" ;;
  esac
  echo "::error title=Signature::$image is signed, but not by $identity for commit $GITHUB_SHA; nothing was changed. What is signed is never moved: push another commit"
  exit 1
}
