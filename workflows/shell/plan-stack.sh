#!/usr/bin/env bash
# Plans one stack, and keeps the plan with everything that says which one it is.
set -euo pipefail
mkdir -p planned
npx --no-install sigma plan "$STACK" --json >planned/plan.json
saved="cdktf.out/stacks/$STACK"
cp "$saved/plan" "$saved/plan.sha256" planned/
changes="$(jq '.[0].changes | length' planned/plan.json)"
{
  echo "changes=$changes"
  echo "digest=$(sha256sum planned/plan | cut -d ' ' -f 1)"
} >>"$GITHUB_OUTPUT"
jq -r --arg stack "$STACK" '
  .[0] | "### \($stack): \(.changes | length) changes, \(.unchanged | add // 0) unchanged\n",
  (if .changes == [] then empty else "```diff",
    (.changes[] | "\({create: "+", update: "!", replace: "-", delete: "-"}[.action]) \(.action) \(.address)"), "```" end)
' planned/plan.json | head -c 60000 | tee planned/report.md >>"$GITHUB_STEP_SUMMARY"
