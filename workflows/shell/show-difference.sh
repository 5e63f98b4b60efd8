#!/usr/bin/env bash
# Writes to the job's summary what this release changes in the cluster. The server renders it and applies nothing.
set -euo pipefail
running="$RUNNER_TEMP/running.yaml"
released="$RUNNER_TEMP/released.yaml"
rendered="$RUNNER_TEMP/rendered.json"
: >"$running"
if [[ -n $RUNNING_REVISION ]]; then helm get manifest "$SERVICE" --revision "$RUNNING_REVISION" >"$running"; fi
helm upgrade "$SERVICE" "$RUNNER_TEMP/chart.tgz" --install --values "$RUNNER_TEMP/values.yaml" --values "$RUNNER_TEMP/platform.json" --dry-run=server --output json >"$rendered"
jq -r .manifest "$rendered" >"$released"
# Helm waits for one thing at a time: longer than a hook's Job may take, which then says itself how it ended.
seconds="$(jq --argjson wait "$HELM_SECONDS" --argjson longer "$LONGER_THAN_JOB" \
  '[$wait, (.hooks[]?.manifest | capture("activeDeadlineSeconds: (?<job>[0-9]+)").job | tonumber + $longer)] | max' "$rendered")"
echo "HELM_TIMEOUT=${seconds}s" >>"$GITHUB_ENV"
{
  echo "### $ENVIRONMENT: $IMAGE"
  echo '```diff'
  # A summary holds a megabyte; what is cut is in the log of the release anyway.
  (diff -U 3 --label running --label released "$running" "$released" || true) | head -c 200000
  # Cut within a line, the end of the block would not be one.
  printf '\n```\n'
} >>"$GITHUB_STEP_SUMMARY"
