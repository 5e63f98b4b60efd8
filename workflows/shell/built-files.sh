#!/usr/bin/env bash
# What is published is what was built and compared, not what somebody else put in its place.
set -euo pipefail
found="$(cd distribution/files && sha256sum -- * | sha256sum | cut -d ' ' -f 1)"
if [[ $found != "$DIGEST" ]]; then
  echo "::error title=Publish::the artefact is $found, built was $DIGEST: foreign files are not published"
  exit 1
fi
