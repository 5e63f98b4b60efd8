#!/usr/bin/env bash
# A version is never published twice: fails when the index has other files of this version than those that were built. Outputs the digest of all files for the job that
# publishes.
set -euo pipefail
cd distribution/files
while read -r hash file; do
  if [[ ! -f $file || $(sha256sum "$file" | cut -d ' ' -f 1) != "$hash" ]]; then
    echo "::error title=Version::the index has $file already, with other contents: raise the version and tag again. When an earlier attempt of this run published it, re-run its failed jobs instead, which take what that attempt built"
    exit 1
  fi
done <"$RUNNER_TEMP/published"
echo "digest=$(sha256sum -- * | sha256sum | cut -d ' ' -f 1)" >>"$GITHUB_OUTPUT"
