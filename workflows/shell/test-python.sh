#!/usr/bin/env bash
# Runs the tests except the contract tests, which are a gate of their own, and checks the minimal coverage.
set -euo pipefail
pytest ${CONTRACT_TESTS:+--ignore="$CONTRACT_TESTS"} --cov="$PACKAGE" --cov-report=term-missing:skip-covered --cov-fail-under="$COVERAGE_MINIMUM"
