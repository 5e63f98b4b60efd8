-- phase: expand
-- One run of a model over the past, from request to result. The checks admit what the APIs can read back and nothing else: one row that they cannot
-- would be an error of the whole list.

CREATE TABLE backtest_runs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  pack_id text NOT NULL CHECK (pack_id ~ '^[a-z][a-z0-9_-]{0,62}$'),
  model_version text NOT NULL CHECK (model_version ~ '^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}$'),
  status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  -- Numbers that every program reads as the same one: they are part of the lineage.
  parameters jsonb NOT NULL DEFAULT '{}'
    CHECK (jsonb_typeof(parameters) = 'object' AND NOT parameters @? '$.** ? (@ < -9007199254740991 || @ > 9007199254740991)'),
  metrics jsonb CHECK (jsonb_typeof(metrics) = 'object' AND NOT metrics @? '$.** ? (@ < -1e308 || @ > 1e308)'),
  error text,
  requested_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz,
  CHECK (from_at < until_at),
  CHECK (from_at >= '0001-01-01Z' AND until_at < '10000-01-01Z'),
  CHECK (created_at >= '0001-01-01Z' AND created_at < '10000-01-01Z'),
  CHECK (started_at >= '0001-01-01Z' AND started_at < '10000-01-01Z'),
  CHECK (finished_at >= '0001-01-01Z' AND finished_at < '10000-01-01Z'),
  CHECK (status <> 'failed' OR error IS NOT NULL)
);

-- Lists come newest first, then by id.
CREATE INDEX backtest_runs_created_at_idx ON backtest_runs (created_at DESC, id DESC);
CREATE INDEX backtest_runs_pack_id_idx ON backtest_runs (pack_id, created_at DESC, id DESC);
CREATE INDEX backtest_runs_open_idx ON backtest_runs (created_at) WHERE status IN ('queued', 'running');
