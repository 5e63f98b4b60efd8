#!/usr/bin/env bash
# Writes one comment with all plans, and updates it when there are newer ones. A comment holds 65536 characters, which the stacks share.
set -euo pipefail
read -ra planned <<<"$STACKS"
share=$((60000 / ${#planned[@]}))
for stack in "${planned[@]}"; do
  report="plans/plan-$stack/report.md"
  brief="plans/plan-$stack/brief.md"
  if [[ ! -f $report ]]; then
    echo "### $stack: could not be planned; see the job"
  elif (($(wc -c <"$report") <= share)); then
    cat "$report"
  elif (($(wc -c <"$brief") <= share)); then
    cat "$brief"
  else
    echo "### $stack: the report is too long for this comment; it is in the summary of the job"
  fi
  echo
done >comment.md
gh pr comment "$PULL_REQUEST" --edit-last --create-if-none --body-file comment.md
