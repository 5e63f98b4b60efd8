#!/usr/bin/env bash
# Writes the application's version into the chart, and two files of values: the repository's own for this environment, and the platform's, which take precedence.
set -euo pipefail
own="$VALUES/values-$ENVIRONMENT.yaml"
if [[ ! -f $own ]]; then
  echo "::error file=$own,title=Values::missing at commit $COMMIT"
  exit 1
fi
if [[ $CHART == service && $(jq '.identity' <<<"$DEPLOYMENT") == null ]]; then
  echo "::error title=Values::the variable DEPLOYMENT of $ENVIRONMENT does not say how the API learns who calls (identity): it is older than this workflow; the platform's team deploys the stack github"
  exit 1
fi
cp "$own" "$RUNNER_TEMP/values.yaml"
# The chart refuses ACTOR_*, which the platform says. A commit to which somebody goes back may be from before that.
if [[ -n $GOING_BACK_TO ]]; then sed --in-place --regexp-extended '/^ +"?ACTOR_[A-Z]+"?:/d' "$RUNNER_TEMP/values.yaml"; fi
# What the platform says wins: pods are counted against the database's connections where the catalog is checked.
# Only the chart of user interfaces takes the address of the API. In gateway mode an API has a second host. The pages of its user interface come
# from another host and need its leave to call it.
jq --arg image "$IMAGE" --arg chart "$CHART" '
  {environment, product, image: $image, host, replicas}
  + (if $chart == "web" then {apiBaseUrl} elif .gateway then {gateway} else {} end)
  + (if $chart == "service" then {identity, maxWorkers, metrics: {labels: (.monitoring.labels // {})}} else {} end)
  + (if $chart == "service" and .uiHost then {allowOrigins: ["https://\(.uiHost)"]} else {} end)
' <<<"$DEPLOYMENT" >"$RUNNER_TEMP/platform.json"
mkdir "$RUNNER_TEMP/chart" "$RUNNER_TEMP/package"
tar --extract --gzip --directory "$RUNNER_TEMP/chart" --file "$RUNNER_TEMP/pulled"/*.tgz
helm package "$RUNNER_TEMP/chart/$CHART" --app-version "$VERSION" --destination "$RUNNER_TEMP/package"
mv "$RUNNER_TEMP/package"/*.tgz "$RUNNER_TEMP/chart.tgz"
