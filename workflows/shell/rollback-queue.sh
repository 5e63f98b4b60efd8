#!/usr/bin/env bash
# A job that waits for approval is in the queue already, and nobody passes it: who is in a hurry must know whom to send away.
set -euo pipefail
waiting="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions?query=is%3Awaiting"
text="waits behind every run of $SERVICE that deploys to $ENVIRONMENT or waits for its approval. Reject or cancel those that wait: $waiting"
echo "::notice title=Roll back::$text"
echo "The rollback $text" >>"$GITHUB_STEP_SUMMARY"
