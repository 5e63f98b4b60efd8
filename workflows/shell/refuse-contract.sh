#!/usr/bin/env bash
# A contract migration takes away what older code needs. What runs here now may have run one that the image to deploy does not know of.
set -euo pipefail
[[ -n $RUNNING_COMMIT && $RUNNING_COMMIT != "$COMMIT" ]] || exit 0
if ! git cat-file -e "$RUNNING_COMMIT^{commit}" 2>/dev/null; then
  echo "::error title=Contract::$ENVIRONMENT runs commit $RUNNING_COMMIT, which this repository does not have; whether its migrations allow $COMMIT cannot be told"
  exit 1
fi
refused=0
while read -r file; do
  if git show "$RUNNING_COMMIT:$file" | grep -qE '^-- *phase: *contract'; then
    echo "::error file=$file,title=Contract::$ENVIRONMENT has run $file (phase: contract), which $COMMIT does not know; deploy a commit that does, or restore"
    refused=1
  fi
done < <(git diff --name-only --no-renames --diff-filter=A "$COMMIT" "$RUNNING_COMMIT" -- "$MIGRATIONS/*.sql")
exit "$refused"
