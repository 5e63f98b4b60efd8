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
whole="$RUNNER_TEMP/report.md"
jq -r --arg stack "$STACK" '
  .[0] | "### \($stack): \(.changes | length) changes, \(.unchanged | add // 0) unchanged\n",
  (if .changes == [] then empty else "```diff",
    (.changes[] | "\({create: "+", update: "!", replace: "-", delete: "-"}[.action]) \(.action) \(.address)\(if .attributes == [] then "" else ": " + (.attributes | join(", ")) end)"), "```" end)
' planned/plan.json >"$whole"
# An issue or a comment holds 65536 characters. From a file: a program that still writes when `head` has enough would end the job.
if (($(wc -c <"$whole") > 60000)); then
  { head -c 60000 "$whole" | sed '$d' && printf '```\nCut here; everything is in plan.json of this run.\n'; } >planned/report.md
else
  cp "$whole" planned/report.md
fi
cat planned/report.md >>"$GITHUB_STEP_SUMMARY"
