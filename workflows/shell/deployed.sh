#!/usr/bin/env bash
# Environments that this ref may not deploy to, or that nobody asked for, are skipped. Fails when all were skipped, because a green run would look like a deployment.
set -euo pipefail
if jq -e 'any(to_entries[]; (.key | startswith("deploy-")) and .value.result == "success")' <<<"$RESULTS" >/dev/null; then exit 0; fi
asked="${ONLY:+only $ONLY, }${UNTIL:+until $UNTIL, }"
echo "::error title=Deploy::nothing was deployed (${asked}from $GITHUB_REF). What each environment admits: $ADMITTED. Start the run on such a ref"
# shellcheck disable=SC2016 # the backticks are Markdown
printf '**Nothing was deployed** from `%s`: %s\n' "$GITHUB_REF" "$ADMITTED" >>"$GITHUB_STEP_SUMMARY"
exit 1
