-- phase: expand
-- What may run by itself, within which limits, who allowed it, and what it did.

CREATE TABLE playbooks (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  revision bigint NOT NULL CHECK (revision > 0),
  definition jsonb NOT NULL CHECK (jsonb_typeof(definition) = 'object'),
  schedule text,
  enabled boolean NOT NULL DEFAULT false,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (name, revision)
);

CREATE TABLE guardrails (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  playbook_id uuid REFERENCES playbooks (id),
  name text NOT NULL,
  rule jsonb NOT NULL CHECK (jsonb_typeof(rule) = 'object'),
  action text NOT NULL CHECK (action IN ('warn', 'ask', 'stop')),
  enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN guardrails.playbook_id IS 'NULL: holds for every playbook';

CREATE TABLE approvals (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  playbook_id uuid NOT NULL REFERENCES playbooks (id),
  requested_by text NOT NULL,
  requested_at timestamptz NOT NULL DEFAULT now(),
  decision text CHECK (decision IN ('approved', 'rejected')),
  decided_by text,
  decided_at timestamptz,
  reason text,
  CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL)),
  -- Nobody approves what they asked for.
  CHECK (decided_by <> requested_by)
);

-- By occurred_at, like signals. A row names its playbook and its approval without foreign keys, so that retention never waits for them.
CREATE TABLE run_logs (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  occurred_at timestamptz NOT NULL DEFAULT now(),
  run_id uuid NOT NULL,
  playbook_id uuid NOT NULL,
  approval_id uuid,
  level text NOT NULL CHECK (level IN ('debug', 'info', 'warning', 'error')),
  event text NOT NULL,
  details jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(details) = 'object'),
  PRIMARY KEY (id, occurred_at)
) PARTITION BY RANGE (occurred_at);

CREATE TABLE run_logs_default PARTITION OF run_logs DEFAULT;

CREATE INDEX guardrails_playbook_idx ON guardrails (playbook_id);
CREATE INDEX approvals_open_idx ON approvals (requested_at) WHERE decision IS NULL;
CREATE INDEX run_logs_run_idx ON run_logs (run_id, occurred_at);
CREATE INDEX run_logs_playbook_idx ON run_logs (playbook_id, occurred_at DESC);
