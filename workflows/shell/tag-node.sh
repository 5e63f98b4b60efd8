#!/usr/bin/env bash
# No changeset waits: the version in package.json is due, once.
set -euo pipefail
tag="v$VERSION"
if git rev-parse --verify --quiet "refs/tags/$tag" >/dev/null; then
  echo "$tag exists: nothing to release"
  exit 0
fi
notes="$RUNNER_TEMP/notes.md"
awk -v version="$VERSION" '/^## / { inside = $2 == version; next } inside { print }' CHANGELOG.md >"$notes"
gh release create "$tag" --target "$GITHUB_SHA" --title "$tag" --notes-file "$notes"
echo "version=$VERSION" >>"$GITHUB_OUTPUT"
