#!/usr/bin/env bash
# The chart that was released with this very commit of the library, by digest, with proof that the library's release made it.
# The product's token reads nothing of the library's repository, so the proof comes from the registry, where the chart is.
set -euo pipefail
mkdir "$RUNNER_TEMP/pulled"
name="${REGISTRY}/${LIBRARY,,}/charts/$CHART"
helm pull "oci://$name" --version "0.0.0-g$LIBRARY_COMMIT" --destination "$RUNNER_TEMP/pulled" 2>&1 | tee "$RUNNER_TEMP/pull.log"
digest="$(grep -oE 'sha256:[0-9a-f]{64}' "$RUNNER_TEMP/pull.log" | head -n 1)"
workflow="https://github.com/$LIBRARY/.github/workflows/release.yml"
if ! gh attestation verify "oci://$name@$digest" --bundle-from-oci --repo "$LIBRARY" --predicate-type https://slsa.dev/provenance/v1 \
  --cert-identity-regex "^${workflow//./\\.}@refs/heads/main\$" --source-digest "$LIBRARY_COMMIT"; then
  echo "::error title=Chart::$name@$digest has no provenance of $workflow for commit $LIBRARY_COMMIT"
  exit 1
fi
