#!/usr/bin/env bash
# The charts of applications, named by the commit they are released with: deploy knows its own commit and asks for that one.
set -euo pipefail
mkdir -p release
for chart in service web; do
  helm lint --strict "charts/$chart" --values "$(find "charts/$chart/ci" -name '*.yaml' | sort | head -n 1)"
  helm package "charts/$chart" --version "0.0.0-g$GITHUB_SHA" --destination release
done
