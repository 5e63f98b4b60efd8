#!/usr/bin/env bash
# Checks that the files to publish are the files that were built and compared.
set -euo pipefail
found="$(cd distribution/files && sha256sum -- * | sha256sum | cut -d ' ' -f 1)"
if [[ $found != "$DIGEST" ]]; then
  echo "::error title=Publish::the artifact is $found, built was $DIGEST: foreign files are not published"
  exit 1
fi
