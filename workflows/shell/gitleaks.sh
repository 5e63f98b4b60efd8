#!/usr/bin/env bash
# Scans every reachable commit and the files of the checkout. The report names rule, file and line, never the secret.
set -euo pipefail
GOBIN="$RUNNER_TEMP/gitleaks" go install "github.com/zricethezav/gitleaks/v8@$GITLEAKS_VERSION"
"$RUNNER_TEMP/gitleaks/gitleaks" git --redact --no-banner --verbose .
