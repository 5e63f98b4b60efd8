#!/usr/bin/env bash
# Compares the public API with the last release. A breaking change needs a new major version (below 1.0.0 a new minor version).
set -euo pipefail
if ! last="$(git describe --tags --abbrev=0 --match 'v[0-9]*' HEAD^ 2>/dev/null)"; then
  echo "the first release: nothing to compare with"
  exit 0
fi
IFS=. read -r major minor _ <<<"$VERSION"
IFS=. read -r last_major last_minor _ <<<"${last#v}"
if ((major > last_major || (major == 0 && last_major == 0 && minor > last_minor))); then
  griffe check "$PACKAGE" --against "$last" --format github || echo "breaking changes, announced by $last -> v$VERSION"
  exit 0
fi
if ! griffe check "$PACKAGE" --against "$last" --format github; then
  echo "::error title=Public API::breaks callers of $last, so v$VERSION is too small a step; the next version is $([[ $last_major == 0 ]] && echo "v0.$((last_minor + 1)).0" || echo "v$((last_major + 1)).0.0")"
  exit 1
fi
