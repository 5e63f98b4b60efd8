#!/usr/bin/env bash
# Checks that every run-time dependency has a license of the allow-list, by the metadata of the installed packages.
set -euo pipefail
# The SPDX expression decides; without one the classifiers; without those the free text, when it is a license identifier.
python -m pip inspect | jq -r --rawfile requirements "$REQUIREMENTS" --arg allowed "$ALLOWED" '
  def spdx: {
    "MIT License": "MIT", "BSD License": "BSD-3-Clause", "Apache Software License": "Apache-2.0", "ISC License (ISCL)": "ISC",
    "Python Software Foundation License": "PSF-2.0", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "The Unlicense (Unlicense)": "Unlicense",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only"
  }[.] // .;
  def admitted($list): gsub("[()]"; "") | split(" OR ") | any(split(" AND ") | all(IN($list[])));
  def plain: ascii_downcase | gsub("[-_.]+"; "-");
  ($requirements | [scan("(?m)^([A-Za-z0-9][A-Za-z0-9._-]*)")[0] | plain]) as $wanted
  | ($allowed | split(" ")) as $list
  | .installed[].metadata
  | select(.name | plain | IN($wanted[]))
  | ([.classifier[]? | select(startswith("License :: ")) | split(" :: ") | last | spdx] | join(" AND ")) as $classified
  | (.license_expression // (if $classified != "" and $classified != "OSI Approved" then $classified else .license end) // "none stated") as $license
  | select($license | admitted($list) | not)
  | "::error title=Licenses::\(.name) \(.version) is under \($license | split("\n")[0] | gsub("%"; "%25")); allowed: \($allowed)"
' | tee "$RUNNER_TEMP/licenses"
[[ ! -s $RUNNER_TEMP/licenses ]]
