#!/usr/bin/env bash
# Checks that every run-time dependency has a license of the allow-list. The lock file says what each package states, so no tool is needed.
set -euo pipefail
jq -r --arg allowed "$ALLOWED" '
  def admitted($list): gsub("[()]"; "") | split(" OR ") | any(split(" AND ") | all(IN($list[])));
  ($allowed | split(" ")) as $list
  | .packages | to_entries[]
  | select(.key != "" and (.value.dev // false | not) and (.value.link // false | not))
  | (.value.license // "none stated" | if type == "array" then map(if type == "object" then .type else . end) | join(" OR ") else . end) as $license
  | select($license | admitted($list) | not)
  | "::error title=Licenses::\(.key | sub("^.*node_modules/"; "")) \(.value.version) is under \($license); allowed: \($allowed)"
' package-lock.json | tee "$RUNNER_TEMP/licenses"
[[ ! -s $RUNNER_TEMP/licenses ]]
