#!/usr/bin/env bash
# Checks the migration files: numbered without a gap, all in the manifest, and no merged file changed.
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

# A merged migration may have run somewhere, so only a new one may change what it did, even when the checksum was edited with it. One that ran nowhere can
# be replaced: then the manifest holds the old digest, with the environments whose ledgers proved it.
replaced() {
  local was
  was="$(git show "$(git merge-base "$base" HEAD):$1" | sha256sum | cut -d ' ' -f 1)"
  grep -qE "^# replaced $was  ${1##*/}  not in " "$MIGRATIONS/manifest.sha256"
}
base="HEAD^"
[[ -z $BASE ]] || base="origin/${BASE#refs/heads/}"
if git rev-parse --verify --quiet "$base" >/dev/null; then
  while read -r file; do
    replaced "$file" || refuse "$file" "merged migrations are never edited, renamed or removed: add a new one (or prove that no environment has it: migrate replace)"
  done < <(git diff --name-only --no-renames --diff-filter=MDT "$base...HEAD" -- "$MIGRATIONS/[0-9]*.sql")
fi

# A contract counts the releases that held its expand, by the manifest: each must be a tag whose manifest has the same files. Only the last line may be
# there before its tag.
held_by_tag() {
  local tagged missing
  if ! tagged="$(git show "refs/tags/$1:$MIGRATIONS/manifest.sha256" 2>/dev/null)"; then
    refuse "$MIGRATIONS/manifest.sha256" "names the release $1, but there is no tag $1 with these migrations: take the line out, or tag the commit that it was made for"
    return
  fi
  missing="$(grep -vxFf <(printf '%s\n' "$tagged") <<<"$2" | sed 's/.* //' | paste -sd ' ')" || true
  [[ -z $missing ]] || refuse "$MIGRATIONS/manifest.sha256" "says that $1 held $missing, but its tag does not: put the line where it was"
}
if [[ "$(git rev-parse --is-shallow-repository)" == true ]]; then
  echo "::warning title=Migrations::the history is not here, so nobody checked that the releases in $MIGRATIONS/manifest.sha256 are tags; check out with fetch-depth: 0"
else
  release=''
  above=''
  held=''
  while IFS= read -r line; do
    [[ -z $release ]] || held_by_tag "$release" "$above"
    release=''
    if [[ $line == '# release '* ]]; then
      release="${line#\# release }"
      above="$held"
    elif [[ $line != '# replaced '* ]]; then
      held+="${held:+$'\n'}$line"
    fi
  done <"$MIGRATIONS/manifest.sha256"
fi
exit "$wrong"
