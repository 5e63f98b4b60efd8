#!/usr/bin/env bash
# Finds the digest that was pushed for the commit, and its version. A version's tag is written after the first deployment of its digest and never moved, so where there is a
# tag, it decides.
set -euo pipefail
name="$REGISTRY/${GITHUB_REPOSITORY,,}"
tag="sha-${COMMIT:0:12}"
version="$VERSION"
if [[ -z $version && $GITHUB_REF == refs/tags/v* && $COMMIT == "$GITHUB_SHA" ]]; then version="${GITHUB_REF#refs/tags/}"; fi
digest=""
if [[ -n $version ]]; then
  tagged "$name" "$version"
  digest="$TAGGED"
  if [[ -z $digest && -n $VERSION ]]; then
    echo "::error title=Image::$name has no tag $VERSION: no deployment of that version has succeeded. Name the commit instead to deploy what was built for it"
    exit 1
  fi
fi
if [[ -z $digest ]]; then
  tagged "$name" "$tag"
  digest="$TAGGED"
fi
if [[ -z $digest ]]; then
  echo "::error title=Image::$name has no tag $tag: nothing was pushed for $COMMIT; a push to the default branch builds it"
  exit 1
fi
{
  echo "image=$name@$digest"
  echo "name=$name"
  echo "digest=$digest"
  echo "commit=$COMMIT"
  # A version without its v, or the commit.
  if [[ -n $version ]]; then echo "version=${version#v}"; else echo "version=$tag"; fi
} >>"$GITHUB_OUTPUT"
