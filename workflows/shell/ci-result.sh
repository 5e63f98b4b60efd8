#!/usr/bin/env bash
# Prints a table of the earlier jobs, the slowest first, and fails unless all of them succeeded. They run in parallel, so the slowest one decides how long the run takes.
# Left out are the jobs that the job `scope` decided to skip: of an edit of the catalog all parts but `catalog`, else that part.
set -euo pipefail
due="$(jq '
  (.scope.outputs.scope // "") as $scope
  | with_entries(select(
      (.value.result == "skipped" and $scope != "" and .key != "scope" and ($scope == "catalog") != (.key == "catalog")) | not
    ))
' <<<"$RESULTS")"
jq -r '
  to_entries
  | map({ name: .key, result: .value.result, seconds: (.value.outputs.seconds // "" | if . == "" then 0 else tonumber end) })
  | sort_by(-.seconds)
  | "| job | result | seconds |", "| --- | --- | ---: |", (.[] | "| \(.name) | \(.result) | \(.seconds) |"),
    "", "Slowest: \(.[0].name), \(.[0].seconds) s. All jobs together: \(map(.seconds) | add) s."
' <<<"$due" | tee -a "$GITHUB_STEP_SUMMARY"
failed="$(jq -r '[to_entries[] | select(.value.result != "success") | .key] | join(", ")' <<<"$due")"
if [[ -n $failed ]]; then
  echo "::error title=CI::failed: $failed"
  exit 1
fi
