#!/usr/bin/env bash
# Pushes the scanned files unchanged, and only once: an image that an earlier attempt pushed and signed stays the image of this commit, and is returned again.
set -euo pipefail
name="$REGISTRY/${GITHUB_REPOSITORY,,}"
tag="sha-${GITHUB_SHA:0:12}"
kept="$(jq -er '.manifests[0].digest' scanned/image/index.json)"
if [[ $kept != "$DIGEST" ]]; then
  echo "::error title=Push::the artifact holds $kept, scanned was $DIGEST: a foreign image is not pushed"
  exit 1
fi

# The Dockerfile and the context that an image was built from, of any of its platforms.
from() { skopeo inspect --config --override-os linux --override-arch "$architecture" "$1" | jq -r '.config.Labels["build.from"] // "an unknown Dockerfile"'; }
sboms=(scanned/sbom-*.spdx.json)
architecture="$(basename "${sboms[0]#scanned/sbom-}" .spdx.json)"

given="$DIGEST" sign=true
tagged "$name" "$tag"
present="$TAGGED"
if [[ -n $present && $present != "$DIGEST" ]]; then
  there="$(from "docker://$name@$present")"
  here="$(from oci:scanned/image)"
  if [[ $there != "$here" ]]; then
    echo "::error title=Push::$name:$tag was built from $there, this image is from $here: a repository has one image, by its own name. Build the second one in a repository of its own"
    exit 1
  fi
fi
trusted docker-scan "$OWN"
if [[ -n $present ]] && attested "$name@$present" "$IDENTITY" --source-ref "$GITHUB_REF" --source-digest "$GITHUB_SHA"; then
  given="$present" sign=false
  echo "::notice title=Push::$tag is $present already, built and signed by an earlier attempt; that one counts"
elif [[ $present != "$DIGEST" ]]; then
  # Nothing can have deployed an unsigned image, so it may be replaced.
  skopeo copy --all --preserve-digests "oci:scanned/image" "docker://$name:$tag"
  tagged "$name" "$tag"
  if [[ $TAGGED != "$DIGEST" ]]; then
    echo "::error title=Push::the registry holds ${TAGGED:-nothing} under $tag, scanned was $DIGEST"
    exit 1
  fi
fi
{
  echo "name=$name"
  echo "digest=$given"
  echo "sign=$sign"
} >>"$GITHUB_OUTPUT"
# The digest that each SBOM is about: its platform's part of an index, or the image itself where there is one platform.
if [[ $sign == true ]]; then
  for sbom in "${sboms[@]}"; do
    architecture="$(basename "${sbom#scanned/sbom-}" .spdx.json)"
    if ! about="$(jq -er --arg architecture "$architecture" --arg image "$DIGEST" \
      'if has("manifests") then first(.manifests[] | select(.platform.architecture == $architecture)).digest else $image end' "scanned/image/blobs/sha256/${DIGEST#sha256:}")"; then
      echo "::error title=Push::$DIGEST has no platform $architecture, of which there is an SBOM"
      exit 1
    fi
    echo "$architecture=$about" >>"$GITHUB_OUTPUT"
  done
fi
# shellcheck disable=SC2016 # the backticks are Markdown
printf '`%s@%s`\n' "$name" "$given" >>"$GITHUB_STEP_SUMMARY"
