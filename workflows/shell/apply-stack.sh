#!/usr/bin/env bash
# Applies the plan that this run made and its approvers saw, and no other.
set -euo pipefail
found="$(sha256sum planned/plan | cut -d ' ' -f 1)"
if [[ $found != "$DIGEST" ]]; then
  echo "::error title=Apply::the plan is $found, this run made $DIGEST: a foreign plan is not applied"
  exit 1
fi
saved="cdktf.out/stacks/$STACK"
mkdir -p "$saved"
cp planned/plan planned/plan.sha256 "$saved/"
read -ra addresses <<<"$ALLOW_DELETE"
npx --no-install sigma deploy "$STACK" --yes "${addresses[@]/#/--allow-delete=}"
