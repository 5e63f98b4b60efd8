#!/usr/bin/env bash
# Terraform's backend exchanges this job's identity for the role of the state. There is no key.
set -euo pipefail
if [[ -z $STATE_ROLE ]]; then
  # Without the state this machine would plan to make everything anew.
  echo "::error title=State::this environment has no variable STATE_ROLE; write state.roles into catalog/family.yaml and deploy the stack github"
  exit 1
fi
# Whoever may write here can change the variable. A second line would become a variable of every later step, NODE_OPTIONS say, beside an identity.
if [[ ! $STATE_ROLE =~ ^arn:aws[a-z-]*:iam::[0-9]+:role/[A-Za-z0-9+=,.@_/-]+$ ]]; then
  echo "::error title=State::the variable STATE_ROLE of this environment is no role of AWS (arn:aws:iam::<account>:role/<name>); deploy the stack github, which writes it"
  exit 1
fi
(umask 077 && curl --silent --show-error --fail --retry 3 --header "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
  "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com" | jq -er .value >"$RUNNER_TEMP/state-token")
{
  echo "AWS_ROLE_ARN=$STATE_ROLE"
  echo "AWS_WEB_IDENTITY_TOKEN_FILE=$RUNNER_TEMP/state-token"
} >>"$GITHUB_ENV"
