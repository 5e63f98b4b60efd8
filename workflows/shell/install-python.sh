#!/usr/bin/env bash
# Installs exactly the lock file, by hash and without running any setup.py. The project itself, whose build backend runs its code, is another
# step: no process of it, and none above it, has the token in its environment. (Root finds every secret of a job in the runner's memory, so this one
# only reads the index.)
set -euo pipefail
if [[ -n ${INDEX_TOKEN:-} ]]; then
  # pip reads the token from here.
  export NETRC="$RUNNER_TEMP/netrc"
  trap 'rm -f "$RUNNER_TEMP/netrc"' EXIT
  host="${INDEX#*://}"
  (umask 077 && printf 'machine %s login __token__ password %s\n' "${host%%/*}" "$INDEX_TOKEN" >"$NETRC")
fi
# --no-deps: otherwise older pips look up a newer release for a dependency with an extra, and refuse the lock file as soon as one appears.
# A second index cannot slip in another package of the same name: every file is named by its hash. Isolated, so that a pip.py of the project is not it.
PIP_EXTRA_INDEX_URL="${INDEX:-}" python -I -m pip install --no-deps --require-hashes --only-binary :all: --requirement "$REQUIREMENTS"
# Fails when the lock file is incomplete, and names what is missing.
python -I -m pip check
