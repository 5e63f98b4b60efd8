#!/usr/bin/env bash
# What is in each platform of the image, from the layouts that were scanned one by one: of a layout with several platforms Trivy reads the first one only.
set -euo pipefail
for platform in ${PLATFORMS//,/ }; do
  architecture="${platform##*/}"
  trivy image --input "$RUNNER_TEMP/image-$architecture" --format spdx-json --output "scanned/sbom-$architecture.spdx.json" --offline-scan
done
