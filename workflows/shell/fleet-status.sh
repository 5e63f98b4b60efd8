#!/usr/bin/env bash
# Looks at every repository, shows it in the summary, and says which ring an update may reach next.
set -euo pipefail
npx --no-install sigma fleet status --json >"$RUNNER_TEMP/fleet.json"
echo "next=$(jq -r '.next // ""' "$RUNNER_TEMP/fleet.json")" >>"$GITHUB_OUTPUT"
{
  echo "| repository | ring | scaffold | pins | where it stands |"
  echo "| --- | --- | --- | --- | --- |"
  jq -r '.repositories[] | "| \(.name) | \(.ring) | \(.scaffold.version? // "none") | \(.scaffold.pins? // [] | join(", ")) | \(.says | gsub("\n"; "; ") | gsub("\\|"; "\\|")) |"' \
    "$RUNNER_TEMP/fleet.json"
} >>"$GITHUB_STEP_SUMMARY"
