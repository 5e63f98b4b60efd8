#!/usr/bin/env bash
# Stops the scratch Postgres, because a self-hosted runner outlives the job.
set -euo pipefail
[[ -n ${SCRATCH_POSTGRES:-} ]] || exit 0
kill -QUIT "$(head -n 1 "$SCRATCH_POSTGRES/data/postmaster.pid")"
rm -rf "$SCRATCH_POSTGRES"
