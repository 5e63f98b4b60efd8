#!/usr/bin/env bash
# Refuses a commit that was not merged.
set -euo pipefail
on_default_branch "$COMMIT"
