#!/usr/bin/env bash
# Lists the packages of each platform of the image, from one layout per platform: Trivy reads only the first platform of a layout.
set -euo pipefail
for platform in ${PLATFORMS//,/ }; do
  architecture="${platform##*/}"
  trivy image --input "$RUNNER_TEMP/image-$architecture" --format spdx-json --output "scanned/sbom-$architecture.spdx.json" --offline-scan
done
