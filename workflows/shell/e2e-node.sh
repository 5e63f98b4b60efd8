#!/usr/bin/env bash
# Browser tests with the runner's own Chromium or Chrome; Playwright's is fetched only where neither is there.
set -euo pipefail
CHROMIUM_PATH="$(command -v chromium || command -v google-chrome || true)"
if [[ -n $CHROMIUM_PATH ]]; then
  export CHROMIUM_PATH
else
  npx --no-install playwright install --with-deps chromium
fi
npm run e2e
