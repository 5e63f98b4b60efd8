#!/usr/bin/env bash
# Takes the text of the release from this version's section of CHANGELOG.md.
set -euo pipefail
mkdir -p distribution
awk -v version="$VERSION" '
  /^## / { inside = index($0, "[" version "]") || $2 == version || $2 == "v" version; next }
  inside { print }
' CHANGELOG.md >distribution/notes.md
if ! grep -q '[^[:space:]]' distribution/notes.md; then
  echo "::error file=CHANGELOG.md,title=Release notes::no section \"## $VERSION\" with text in it"
  exit 1
fi
