#!/usr/bin/env bash
# Finds the commit of a version. It must have been merged, because nothing else was ever deployed.
set -euo pipefail
if ! commit="$(git rev-parse --verify --quiet "$TO^{commit}")"; then
  echo "::error title=Roll back::$TO is neither a tag nor a commit of this repository"
  exit 1
fi
on_default_branch "$commit"
{
  echo "commit=$commit"
  if [[ $TO == v* ]]; then echo "version=$TO"; fi
} >>"$GITHUB_OUTPUT"
