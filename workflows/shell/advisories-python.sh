#!/usr/bin/env bash
# Looks up the known advisories of the run-time dependencies. "Found" always fails; "could not be checked" fails only when the caller requires it. pip-audit skips a
# package that its database does not know: one of the family's own, or every package when the index has no advisories.
set -euo pipefail
report="$RUNNER_TEMP/pip-audit.json"
pip-audit --require-hashes --disable-pip --requirement "$REQUIREMENTS" --progress-spinner off --format json --output "$report" || true
if ! jq -e '.dependencies | length == 0 or any(has("skip_reason") | not)' "$report" >/dev/null 2>&1; then
  echo "::warning title=Advisories::could not be checked: no answer from the advisory database"
  echo 'Advisories: **could not be checked**' >>"$GITHUB_STEP_SUMMARY"
  [[ $WHEN_UNREACHABLE == report ]]
  exit
fi
jq -r '.dependencies[] | select(has("skip_reason")) | "::warning title=Advisories::\(.name) could not be checked: \(.skip_reason)"' "$report"
jq -r '.dependencies[] | .name as $name | .version as $version | .vulns[]?
  | "::error title=Advisories::\($name) \($version) has \(.id); fixed in \(.fix_versions | join(", ") | if . == "" then "no release yet" else . end)"' "$report" | tee "$RUNNER_TEMP/advisories"
[[ ! -s $RUNNER_TEMP/advisories ]]
