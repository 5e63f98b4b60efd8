#!/usr/bin/env bash
# No changeset waits, so the version in package.json is released, once. When a tag exists without a release, an earlier job was interrupted.
set -euo pipefail
tag="v$VERSION"
notes="$RUNNER_TEMP/notes.md"
awk -v version="$VERSION" '/^## / { inside = $2 == version; next } inside { print }' CHANGELOG.md >"$notes"
if git rev-parse --verify --quiet "refs/tags/$tag" >/dev/null; then
  echo "$tag exists: nothing to tag"
else
  tag_commit "$tag" "$GITHUB_SHA"
  echo "version=$VERSION" >>"$GITHUB_OUTPUT"
fi
write_release "$tag" "$notes"
