#!/usr/bin/env bash
# tagged <name> <tag>: sets TAGGED to the digest of a tag, or to nothing when the registry has no such tag or name. Any other answer, or none,
# fails the step.
set -euo pipefail
# shellcheck disable=SC2034 # TAGGED is for the text that follows in the same step
tagged() {
  local manifest="$RUNNER_TEMP/manifest"
  TAGGED=""
  if skopeo inspect --raw "docker://$1:$2" >"$manifest" 2>"$RUNNER_TEMP/registry.log"; then
    TAGGED="sha256:$(sha256sum <"$manifest" | cut -d ' ' -f 1)"
  elif ! grep -qE 'manifest unknown|name unknown' "$RUNNER_TEMP/registry.log"; then
    echo "::error title=Registry::$1:$2 could not be looked up, so nothing is known of it and nothing was changed: $(tail -n 1 "$RUNNER_TEMP/registry.log")"
    exit 1
  fi
}
