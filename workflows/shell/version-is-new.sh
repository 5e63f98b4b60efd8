#!/usr/bin/env bash
# Checks that the tag names the version of pyproject.toml, and lists the files that the index already has of it from an earlier attempt, with their hashes, for the step that
# compares them with the build. This step asks the index, because no code of the project has run yet that could read the token.
set -euo pipefail
if [[ $GITHUB_REF != "refs/tags/v$VERSION" ]]; then
  echo "::error title=Version::pyproject.toml says $VERSION, this run is for $GITHUB_REF; tag v$VERSION, or change the version"
  exit 1
fi
name="$(python -c 'import re, tomllib; print(re.sub(r"[-_.]+", "-", tomllib.load(open("pyproject.toml", "rb"))["project"]["name"]).lower())')"
page="$RUNNER_TEMP/index.json" published="$RUNNER_TEMP/published"
# The token goes through a file, not the command line, where every process could read it.
status="$(curl --silent --show-error --location --retry 3 --output "$page" --write-out '%{http_code}' \
  --header 'Accept: application/vnd.pypi.simple.v1+json' --config - "${INDEX%/}/$name/" <<<"${INDEX_TOKEN:+user = \"__token__:$INDEX_TOKEN\"}")"
case $status in
  404) : >"$published" ;;
  200)
    jq -r --arg version "$VERSION" --arg file "${name//-/_}" '
      .files[] | select(.filename | startswith("\($file)-\($version)-") or . == "\($file)-\($version).tar.gz") | "\(.hashes.sha256 // "unknown")  \(.filename)"
    ' "$page" >"$published"
    ;;
  *)
    echo "::error title=Version::the index answered $status for $name, so whether $VERSION exists could not be checked"
    exit 1
    ;;
esac
if [[ -s $published ]]; then echo "the index has of $name $VERSION already: $(sed 's/.* //' "$published" | paste -sd ' ')"; else echo "$name $VERSION is new in the index"; fi
