#!/usr/bin/env bash
# The tag says the version of pyproject.toml, and the index does not have it yet: a version is never published twice.
set -euo pipefail
if [[ $GITHUB_REF != "refs/tags/v$VERSION" ]]; then
  echo "::error title=Version::pyproject.toml says $VERSION, this run is for $GITHUB_REF; tag v$VERSION, or change the version"
  exit 1
fi
name="$(python -c 'import re, tomllib; print(re.sub(r"[-_.]+", "-", tomllib.load(open("pyproject.toml", "rb"))["project"]["name"]).lower())')"
page="$RUNNER_TEMP/index.json"
# The token goes through a file, not the command line, where every process could read it.
status="$(curl --silent --show-error --location --retry 3 --output "$page" --write-out '%{http_code}' \
  --header 'Accept: application/vnd.pypi.simple.v1+json' --config - "${INDEX%/}/$name/" <<<"${INDEX_TOKEN:+user = \"__token__:$INDEX_TOKEN\"}")"
case $status in
  404) echo "$name is new in the index" ;;
  200)
    if jq -e --arg version "$VERSION" --arg file "${name//-/_}" '
      (.versions // [] | index($version)) or any(.files[].filename; startswith("\($file)-\($version)-") or . == "\($file)-\($version).tar.gz")
    ' "$page" >/dev/null; then
      echo "::error title=Version::$name $VERSION is in the index already; raise the version and tag again"
      exit 1
    fi
    ;;
  *)
    echo "::error title=Version::the index answered $status for $name, so whether $VERSION exists could not be checked"
    exit 1
    ;;
esac
