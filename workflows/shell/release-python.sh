#!/usr/bin/env bash
# The release of the tag that this run is for, with the files that were published.
set -euo pipefail
write_release "$GITHUB_REF_NAME" distribution/notes.md distribution/files/*
