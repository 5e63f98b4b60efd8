#!/usr/bin/env bash
# Opens the pull requests of the fleet, ring by ring. It can be killed and run again at any time: what is there is on GitHub.
set -euo pipefail
npx --no-install sigma fleet update --wait "$WAIT" 2>&1 | tee "$RUNNER_TEMP/fleet.log" || failed=true
{
  echo '```'
  cat "$RUNNER_TEMP/fleet.log"
  echo '```'
} >>"$GITHUB_STEP_SUMMARY"
[[ -z ${failed:-} ]]
