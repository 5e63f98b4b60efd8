#!/usr/bin/env bash
# Verifies who built the image: docker-scan of this library, from this commit of this repository, on main.
# Accepts signatures of the library's running commit and of its released commits, so an image that a branch of the library signed is never deployed.
set -euo pipefail
if [[ ! $IMAGE =~ @sha256:[0-9a-f]{64}$ ]]; then
  echo "::error title=Image::\"$IMAGE\" is not a digest; a tag can mean another image tomorrow"
  exit 1
fi
echo "LIBRARY_COMMIT=$OWN" >>"$GITHUB_ENV"

trusted docker-scan "$OWN"
if ! gh attestation verify "oci://$IMAGE" --repo "$GITHUB_REPOSITORY" --predicate-type https://slsa.dev/provenance/v1 \
  --cert-identity-regex "$IDENTITY" --source-ref refs/heads/main --source-digest "$COMMIT"; then
  echo "::error title=Image::$IMAGE has no provenance that says: built by $WORKFLOW for commit $COMMIT on main of $GITHUB_REPOSITORY. Commits of the library that count: $SIGNERS"
  exit 1
fi
