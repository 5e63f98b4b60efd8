#!/usr/bin/env bash
# Plans one stack, and keeps the plan with what identifies it.
set -euo pipefail
mkdir -p planned
npx --no-install sigma plan "$STACK" --json >planned/plan.json
saved="cdktf.out/stacks/$STACK"
cp "$saved/plan" "$saved/plan.sha256" planned/
# A catalog that changes no resource is applied as well: the state keeps it, and the next plan reports only later edits.
changes="$(jq '.[0] | (.changes | length) + (if .keepsCatalog then 1 else 0 end)' planned/plan.json)"
{
  echo "changes=$changes"
  echo "digest=$(sha256sum planned/plan | cut -d ' ' -f 1)"
} >>"$GITHUB_OUTPUT"
jq -r '.[0].report' planned/plan.json >planned/report.md
jq -r '.[0].brief' planned/plan.json >planned/brief.md
cat planned/report.md >>"$GITHUB_STEP_SUMMARY"
