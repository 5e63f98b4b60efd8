-- phase: expand
-- What a model says about an instrument at a moment. Partitioned by occurred_at, because it grows without end; partitions are made and dropped by
-- the database's maintenance job. Until it has run, and for tables it was not told of, rows lie in the default partition.

CREATE TABLE signals (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  occurred_at timestamptz NOT NULL,
  symbol text NOT NULL CHECK (symbol <> ''),
  timeframe text NOT NULL,
  side text NOT NULL CHECK (side IN ('long', 'short', 'flat')),
  score double precision NOT NULL,
  pack_id text NOT NULL,
  model_version text NOT NULL,
  features jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(features) = 'object'),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id, occurred_at)
) PARTITION BY RANGE (occurred_at);

CREATE TABLE signals_default PARTITION OF signals DEFAULT;

CREATE INDEX signals_symbol_occurred_at_idx ON signals (symbol, occurred_at DESC);
CREATE INDEX signals_pack_id_occurred_at_idx ON signals (pack_id, occurred_at DESC);
