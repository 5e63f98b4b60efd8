#!/usr/bin/env bash
# Only what was merged goes on.
set -euo pipefail
on_default_branch "$COMMIT"
