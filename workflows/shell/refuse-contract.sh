#!/usr/bin/env bash
# A contract migration removes what older code needs. A release here may have run one that the image to deploy does not know. A failed rollout does not undo
# it, and only the database knows whether the migrations failed first.
set -euo pipefail
declare -A refused=()
for released in $RELEASED_COMMITS; do
  [[ $released != "$COMMIT" ]] || continue
  if ! git cat-file -e "$released^{commit}" 2>/dev/null; then
    echo "::error title=Contract::$ENVIRONMENT was released from commit $released, which this repository does not have; whether its migrations allow $COMMIT cannot be told"
    exit 1
  fi
  added="$(git diff --name-only --no-renames --diff-filter=A "$COMMIT" "$released" -- "$MIGRATIONS/*.sql")"
  while read -r file; do
    if [[ -n $file ]] && git show "$released:$file" | grep -E '^-- *phase: *contract' >/dev/null; then refused[$file]=$released; fi
  done <<<"$added"
done
for file in "${!refused[@]}"; do
  echo "::error file=$file,title=Contract::$ENVIRONMENT has run $file (phase: contract) of ${refused[$file]}, which $COMMIT does not know; deploy a commit that does, or restore"
done
((${#refused[@]} == 0))
