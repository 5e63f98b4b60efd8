#!/usr/bin/env bash
# Pushes each chart and gives its digest, as the registry states it, to the steps that sign.
set -euo pipefail
prefix="$REGISTRY/${GITHUB_REPOSITORY,,}/charts"
echo "prefix=$prefix" >>"$GITHUB_OUTPUT"
for chart in service web; do
  helm push "release/$chart-0.0.0-g$GITHUB_SHA.tgz" "oci://$prefix" 2>&1 | tee "$RUNNER_TEMP/push.log"
  echo "$chart=$(grep -oE 'sha256:[0-9a-f]{64}' "$RUNNER_TEMP/push.log" | head -n 1)" >>"$GITHUB_OUTPUT"
done
