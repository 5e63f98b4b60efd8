#!/usr/bin/env bash
# on_default_branch <commit>: what is released or deployed was merged; a tag can stand on a commit that nobody reviewed. The checkout holds the history of every branch.
set -euo pipefail
on_default_branch() {
  if ! git merge-base --is-ancestor "$1" refs/remotes/origin/main; then
    echo "::error title=Commit::$1 is not on main, the default branch: merge it first, and tag what was merged"
    exit 1
  fi
}
