#!/usr/bin/env bash
# Keeps one pull request with versions and changelog up to date with main. It may change only files of a version.
set -euo pipefail
if [[ $(git rev-parse refs/remotes/origin/main) != "$GITHUB_SHA" ]]; then
  echo "::notice title=Version::main has moved on since $GITHUB_SHA; the run of its newest commit proposes the version"
  exit 0
fi
# The checkout was copied, so git's index is older than the files.
git update-index -q --refresh
git apply --index "$RUNNER_TEMP/version.patch"
if strange="$(git diff --cached --name-only | grep -vE '^(\.changeset/[^/]+\.md|(.*/)?CHANGELOG\.md|(.*/)?package(-lock)?\.json)$')"; then
  echo "::error title=Version::the changesets changed more than versions and changelogs: ${strange//$'\n'/, }"
  exit 1
fi
git -c user.name="github-actions[bot]" -c user.email="41898282+github-actions[bot]@users.noreply.github.com" commit --quiet --message "Version $VERSION"
# The token is given to this one command and is written nowhere.
git -c "http.https://github.com/.extraheader=AUTHORIZATION: basic $(printf 'x-access-token:%s' "$GH_TOKEN" | base64 --wrap=0)" \
  push --force origin HEAD:refs/heads/release/next
if [[ -z "$(gh pr list --head release/next --state open --json number --jq '.[].number')" ]]; then
  gh pr create --head release/next --base main --title "Version $VERSION" --body "Merging this tags v$VERSION. Kept up to date with main."
else
  gh pr edit release/next --title "Version $VERSION"
fi
