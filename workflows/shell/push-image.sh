#!/usr/bin/env bash
# Pushes the scanned files as they are and looks whether the registry holds the digest that was scanned.
set -euo pipefail
name="$REGISTRY/${GITHUB_REPOSITORY,,}"
tag="sha-${GITHUB_SHA:0:12}"
skopeo copy --all --preserve-digests "oci:scanned/image" "docker://$name:$tag"
pushed="$(skopeo inspect --raw "docker://$name:$tag" | sha256sum | cut -d ' ' -f 1)"
if [[ "sha256:$pushed" != "$DIGEST" ]]; then
  echo "::error title=Push::the registry holds sha256:$pushed under $tag, scanned was $DIGEST"
  exit 1
fi
echo "name=$name" >>"$GITHUB_OUTPUT"
# The digest that each SBOM is about: its platform's part of an index, or the image itself where there is one platform.
for sbom in scanned/sbom-*.spdx.json; do
  architecture="$(basename "${sbom#scanned/sbom-}" .spdx.json)"
  if ! about="$(jq -er --arg architecture "$architecture" --arg image "$DIGEST" \
    'if has("manifests") then first(.manifests[] | select(.platform.architecture == $architecture)).digest else $image end' "scanned/image/blobs/sha256/$pushed")"; then
    echo "::error title=Push::$DIGEST has no platform $architecture, of which there is an SBOM"
    exit 1
  fi
  echo "$architecture=$about" >>"$GITHUB_OUTPUT"
done
# shellcheck disable=SC2016 # the backticks are Markdown
printf '`%s@%s`\n' "$name" "$DIGEST" >>"$GITHUB_STEP_SUMMARY"
