#!/usr/bin/env bash
# Makes the version's tag and its release on the commit that was checked, even when main has moved since.
set -euo pipefail
tag_commit "$VERSION" "$GITHUB_SHA"
write_release "$VERSION" release/notes.md
