#!/usr/bin/env bash
# trusted <workflow> <commit of the library that runs>: sets WORKFLOW to that workflow of the library, SIGNERS to the commits whose signatures count, the running one and the
# released ones, and IDENTITY to the expression that such a signature matches.
set -euo pipefail
# shellcheck disable=SC2034 # for the text that follows in the same step
trusted() {
  WORKFLOW="https://github.com/$LIBRARY/.github/workflows/$1.yml"
  SIGNERS="$2${RELEASED:+ $RELEASED}"
  IDENTITY="^${WORKFLOW//./\\.}@(${SIGNERS// /|})\$"
}
