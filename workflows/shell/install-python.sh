#!/usr/bin/env bash
# Installs what the lock file names, by hash and without running anybody's setup.py, then the project itself.
set -euo pipefail
if [[ -n ${INDEX_TOKEN:-} ]]; then
  # pip reads the token from here; gone before any code of the project runs.
  export NETRC="$RUNNER_TEMP/netrc"
  trap 'rm -f "$RUNNER_TEMP/netrc"' EXIT
  host="${INDEX#*://}"
  (umask 077 && printf 'machine %s login __token__ password %s\n' "${host%%/*}" "$INDEX_TOKEN" >"$NETRC")
fi
# A second index cannot slip in another package of the same name: every file is named by its hash.
PIP_EXTRA_INDEX_URL="${INDEX:-}" python -m pip install --require-hashes --only-binary :all: --requirement "$REQUIREMENTS"
rm -f "$RUNNER_TEMP/netrc"
unset INDEX_TOKEN
python -m pip install --no-deps --no-build-isolation --editable .
