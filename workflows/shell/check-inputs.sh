#!/usr/bin/env bash
# Refuses all inputs that do not match their patterns, in one message. RULES has a line "name pattern" for each input; the values are in INPUT_<NAME>.
set -euo pipefail
wrong=0
while read -r name pattern; do
  [[ -n $name ]] || continue
  variable="INPUT_${name^^}"
  variable="${variable//-/_}"
  if [[ ! ${!variable} =~ ^($pattern)$ ]]; then
    # Quoted by the shell, so that a value with a newline cannot start a workflow command.
    printf -v message 'input %s is %q; it must match %s' "$name" "${!variable}" "^($pattern)\$"
    echo "::error title=Input ${name}::${message//%/%25}"
    wrong=1
  fi
done <<<"$RULES"
exit "$wrong"
