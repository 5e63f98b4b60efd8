#!/usr/bin/env bash
# Installs what the validators need, exactly as locked, by hash and without running any setup.py.
set -euo pipefail
python -m pip install --no-deps --require-hashes --only-binary :all: --requirement "$REQUIREMENTS"
python -m pip check
