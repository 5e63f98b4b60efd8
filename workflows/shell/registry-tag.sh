#!/usr/bin/env bash
# tagged <name> <tag>: puts the digest that a tag means into TAGGED; empty where the registry says that there is no such tag or name. A registry that says anything
# else, or nothing, ends the step: that is no news of the tag.
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
