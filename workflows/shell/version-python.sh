#!/usr/bin/env bash
# Outputs the version that pyproject.toml states.
set -euo pipefail
version="$(python -c 'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["project"]["version"])')"
echo "version=$version" >>"$GITHUB_OUTPUT"
