#!/usr/bin/env bash
# Uploads with uv, whose wheel is taken by hash, what the index does not have yet. Without a token the index's trusted publishing is used.
set -euo pipefail
python3 -m venv "$RUNNER_TEMP/uv"
"$RUNNER_TEMP/uv/bin/pip" install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes --requirement /dev/stdin <<'REQUIREMENTS'
uv==0.13.9 \
  --hash=sha256:d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19 \
  --hash=sha256:5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe \
  --hash=sha256:ecb6028d79dc96fbeafffe5c8af62a7099487ebc05a701e76714eebcffd06375
REQUIREMENTS
trusted=never
if [[ -z $UV_PUBLISH_TOKEN ]]; then
  unset UV_PUBLISH_TOKEN
  trusted=always
fi
if [[ -n ${INDEX_TOKEN:-} ]]; then
  # uv reads the token that reads the index from here.
  export NETRC="$RUNNER_TEMP/netrc"
  trap 'rm -f "$RUNNER_TEMP/netrc"' EXIT
  host="${INDEX#*://}"
  (umask 077 && printf 'machine %s login __token__ password %s\n' "${host%%[:/]*}" "$INDEX_TOKEN" >"$NETRC")
fi
# Skips a file that an earlier attempt uploaded, when it is the same.
"$RUNNER_TEMP/uv/bin/uv" publish --publish-url "$PUBLISH_URL" --check-url "$INDEX" --trusted-publishing "$trusted" distribution/files/*
