#!/usr/bin/env bash
# Packages the charts of applications. Their version is the commit: deploy knows its own commit and asks for that chart.
set -euo pipefail
mkdir -p release
for chart in service web; do
  helm lint --strict "charts/$chart" --values "$(find "charts/$chart/ci" -name '*.yaml' | sort | head -n 1)"
  helm package "charts/$chart" --version "0.0.0-g$GITHUB_SHA" --destination release
done
