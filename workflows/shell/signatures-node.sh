#!/usr/bin/env bash
# Checks the registry signature of every installed package. "Wrong" and "missing" always fail; "could not be checked" fails only when the caller requires it.
set -euo pipefail
report="$RUNNER_TEMP/signatures.json"
npm audit signatures --json >"$report" || true
if ! jq -e 'has("invalid") and has("missing")' "$report" >/dev/null 2>&1; then
  echo "::warning title=Signatures::could not be checked: no answer from the registry"
  echo 'Signatures: **could not be checked**' >>"$GITHUB_STEP_SUMMARY"
  [[ $WHEN_UNREACHABLE == report ]]
  exit
fi
jq -r '(.invalid[] | "::error title=Signatures::\(.name) \(.version): the signature is wrong"),
  (.missing[] | "::error title=Signatures::\(.name) \(.version): not signed by a registry that signs")' "$report" | tee "$RUNNER_TEMP/signatures"
[[ ! -s $RUNNER_TEMP/signatures ]]
