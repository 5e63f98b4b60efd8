#!/usr/bin/env bash
# Runs the browser tests with the runner's Chromium or Chrome. Fetches Playwright's only where neither is installed.
set -euo pipefail
CHROMIUM_PATH="$(command -v chromium || command -v google-chrome || true)"
if [[ -n $CHROMIUM_PATH ]]; then
  export CHROMIUM_PATH
else
  npx --no-install playwright install --with-deps chromium
fi
npm run e2e
