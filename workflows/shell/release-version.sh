#!/usr/bin/env bash
# The version is one, and the run is for main: nothing else is ever released.
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
