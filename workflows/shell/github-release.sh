#!/usr/bin/env bash
# tag_commit <tag> <commit> and write_release <tag> <notes> <files…>: both complete an earlier attempt, and move no tag.
set -euo pipefail
# By the Git Data API, not by `gh release create --target` and not by a push: those ask for workflows: write, which no job can have, as soon as another commit
# than the head of a branch has changed a workflow. https://github.blog/changelog/2023-11-02-github-actions-enforcing-workflow-scope-when-creating-a-release
tag_commit() {
  github GET "repos/$GITHUB_REPOSITORY/commits/tags/$1"
  case $STATUS in
    200) ;;
    404 | 422)
      github POST "repos/$GITHUB_REPOSITORY/git/refs" "{\"ref\":\"refs/tags/$1\",\"sha\":\"$2\"}"
      [[ $STATUS == 201 ]] || unexpected "tag $1"
      return
      ;;
    *) unexpected "tag $1" ;;
  esac
  if [[ $(jq -r .sha "$ANSWER") != "$2" ]]; then
    echo "::error title=Release::$1 is $(jq -r .sha "$ANSWER"), this run is for $2; a version is never moved"
    exit 1
  fi
}
write_release() {
  local tag="$1" notes="$2" file release missing=()
  shift 2
  if ! release="$(gh release view "$tag" --json isDraft,assets 2>"$RUNNER_TEMP/release.log")"; then
    if ! grep -q 'release not found' "$RUNNER_TEMP/release.log"; then
      cat "$RUNNER_TEMP/release.log" >&2
      exit 1
    fi
    gh release create "$tag" --verify-tag --title "$tag" --notes-file "$notes" "$@"
    return
  fi
  for file in "$@"; do
    jq -e --arg name "${file##*/}" 'any(.assets[]; .name == $name and .state == "uploaded")' <<<"$release" >/dev/null || missing+=("$file")
  done
  if ((${#missing[@]} > 0)); then gh release upload "$tag" "${missing[@]}" --clobber; fi
  # gh makes a draft, uploads, and publishes: an attempt that ended in between left the draft.
  if [[ $(jq .isDraft <<<"$release") == true ]]; then gh release edit "$tag" --draft=false --verify-tag; fi
}
