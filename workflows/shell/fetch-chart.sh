#!/usr/bin/env bash
# Fetches the chart that was released with this commit of the library, by digest, and verifies that the library's release made it.
# The product's token reads nothing of the library's repository, so the proof comes from the registry, where the chart is.
set -euo pipefail
mkdir "$RUNNER_TEMP/pulled"
name="${REGISTRY}/${LIBRARY,,}/charts/$CHART"
if ! helm pull "oci://$name" --version "0.0.0-g$LIBRARY_COMMIT" --destination "$RUNNER_TEMP/pulled" 2>&1 | tee "$RUNNER_TEMP/pull.log"; then
  # A registry that hides what one may not read says "denied" for what is not there, too.
  if grep -qiE 'denied|forbidden|unauthorized' "$RUNNER_TEMP/pull.log"; then
    package="${LIBRARY#*/}/charts/$CHART"
    package="${package,,}"
    settings="https://github.com/orgs/${LIBRARY%%/*}/packages/container/${package//\//%2F}/settings"
    echo "::error title=Chart::$GITHUB_REPOSITORY may not read the package $package; its admin says at $settings who may, once: Change visibility, Internal (GitHub Enterprise); or Manage Actions access, Add repository, $GITHUB_REPOSITORY, Read"
  fi
  exit 1
fi
digest="$(grep -oE 'sha256:[0-9a-f]{64}' "$RUNNER_TEMP/pull.log" | head -n 1)"
workflow="https://github.com/$LIBRARY/.github/workflows/release.yml"
if ! gh attestation verify "oci://$name@$digest" --bundle-from-oci --repo "$LIBRARY" --predicate-type https://slsa.dev/provenance/v1 \
  --cert-identity-regex "^${workflow//./\\.}@refs/heads/main\$" --source-digest "$LIBRARY_COMMIT"; then
  echo "::error title=Chart::$name@$digest has no provenance of $workflow for commit $LIBRARY_COMMIT"
  exit 1
fi
