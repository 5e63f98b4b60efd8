#!/usr/bin/env bash
# Ends the scratch Postgres: a runner of one's own outlives the job.
set -euo pipefail
[[ -n ${SCRATCH_POSTGRES:-} ]] || exit 0
kill -QUIT "$(head -n 1 "$SCRATCH_POSTGRES/data/postmaster.pid")"
rm -rf "$SCRATCH_POSTGRES"
