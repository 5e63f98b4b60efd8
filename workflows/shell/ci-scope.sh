#!/usr/bin/env bash
# Which parts a commit needs: `catalog` when it changes the catalog and what is emitted from it alone, else `all`. The part `catalog` compares every emitted
# file with what its builder writes, so an edit by hand in one of them does not pass as an edit of the catalog.
set -euo pipefail
scope=all
if ! changed="$(git diff --name-only --no-renames "$BASE" HEAD --)"; then
  echo "No commit to compare with: all parts run."
elif [[ -z $changed ]]; then
  echo "No file differs: all parts run."
elif others="$(grep -Ev "$CATALOG" <<<"$changed")"; then
  printf 'All parts run. Beside the catalog, these files changed:\n%s\n' "$others"
else
  scope=catalog
  echo 'The catalog changed, and what is emitted from it: the part "catalog" runs.'
fi
echo "scope=$scope" >>"$GITHUB_OUTPUT"
