#!/usr/bin/env bash
# Lists what is in each platform of the image, from one layout per platform: of a layout with several platforms Trivy reads only the first.
set -euo pipefail
for platform in ${PLATFORMS//,/ }; do
  architecture="${platform##*/}"
  trivy image --input "$RUNNER_TEMP/image-$architecture" --format spdx-json --output "scanned/sbom-$architecture.spdx.json" --offline-scan
done
