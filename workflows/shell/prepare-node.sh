#!/usr/bin/env bash
# Applies the waiting changesets with the project's own CLI and writes what changed as a patch for the job that may push.
set -euo pipefail
shopt -s nullglob
pending=false
for file in .changeset/*.md; do
  [[ $file == .changeset/README.md ]] || pending=true
done
if [[ $pending == true ]]; then
  npx --no-install changeset version
  npm install --package-lock-only --ignore-scripts --no-audit --no-fund
  git add --all
  git diff --cached --binary >version.patch
fi
{
  echo "pending=$pending"
  echo "version=$(jq -er .version package.json)"
} >>"$GITHUB_OUTPUT"
