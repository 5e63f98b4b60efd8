#!/usr/bin/env bash
# on_default_branch <commit>: checks that the commit was merged, because a tag can point to a commit that nobody reviewed. The checkout has the history of every branch.
set -euo pipefail
on_default_branch() {
  if ! git merge-base --is-ancestor "$1" refs/remotes/origin/main; then
    echo "::error title=Commit::$1 is not on main, the default branch: merge it first, and tag what was merged"
    exit 1
  fi
}
