#!/usr/bin/env bash
# Who built what runs here: the image by docker-scan of this library from this repository's own commit on main, the chart by its release.
# Signatures of the commit that runs now and of the released commits count; a branch of the library signs nothing that is deployed.
set -euo pipefail
token="$(curl --silent --show-error --fail --retry 3 --header "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=self")"
own="$(jq -er '.value | split(".")[1] | gsub("-"; "+") | gsub("_"; "/") | @base64d | fromjson.job_workflow_sha' <<<"$token")"
signers="${own}${RELEASED:+ $RELEASED}"
prefix="https://github.com/$LIBRARY/.github/workflows"
prefix="${prefix//./\\.}"

[[ $IMAGE =~ @sha256:[0-9a-f]{64}$ ]] || {
  echo "::error title=Image::$IMAGE is not a digest"
  exit 1
}
gh attestation verify "oci://$IMAGE" --repo "$GITHUB_REPOSITORY" --predicate-type https://slsa.dev/provenance/v1 \
  --cert-identity-regex "^${prefix}/docker-scan\\.yml@(${signers// /|})\$" \
  --source-ref refs/heads/main --source-digest "$COMMIT" || {
  echo "::error title=Image::$IMAGE carries no provenance of docker-scan for commit $COMMIT on main of $GITHUB_REPOSITORY; signers that count: $signers"
  exit 1
}
gh attestation verify "$CHART" --repo "$LIBRARY" --predicate-type https://slsa.dev/provenance/v1 \
  --cert-identity-regex "^${prefix}/release\\.yml@refs/(heads/main|tags/v[0-9.]+)\$" || {
  echo "::error title=Chart::$CHART was not released by $LIBRARY"
  exit 1
}
