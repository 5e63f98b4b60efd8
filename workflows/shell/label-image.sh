#!/usr/bin/env bash
# The version as one more name of the same digest; a name that means another digest already is left alone.
set -euo pipefail
name="${IMAGE%@*}:${GITHUB_REF#refs/tags/}"
if present="$(docker buildx imagetools inspect "$name" --format '{{.Manifest.Digest}}' 2>/dev/null)" && [[ $present != "${IMAGE#*@}" ]]; then
  echo "::error title=Version::$name is $present already; a version is never moved"
  exit 1
fi
docker buildx imagetools create --tag "$name" "$IMAGE"
