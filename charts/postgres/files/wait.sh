# Ends when the database is ready for clients: the server answers, each product can log in and finds its schemas and roles, the log is archived, and a base backup
# is complete. Prints what it waits for, and gives up after WAIT_SECONDS.

ask() { # ask <product>: runs the statement of standard input as the product's migrator
  local account="$ACCOUNTS/$1"
  shift
  PGUSER=$(cat "$account/username") PGPASSWORD=$(cat "$account/password") \
    psql --no-psqlrc --no-password --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "$@" 2>&1
}

archiver() {
  ask "$1" <<'SQL'
SELECT CASE
  WHEN last_failed_wal IS NOT NULL AND (last_archived_time IS NULL OR last_failed_time > last_archived_time)
    THEN format('the archive to take %s, which failed at %s', last_failed_wal, last_failed_time)
  WHEN last_archived_time IS NULL THEN 'the first segment of the log to be archived'
END FROM pg_stat_archiver
SQL
}

absent() { # absent <product> <schemas> <roles>
  ask "$1" --set=schemas="$2" --set=roles="$3" <<'SQL'
SELECT string_agg(what, ', ') FROM (
  SELECT 'schema ' || name AS what FROM unnest(string_to_array(:'schemas', ',')) name WHERE to_regnamespace(quote_ident(name)) IS NULL
  UNION ALL
  SELECT 'role ' || name FROM unnest(string_to_array(:'roles', ',')) name WHERE to_regrole(quote_ident(name)) IS NULL
) missing
SQL
}

# The sidecar reports backups as metrics. The image has no HTTP client, so this uses the TCP connections of bash.
backup() {
  timeout 5 bash -c 'exec 3<>"/dev/tcp/$METRICS_HOST/$METRICS_PORT" && printf "GET /metrics HTTP/1.0\r\n\r\n" >&3 && cat <&3' 2>/dev/null |
    sed -n 's/^barman_cloud_cloudnative_pg_io_last_available_backup_timestamp\({.*}\)\? \([^ \r]*\).*$/\2/p'
}

missing() { # what is missing, in words; nothing when all is there
  local product schemas roles found
  pg_isready --quiet --timeout=3 || { echo "$PGHOST to answer"; return; }
  while IFS='|' read -r product schemas roles; do
    found=$(absent "$product" "$schemas" "$roles") || { echo "$product to be let in: $found"; return; }
    [ -z "$found" ] || { echo "the operator to make $found"; return; }
  done <<<"$PRODUCTS"
  found=$(archiver "${PRODUCTS%%|*}") || { echo "the archiver's state: $found"; return; }
  [ -z "$found" ] || { echo "$found"; return; }
  case $(backup) in
    "") echo "the metrics of $METRICS_HOST, which tell of backups" ;;
    0) echo "the first base backup: kubectl --namespace $NAMESPACE get backups.postgresql.cnpg.io" ;;
  esac
}

said=
while waiting=$(missing) && [ -n "$waiting" ]; do
  [ "$waiting" = "$said" ] || echo "waits for ${waiting//$'\n'/ }"
  said=$waiting
  if [ "$SECONDS" -ge "$WAIT_SECONDS" ]; then
    echo "gave up after $WAIT_SECONDS seconds; still waits for ${waiting//$'\n'/ }"
    exit 1
  fi
  sleep 2
done
echo "$PGHOST is ready: it answers, archives, and has a base backup"
