#!/usr/bin/env bash
# Makes the release of this run's tag, with the files that were published.
set -euo pipefail
write_release "$GITHUB_REF_NAME" distribution/notes.md distribution/files/*
