#!/usr/bin/env bash
# The commit of a version, which must have been on the default branch: nothing else was ever deployed.
set -euo pipefail
if ! commit="$(git rev-parse --verify --quiet "$TO^{commit}")"; then
  echo "::error title=Roll back::$TO is neither a tag nor a commit of this repository"
  exit 1
fi
if ! git merge-base --is-ancestor "$commit" origin/main; then
  echo "::error title=Roll back::$commit is not on the default branch"
  exit 1
fi
echo "commit=$commit" >>"$GITHUB_OUTPUT"
