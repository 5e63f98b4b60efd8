#!/usr/bin/env bash
# Prints a table of the earlier jobs, the slowest first, and fails unless all of them succeeded. They run in parallel, so the slowest one decides how long the run takes.
set -euo pipefail
jq -r '
  to_entries
  | map({ name: .key, result: .value.result, seconds: (.value.outputs.seconds // "" | if . == "" then 0 else tonumber end) })
  | sort_by(-.seconds)
  | "| job | result | seconds |", "| --- | --- | ---: |", (.[] | "| \(.name) | \(.result) | \(.seconds) |"),
    "", "Slowest: \(.[0].name), \(.[0].seconds) s. All jobs together: \(map(.seconds) | add) s."
' <<<"$RESULTS" | tee -a "$GITHUB_STEP_SUMMARY"
failed="$(jq -r '[to_entries[] | select(.value.result != "success") | .key] | join(", ")' <<<"$RESULTS")"
if [[ -n $failed ]]; then
  echo "::error title=CI::failed: $failed"
  exit 1
fi
