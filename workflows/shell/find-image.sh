#!/usr/bin/env bash
# From the commit to the digest that was pushed for it, and to the version it has: the tag of this run, or the commit.
set -euo pipefail
name="$REGISTRY/${GITHUB_REPOSITORY,,}"
tag="sha-${COMMIT:0:12}"
if ! digest="$(docker buildx imagetools inspect "$name:$tag" --format '{{.Manifest.Digest}}')" || [[ ! $digest =~ ^sha256:[0-9a-f]{64}$ ]]; then
  echo "::error title=Image::$name has no tag $tag: nothing was pushed for $COMMIT; a push to the default branch builds it"
  exit 1
fi
version="$tag"
if [[ $GITHUB_REF == refs/tags/v* && $COMMIT == "$GITHUB_SHA" ]]; then version="${GITHUB_REF#refs/tags/v}"; fi
{
  echo "image=$name@$digest"
  echo "commit=$COMMIT"
  echo "version=$version"
} >>"$GITHUB_OUTPUT"
