#!/usr/bin/env bash
# Without the key the next step would fail with a message that does not say what to do.
set -euo pipefail
[[ $PRESENT == true ]] && exit 0
echo "::error title=Release::the environment release of $GITHUB_REPOSITORY has no secret RELEASE_APP_KEY, the release App's private key. In the checkout of the catalog: npx sigma secret seal ${GITHUB_REPOSITORY#*/} release RELEASE_APP_KEY <key.pem"
exit 1
