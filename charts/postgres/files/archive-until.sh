# Runs before a restore. The archive has to reach past the requested moment; otherwise the recovery ends before it and fails. A recent moment is in a segment that is
# not archived yet, and an idle database has committed nothing since. So this script commits something, and waits until the archive has it.

sql() {
  PGUSER=$(cat "$ACCOUNT/username") PGPASSWORD=$(cat "$ACCOUNT/password") \
    psql --no-psqlrc --no-password --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --set=at="$AT" "$@"
}

until pg_isready --quiet --timeout=3 && sql --command="SELECT 1" >/dev/null; do
  if [ "$SECONDS" -ge "$ANSWER_SECONDS" ]; then
    echo "$PGHOST does not answer: the restore reaches only what is archived; the rest of the log is lost"
    exit 0
  fi
  sleep 2
done

if [ -n "$AT" ] && [ "$(sql <<<"SELECT :'at'::timestamptz > now()")" = t ]; then
  echo "refused: restore.at: $AT is in the future"
  exit 1
fi
# Only a transaction with an id writes a commit record into the log.
sql --command="SELECT pg_current_xact_id()" >/dev/null
segment=$(sql --command="SELECT pg_walfile_name(pg_current_wal_insert_lsn())")
if [ "$(sql --command="SELECT has_function_privilege('pg_switch_wal()', 'EXECUTE')")" = t ]; then
  sql --command="SELECT pg_switch_wal()" >/dev/null
  echo "waits for the archive to have $segment, the segment of the log with what was committed last"
else
  echo "waits for the archive to have $segment, at most archive_timeout, 5 minutes: this database was made before its migrator could switch the segment"
fi
# A name of 24 digits is a segment; its first 8 digits are the timeline.
archived() {
  [ "$(sql --set=segment="$segment" <<<"SELECT EXISTS (SELECT FROM pg_stat_archiver
    WHERE last_archived_wal ~ '^[0-9A-F]{24}' AND left(last_archived_wal, 24) >= :'segment')")" = t ]
}
until archived; do
  if [ "$SECONDS" -ge "$WAIT_SECONDS" ]; then
    sql --command="SELECT format('gave up: last archived %s at %s; last failure %s at %s', last_archived_wal, last_archived_time, last_failed_wal, last_failed_time) FROM pg_stat_archiver"
    echo "If the archive cannot be repaired, restore to a moment before its last archived one"
    exit 1
  fi
  sleep 2
done
echo "the archive reaches past the moment"
