#!/usr/bin/env bash
# Reports what changed for callers since the last release, and fails when the version does not say so. The text becomes that of the release.
set -euo pipefail
mkdir -p release
# An earlier attempt for this commit may have made the tag.
if tagged="$(git rev-parse --verify --quiet "refs/tags/$VERSION^{commit}")" && [[ $tagged != "$GITHUB_SHA" ]]; then
  echo "::error title=Release::$VERSION is $tagged, this run is for $GITHUB_SHA; a version is never moved"
  exit 1
fi
# A pre-release promises nothing to anybody: what v2.0.0-rc.1 breaks, v2.0.0 may still break, so both are measured against v1.
last="$(git describe --tags --abbrev=0 --match 'v[0-9]*' --exclude 'v*-*' --exclude "$VERSION" 2>/dev/null || true)"
npx --no-install tsx workflows/own/release-step.ts "${last:-none}" "$VERSION" | tee release/notes.md
{
  echo
  echo 'Callers pin, and the catalog lists under workflows.released:'
  echo
  echo "    $GITHUB_SHA # $VERSION"
} >>release/notes.md
cat release/notes.md >>"$GITHUB_STEP_SUMMARY"
