#!/usr/bin/env bash
# github <method> <path> [<body>]: one call of GitHub's REST API as this job. Sets STATUS, and writes the answer to the file ANSWER. The step fails when the server does
# not answer.
set -euo pipefail
ANSWER="$RUNNER_TEMP/answer.json"
github() {
  STATUS="$(curl --silent --show-error --retry 3 --output "$ANSWER" --write-out '%{http_code}' --request "$1" --header "Authorization: Bearer $GH_TOKEN" \
    --header 'Accept: application/vnd.github+json' ${3:+--data "$3"} "$GITHUB_API_URL/$2")"
}
unexpected() {
  echo "::error title=GitHub::$1: GitHub answered $STATUS, $(jq -r '.message? // "without a message"' "$ANSWER")"
  exit 1
}
