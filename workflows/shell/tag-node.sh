#!/usr/bin/env bash
# No changeset waits: the version in package.json is due, once. A version that has its tag and lacks its release lost its job in between.
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
