#!/usr/bin/env bash
# Looks for known vulnerabilities with a fix, in every platform of the image. "Found" always fails; "could not be checked" only when the caller requires it.
set -euo pipefail
failed=0
for platform in ${PLATFORMS//,/ }; do
  echo "### $platform"
  # Of a layout with several platforms Trivy reads the first one only.
  one="$RUNNER_TEMP/image-${platform##*/}"
  skopeo copy --quiet --override-os linux --override-arch "${platform##*/}" "oci:$IMAGE" "oci:$one"
  code=0
  # 10 is ours and means found; anything else but 0 means that Trivy could not do its work.
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
