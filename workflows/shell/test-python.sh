#!/usr/bin/env bash
# Tests without the contract tests, which are a gate of their own, and the floor for coverage.
set -euo pipefail
pytest ${CONTRACT_TESTS:+--ignore="$CONTRACT_TESTS"} --cov="$PACKAGE" --cov-report=term-missing:skip-covered --cov-fail-under="$COVERAGE_MINIMUM"
