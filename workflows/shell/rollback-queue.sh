#!/usr/bin/env bash
# A job that waits for approval blocks the queue. Names it, so that somebody in a hurry knows which run to cancel.
set -euo pipefail
waiting="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions?query=is%3Awaiting"
text="waits behind every run of $SERVICE that deploys to $ENVIRONMENT or waits for its approval. Reject or cancel those that wait: $waiting"
echo "::notice title=Roll back::$text"
echo "The rollback $text" >>"$GITHUB_STEP_SUMMARY"
