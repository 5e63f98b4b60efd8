#!/usr/bin/env bash
# The files of the migrations: numbered without a gap, all in the manifest, and those already merged untouched.
set -euo pipefail
wrong=0
refuse() {
  echo "::error file=$1,title=Migrations::$2"
  wrong=1
}
expected=1
shopt -s nullglob
for file in "$MIGRATIONS"/[0-9]*.sql; do
  [[ $file != *.undo.sql ]] || continue
  name="${file##*/}"
  printf -v number '%04d' "$expected"
  [[ $name =~ ^${number}_[a-z0-9_]+\.sql$ ]] || refuse "$file" "expected ${number}_<name>.sql here: numbers are consecutive, names lower-case"
  grep -qE "^[0-9a-f]{64}  ${name}\$" "$MIGRATIONS/manifest.sha256" || refuse "$file" "not in $MIGRATIONS/manifest.sha256"
  expected=$((expected + 1))
done
((expected > 1)) || refuse "$MIGRATIONS" "no migration here"
(cd "$MIGRATIONS" && sha256sum --check --strict --quiet manifest.sha256) || refuse "$MIGRATIONS/manifest.sha256" "a file differs from its checksum"

# A merged migration may have run somewhere: only a new one can change what it did, even when its checksum was edited along.
base="HEAD^"
[[ -z $BASE ]] || base="origin/${BASE#refs/heads/}"
if git rev-parse --verify --quiet "$base" >/dev/null; then
  while read -r file; do
    refuse "$file" "merged migrations are never edited, renamed or removed: add a new one"
  done < <(git diff --name-only --no-renames --diff-filter=MDT "$base...HEAD" -- "$MIGRATIONS/[0-9]*.sql")
fi
exit "$wrong"
