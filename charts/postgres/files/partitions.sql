-- Partition maintenance: makes partitions ahead and drops those past their retention. PostgreSQL 15 to 18.
--
--   psql -X -v ON_ERROR_STOP=1 -v schema=app -v 'tables={"signals": {"by": "day", "keepDays": 400}}' -v ahead_days=45 -f partitions.sql
--
-- schema      schema of the tables
-- tables      JSON: the tables by name; `by` is day or month, a partition is dropped `keepDays` days after the end of its period
-- ahead_days  a period is made when it starts within so many days; rows of it that lie in the default partition move into it
-- today       optional, YYYY-MM-DD; the day in UTC otherwise
--
-- Run it as the owner of the tables. It touches only tables that are listed and that the role owns, partitioned by range of one date
-- or timestamp column. Periods begin at midnight UTC; beside partitions of another length (the interval was changed, say) a partition takes what they leave
-- of its period. Every step commits by itself, so a failing one loses no other; at the end all
-- problems are raised as one error (exit code 3): rows left in a default partition, a listed table that cannot be maintained, a failed step.
-- Nothing is dropped until the job has run for a week, day after day: a clock that is wrong, or a server that comes back after months, would otherwise
-- take rows whose time has not come. The schema's comment keeps since when that is.
-- A schema in which the role owns no table yet is no problem: migrations have not run.
\set ON_ERROR_STOP on
\set QUIET on
\if :{?today}
\else
SELECT (now() AT TIME ZONE 'UTC')::date AS today \gset
\endif

SET search_path = pg_catalog;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO';
-- A failed step is repeated by the next run; a long wait for a lock would make all clients queue behind it.
SET lock_timeout = '5s';
-- The database's own limits are meant for forgotten sessions.
SET statement_timeout = 0;
SET idle_in_transaction_session_timeout = 0;

SELECT
  set_config('partitions.schema', :'schema', false) AS schema,
  set_config('partitions.tables', :'tables', false) AS tables,
  set_config('partitions.ahead_days', :'ahead_days', false) AS ahead_days,
  set_config('partitions.today', :'today', false) AS today \gset set_

DO $maintenance$
DECLARE
  schema_name constant text := current_setting('partitions.schema');
  today constant date := current_setting('partitions.today');
  horizon constant timestamp := today + current_setting('partitions.ahead_days')::int;
  me constant oid := (SELECT oid FROM pg_roles WHERE rolname = current_user);
  -- The line of the schema's comment that holds the date.
  series_line constant text := 'partitions: day after day since (\d{4}-\d\d-\d\d), last (\d{4}-\d\d-\d\d)';
  week constant int := 7;
  remark text;
  series text[];
  -- NULL when the comment cannot be written: then nothing is ever dropped.
  since date;
  withheld text[] := '{}';
  listed record;
  parent record;
  period interval;
  -- The part of a needed period that no partition covers.
  gap record;
  partition_name text;
  columns text;
  existing record;
  -- The default partition, if any, and the periods of its rows.
  spare record;
  strayed timestamp[];
  has_rows boolean;
  moved_rows bigint;
  strays record;
  problems text[] := '{}';
BEGIN
  IF NOT EXISTS (SELECT FROM pg_class WHERE relowner = me AND relkind IN ('r', 'p') AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = schema_name)) THEN
    RAISE NOTICE 'schema "%" holds no table of %: nothing to do before the first migration', schema_name, current_user;
    RETURN;
  END IF;

  remark := coalesce(obj_description((SELECT oid FROM pg_namespace WHERE nspname = schema_name), 'pg_namespace'), '');
  series := regexp_match(remark, series_line);
  since := CASE WHEN today - series[2]::date IN (0, 1) THEN series[1]::date ELSE today END;
  BEGIN
    EXECUTE format('COMMENT ON SCHEMA %I IS %L', schema_name,
      btrim(btrim(regexp_replace(remark, series_line, ''), E'\n') || format(E'\npartitions: day after day since %s, last %s', since, today), E'\n'));
  EXCEPTION WHEN unique_violation OR internal_error THEN
    -- Two runs wrote the comment at once ("tuple concurrently updated"): the other run has written it.
    NULL;
  WHEN insufficient_privilege THEN
    since := NULL;
    problems := problems || format('schema %I: not owned by %s; nothing is dropped, because since when this job has run cannot be kept', schema_name, current_user);
  END;
  COMMIT;

  FOR listed IN
    SELECT key AS name, value ->> 'by' AS unit, (value ->> 'keepDays')::int AS keep_days
    FROM jsonb_each(current_setting('partitions.tables')::jsonb)
    ORDER BY key
  LOOP
    IF listed.unit IS NULL OR listed.unit NOT IN ('day', 'month') OR listed.keep_days IS NULL OR listed.keep_days < 1 THEN
      problems := problems || format('%s: by has to be day or month, keepDays at least 1', listed.name);
      CONTINUE;
    END IF;

    SELECT c.oid::regclass AS name, c.oid AS id, quote_ident(a.attname) AS key INTO parent
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_partitioned_table p ON p.partrelid = c.oid AND p.partstrat = 'r' AND p.partnatts = 1
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.partattrs[0]
    WHERE n.nspname = schema_name AND c.relname = listed.name AND c.relowner = me
      AND a.atttypid IN ('date'::regtype, 'timestamp'::regtype, 'timestamptz'::regtype);
    IF NOT FOUND THEN
      problems := problems || format('%I.%I: not a table of %s that is partitioned by range of one date or timestamp column', schema_name, listed.name, current_user);
      CONTINUE;
    END IF;

    period := ('1 ' || listed.unit)::interval;
    -- Columns are named, since the default partition may have them in another order. Generated columns cannot be copied.
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO columns
    FROM pg_attribute WHERE attrelid = parent.id AND attnum > 0 AND NOT attisdropped AND attgenerated = '';

    SELECT c.oid::regclass AS name INTO spare FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partdefid WHERE p.partrelid = parent.id;

    -- Periods within retention that have rows in the default partition, written before the first run or while none ran.
    strayed := '{}';
    IF spare.name IS NOT NULL THEN
      EXECUTE format('SELECT coalesce(array_agg(DISTINCT date_trunc(%1$L, %2$s::timestamp)), ''{}'') FROM %3$s WHERE %2$s >= %4$L AND %2$s < %5$L',
        listed.unit, parent.key, spare.name, (today - listed.keep_days)::timestamp, date_trunc(listed.unit, horizon) + period) INTO strayed;
    END IF;
    -- Commits, so that the lock on the default partition is released before another run waits for it.
    COMMIT;

    FOR gap IN
      WITH existing AS MATERIALIZED (
        SELECT tsrange(
          CASE bound[1] WHEN 'MINVALUE' THEN '-infinity' ELSE trim('''' FROM bound[1]) END::timestamp,
          CASE bound[2] WHEN 'MAXVALUE' THEN 'infinity' ELSE trim('''' FROM bound[2]) END::timestamp) AS span
        FROM pg_inherits i
        JOIN pg_class c ON c.oid = i.inhrelid
        CROSS JOIN LATERAL regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \((.+)\) TO \((.+)\)') AS bound
        WHERE i.inhparent = parent.id AND NOT i.inhdetachpending AND bound IS NOT NULL
      ), taken AS MATERIALIZED (
        SELECT coalesce(range_agg(span), '{}') AS spans FROM existing
      )
      SELECT lower(span) AS from_at, upper(span) AS to_at
      FROM (SELECT generate_series(date_trunc(listed.unit, today::timestamp), horizon, period) UNION SELECT unnest(strayed)) AS needed (at)
      CROSS JOIN taken
      CROSS JOIN LATERAL unnest(tsmultirange(tsrange(needed.at, needed.at + period)) - taken.spans) AS span
      ORDER BY 1
    LOOP
      partition_name := format('%I.%I', schema_name, listed.name || to_char(gap.from_at, CASE
        WHEN gap.from_at <> date_trunc('day', gap.from_at) THEN '"_p"YYYYMMDDHH24MISS'
        WHEN listed.unit = 'month' AND gap.from_at = date_trunc('month', gap.from_at) THEN '"_p"YYYYMM'
        ELSE '"_p"YYYYMMDD' END));
      BEGIN
        -- When two runs meet, each takes the steps that the other has not taken. (No advisory lock: another product's reading role could hold it.)
        EXECUTE format('LOCK TABLE %s IN SHARE UPDATE EXCLUSIVE MODE', parent.name);
        IF NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = to_regclass(partition_name) AND inhparent = parent.id) THEN
          -- ATTACH blocks no reader or writer of the table; CREATE TABLE … PARTITION OF would. Indexes, keys and triggers come with it.
          EXECUTE format('CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION)', partition_name, parent.name);
          has_rows := false;
          IF spare.name IS NOT NULL THEN
            EXECUTE format('SELECT EXISTS (SELECT FROM %1$s WHERE %2$s >= %3$L AND %2$s < %4$L)', spare.name, parent.key, gap.from_at, gap.to_at) INTO has_rows;
          END IF;
          IF has_rows THEN
            -- Nobody can add a row while these move.
            EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', spare.name);
            EXECUTE format('WITH moved AS (DELETE FROM %1$s WHERE %2$s >= %3$L AND %2$s < %4$L RETURNING %6$s) INSERT INTO %5$s (%6$s) SELECT %6$s FROM moved',
              spare.name, parent.key, gap.from_at, gap.to_at, partition_name, columns);
            GET DIAGNOSTICS moved_rows = ROW_COUNT;
            RAISE NOTICE 'moved % rows from % to %', moved_rows, spare.name, partition_name;
          END IF;
          EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L)', parent.name, partition_name, gap.from_at, gap.to_at);
          RAISE NOTICE 'made %', partition_name;
        END IF;
      EXCEPTION WHEN OTHERS THEN
        problems := problems || format('%s: not made: %s', partition_name, SQLERRM);
      END;
      COMMIT;
    END LOOP;

    FOR existing IN
      SELECT c.oid::regclass AS name, c.relowner AS owner
      FROM pg_inherits i
      JOIN pg_class c ON c.oid = i.inhrelid
      CROSS JOIN LATERAL regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \((.+)\) TO \((.+)\)') AS bound
      WHERE i.inhparent = parent.id AND NOT i.inhdetachpending AND bound IS NOT NULL
        AND CASE bound[2] WHEN 'MAXVALUE' THEN 'infinity' ELSE trim('''' FROM bound[2]) END::timestamp <= (today - listed.keep_days)::timestamp
      ORDER BY c.relname
    LOOP
      IF existing.owner <> me THEN
        problems := problems || format('%s: past its retention, but not owned by %s', existing.name, current_user);
        CONTINUE;
      END IF;
      partition_name := existing.name::text;
      IF coalesce(today - since < week, true) THEN
        withheld := withheld || partition_name;
        CONTINUE;
      END IF;
      BEGIN
        EXECUTE format('LOCK TABLE %s IN SHARE UPDATE EXCLUSIVE MODE', parent.name);
        IF to_regclass(partition_name) IS NOT NULL THEN
          -- Postgres refuses CONCURRENTLY beside a default partition. The partition is detached first, since foreign keys to the table would forbid the drop.
          EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', parent.name, partition_name);
          EXECUTE format('DROP TABLE %s', partition_name);
          RAISE NOTICE 'dropped %', partition_name;
        END IF;
      EXCEPTION WHEN OTHERS THEN
        problems := problems || format('%s: not dropped: %s', partition_name, SQLERRM);
      END;
      COMMIT;
    END LOOP;

    IF spare.name IS NOT NULL THEN
      EXECUTE format('SELECT count(*) AS number, min(%1$s) AS first, max(%1$s) AS last FROM %2$s', parent.key, spare.name) INTO strays;
      IF strays.number > 0 THEN
        problems := problems || format('%s: %s rows that no partition covers, from %s to %s; move them into partitions of their own', spare.name, strays.number, strays.first, strays.last);
      END IF;
    END IF;
    COMMIT;
  END LOOP;

  IF withheld <> '{}' THEN
    RAISE NOTICE 'kept until %, because this job has run day after day only since %: %', since + week, since, array_to_string(withheld, ', ');
  END IF;
  IF problems <> '{}' THEN
    RAISE EXCEPTION 'partition maintenance: % problem(s)', array_length(problems, 1) USING DETAIL = array_to_string(problems, E'\n');
  END IF;
END
$maintenance$;
