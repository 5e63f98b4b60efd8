#!/usr/bin/env bash
# The version that pyproject.toml states, as an output.
set -euo pipefail
version="$(python -c 'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["project"]["version"])')"
echo "version=$version" >>"$GITHUB_OUTPUT"
