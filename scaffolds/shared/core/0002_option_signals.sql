-- phase: expand
-- A signal carried over to an option contract. It names its signal by both parts of the key, without a foreign key: retention may drop the
-- signal's partition first.

CREATE TABLE option_signals (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  occurred_at timestamptz NOT NULL,
  signal_id uuid,
  signal_occurred_at timestamptz,
  underlying text NOT NULL CHECK (underlying <> ''),
  option_type text NOT NULL CHECK (option_type IN ('call', 'put')),
  strike numeric(18, 6) NOT NULL CHECK (strike > 0),
  expires_on date NOT NULL,
  action text NOT NULL CHECK (action IN ('buy_to_open', 'sell_to_open', 'buy_to_close', 'sell_to_close')),
  score double precision NOT NULL,
  greeks jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(greeks) = 'object'),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (id, occurred_at),
  CHECK ((signal_id IS NULL) = (signal_occurred_at IS NULL))
) PARTITION BY RANGE (occurred_at);

CREATE TABLE option_signals_default PARTITION OF option_signals DEFAULT;

CREATE INDEX option_signals_underlying_occurred_at_idx ON option_signals (underlying, occurred_at DESC);
CREATE INDEX option_signals_signal_id_idx ON option_signals (signal_id) WHERE signal_id IS NOT NULL;
