#!/usr/bin/env bash
# What the validators need, by hash and without running anybody's setup.py.
set -euo pipefail
python -m pip install --require-hashes --only-binary :all: --requirement "$REQUIREMENTS"
