#!/usr/bin/env bash
# The version as one more name of the same digest; a name that means another digest already is left alone.
# skopeo and not `docker buildx imagetools create`, which wraps an image of one platform in a new index: another digest, that nobody signed.
set -euo pipefail
repository="${IMAGE%@*}" digest="${IMAGE#*@}" tag="${GITHUB_REF#refs/tags/}"
named() { echo "sha256:$(skopeo inspect --raw "docker://$repository:$tag" | sha256sum | cut -d ' ' -f 1)"; }
# A list, because "there is none" and "the registry did not answer" are the same failure of a look at one tag.
tags="$(skopeo list-tags "docker://$repository")"
if jq -e --arg tag "$tag" '.Tags | index($tag) == null' <<<"$tags" >/dev/null; then
  skopeo copy --all --preserve-digests "docker://$IMAGE" "docker://$repository:$tag"
fi
present="$(named)"
if [[ $present != "$digest" ]]; then
  echo "::error title=Version::$repository:$tag is $present, this run deployed $digest; a version is never moved"
  exit 1
fi
