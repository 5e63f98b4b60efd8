#!/usr/bin/env bash
# Adds the version as a tag of the same digest. A tag that already names another digest stays as it is.
# skopeo and not `docker buildx imagetools create`, which wraps an image of one platform in a new index. That would be another digest, which nobody signed.
set -euo pipefail
repository="${IMAGE%@*}" digest="${IMAGE#*@}" tag="${GITHUB_REF#refs/tags/}"
tagged "$repository" "$tag"
if [[ -z $TAGGED ]]; then
  skopeo copy --all --preserve-digests "docker://$IMAGE" "docker://$repository:$tag"
  tagged "$repository" "$tag"
fi
if [[ $TAGGED != "$digest" ]]; then
  echo "::error title=Version::$repository:$tag is ${TAGGED:-missing}, this run deployed $digest; a version is never moved"
  exit 1
fi
