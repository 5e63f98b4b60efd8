#!/usr/bin/env bash
# A pull request's title becomes the message of its commit, and GitHub starts nothing for a commit whose message holds one of these, nor for a tag on it:
# main would not be built and a version not be deployed, without a word. https://docs.github.com/actions/how-tos/manage-workflow-runs/skip-workflow-runs
set -euo pipefail
if grep --quiet --ignore-case --extended-regexp '\[(skip ci|ci skip|no ci|skip actions|actions skip)\]|^skip-checks: *true' <<<"$TITLE"; then
  echo "::error title=Title::the title tells GitHub to build neither this commit on main nor a version of it; write it without the words in brackets, then push or reopen"
  exit 1
fi
