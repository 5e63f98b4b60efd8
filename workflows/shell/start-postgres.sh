#!/usr/bin/env bash
# Starts a scratch Postgres for the rest of the job: the newest version that the runner has, on loopback only. From the DB_* that it sets, db-migrate-dry
# makes its database and roles. DB_ADMIN_* is the superuser of this server alone.
set -euo pipefail
bin="$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin | sort -V | tail -n 1)"
[[ -n $bin ]] || {
  echo "::error title=Postgres::this runner has no Postgres under /usr/lib/postgresql"
  exit 1
}
home="$(mktemp -d "${TMPDIR:-/tmp}/postgres.XXXXXX")"
password="$(openssl rand -hex 16)"
port="$(python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
# Postgres refuses to run as root, which a container's runner often is.
as=()
cd "$home"
if ((EUID == 0)); then
  as=(runuser -u postgres --)
  chown postgres "$home"
fi
printf '%s' "$password" >"$home/password"
chmod 644 "$home/password"
"${as[@]}" "$bin/initdb" --pgdata "$home/data" --username admin --pwfile "$home/password" --auth scram-sha-256 --encoding UTF8 --locale C >/dev/null
"${as[@]}" "$bin/pg_ctl" --pgdata "$home/data" --wait --log "$home/log" --options "-h 127.0.0.1 -p $port -k $home" start >/dev/null
rm "$home/password"
{
  echo "SCRATCH_POSTGRES=$home"
  echo "DB_HOST=127.0.0.1"
  echo "DB_PORT=$port"
  echo "DB_ADMIN_USER=admin"
  echo "DB_ADMIN_PASSWORD=$password"
  echo "DB_NAME=ci_scratch"
  echo "DB_USER=ci_migrator"
  echo "DB_PASSWORD=$password"
  echo "DB_SCHEMA=app"
  echo "DB_SSLMODE=disable"
} >>"$GITHUB_ENV"
"$bin/postgres" --version
