-- phase: expand
-- One run of a model over the past, from request to result.

CREATE TABLE backtest_runs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  pack_id text NOT NULL,
  model_version text NOT NULL,
  status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  parameters jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(parameters) = 'object'),
  metrics jsonb CHECK (jsonb_typeof(metrics) = 'object'),
  error text,
  requested_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz,
  CHECK (from_at < until_at),
  CHECK (status <> 'failed' OR error IS NOT NULL)
);

CREATE INDEX backtest_runs_pack_id_created_at_idx ON backtest_runs (pack_id, created_at DESC);
CREATE INDEX backtest_runs_open_idx ON backtest_runs (created_at) WHERE status IN ('queued', 'running');
