#!/usr/bin/env bash
# Refuses a version that is not a version, and a run that is not for main.
set -euo pipefail
if [[ ! $VERSION =~ ^($PATTERN)$ ]]; then
  printf -v message 'input version is %q; it must match ^(%s)$' "$VERSION" "$PATTERN"
  echo "::error title=Input version::${message//%/%25}"
  exit 1
fi
if [[ $GITHUB_REF != refs/heads/main ]]; then
  echo "::error title=Release::started on $GITHUB_REF; start it on main"
  exit 1
fi
