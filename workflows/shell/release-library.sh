#!/usr/bin/env bash
# The version's tag and its text, on the commit that was checked, however far main has gone on since.
set -euo pipefail
tag_commit "$VERSION" "$GITHUB_SHA"
write_release "$VERSION" release/notes.md
