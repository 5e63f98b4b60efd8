#!/usr/bin/env bash
# Prints a table of the earlier jobs, and fails unless each of them succeeded or was skipped because nobody asked for it.
set -euo pipefail
{
  echo '| job | result |'
  echo '| --- | --- |'
  jq -r 'to_entries[] | "| \(.key) | \(.value.result) |"' <<<"$RESULTS"
  jq -r 'map_values(.outputs // {}) | [.[] | to_entries[]] | map(select(.value != "")) | .[] | "\n\(.key): `\(.value)`"' <<<"$RESULTS"
} >>"$GITHUB_STEP_SUMMARY"
failed="$(jq -r '[to_entries[] | select(.value.result | IN("success", "skipped") | not) | .key] | join(", ")' <<<"$RESULTS")"
if [[ -n $failed ]]; then
  echo "::error title=Result::failed: $failed"
  exit 1
fi
