#!/usr/bin/env bash
# Keeps one issue for each stack that differs from the catalog: what differs, who may know why, and the two ways out. Closes it when nothing differs any more.
set -euo pipefail
alarms=0
for stack in $STACKS; do
  title="Drift in $stack"
  # Own issues only: the author of any other one could change what is written into it.
  open="$(gh issue list --state open --app github-actions --search "in:title \"$title\"" --json number,title --jq ".[] | select(.title == \"$title\") | .number" | head -n 1)"
  plan="plans/plan-$stack/plan.json"
  if [[ ! -f $plan ]]; then
    echo "::warning title=Drift::$stack could not be planned; its issue is left as it is"
    continue
  fi
  if [[ $(jq '.[0].changes | length' "$plan") == 0 ]]; then
    if [[ -n $open ]]; then gh issue close "$open" --comment "Nothing differs any more: $GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"; fi
    continue
  fi
  # What people can forge at GitHub is no ordinary difference: the run ends red, so that it reaches somebody tonight.
  found="$(jq -r --arg stack "$stack" '.[0].drift[]? | select(.alarm) | "::error title=Drift in \($stack)::\(.address) was changed outside the catalog: \(.alarm)"' "$plan")"
  if [[ -n $found ]]; then
    printf '%s\n' "$found"
    alarms=1
  fi
  {
    cat "plans/plan-$stack/report.md"
    echo
    echo "**Who.** The catalog did not ask for this, so somebody or something else did it after the last apply:"
    gh run list --workflow infra.yml --branch main --status success --limit 1 --json url,updatedAt --jq '.[] | "\(.updatedAt) \(.url)"'
    if [[ $stack == github ]]; then
      echo "The organization's audit log names the person: $GITHUB_SERVER_URL/organizations/$ORGANIZATION/settings/audit-log"
    else
      echo "The cluster's audit log names the user; jobs of the family carry their run in \`github.com/run\`."
    fi
    echo
    echo "**Adopt** what was done: write it into the catalog, in a pull request whose plan is empty."
    echo "**Revert** it: run the apply workflow, which plans the same and waits for the approvers."
  } >issue.md
  if [[ -n $open ]]; then gh issue edit "$open" --body-file issue.md; else gh issue create --title "$title" --body-file issue.md; fi
done
((alarms == 0))
