#!/usr/bin/env bash
# One comment with all plans, replaced when there are newer ones.
set -euo pipefail
{
  for stack in $STACKS; do
    if [[ -f plans/plan-$stack/report.md ]]; then
      cat "plans/plan-$stack/report.md"
    else
      echo "### $stack: could not be planned; see the job"
    fi
    echo
  done
} | head -c 60000 >comment.md
gh pr comment "$PULL_REQUEST" --edit-last --create-if-none --body-file comment.md
