#!/usr/bin/env bash
# Looks for known vulnerabilities with a fix, in every platform of the image. "Found" always fails; "could not be checked" only when the caller requires it.
set -euo pipefail
failed=0
for platform in ${PLATFORMS//,/ }; do
  echo "### $platform"
  # Trivy reads only the first platform of a layout.
  one="$RUNNER_TEMP/image-${platform##*/}"
  skopeo copy --quiet --override-os linux --override-arch "${platform##*/}" "oci:$IMAGE" "oci:$one"
  code=0
  # Exit code 10 is set below and means found; every other code but 0 means that Trivy failed.
  trivy image --input "$one" --scanners vuln,secret --severity "$SEVERITIES" --ignore-unfixed --exit-code 10 || code=$?
  case $code in
    0) ;;
    10)
      echo "::error title=Trivy::$platform: vulnerabilities of $SEVERITIES with a fix, or a secret in the image; see the log"
      failed=1
      ;;
    *)
      echo "::warning title=Trivy::$platform could not be checked (exit code $code); see the log"
      echo "Trivy, $platform: **could not be checked**" >>"$GITHUB_STEP_SUMMARY"
      [[ $WHEN_UNREACHABLE == report ]] || failed=1
      ;;
  esac
done
exit "$failed"
