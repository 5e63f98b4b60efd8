#!/usr/bin/env bash
# Pushes each chart once and gives its digest, as the registry states it, to the steps that sign. A chart that is packed again has another digest, so a chart that an
# earlier attempt pushed and signed stays the chart of this commit.
set -euo pipefail
prefix="$REGISTRY/${GITHUB_REPOSITORY,,}/charts"
workflow="https://github.com/$GITHUB_REPOSITORY/.github/workflows/release.yml"
echo "prefix=$prefix" >>"$GITHUB_OUTPUT"
for chart in service web; do
  tagged "$prefix/$chart" "0.0.0-g$GITHUB_SHA"
  digest="$TAGGED" sign=false
  if [[ -z $digest ]] || ! attested "$prefix/$chart@$digest" "^${workflow//./\\.}@refs/heads/main\$" --source-digest "$GITHUB_SHA"; then
    helm push "release/$chart-0.0.0-g$GITHUB_SHA.tgz" "oci://$prefix" 2>&1 | tee "$RUNNER_TEMP/push.log"
    digest="$(grep -oE 'sha256:[0-9a-f]{64}' "$RUNNER_TEMP/push.log" | head -n 1)" sign=true
  fi
  {
    echo "$chart=$digest"
    echo "sign-$chart=$sign"
  } >>"$GITHUB_OUTPUT"
done
