#!/usr/bin/env bash
# From the commit to the digest that was pushed for it, and to the version it has: the tag of this run, or the commit.
set -euo pipefail
name="$REGISTRY/${GITHUB_REPOSITORY,,}"
tag="sha-${COMMIT:0:12}"
if ! hash="$(skopeo inspect --raw "docker://$name:$tag" | sha256sum | cut -d ' ' -f 1)"; then
  echo "::error title=Image::$name has no tag $tag: nothing was pushed for $COMMIT; a push to the default branch builds it"
  exit 1
fi
version="$tag"
if [[ $GITHUB_REF == refs/tags/v* && $COMMIT == "$GITHUB_SHA" ]]; then version="${GITHUB_REF#refs/tags/v}"; fi
{
  echo "image=$name@sha256:$hash"
  echo "commit=$COMMIT"
  echo "version=$version"
} >>"$GITHUB_OUTPUT"
