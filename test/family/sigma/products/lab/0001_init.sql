-- phase: expand
-- Packs and the models, policies and model cards that belong to a version of them.

CREATE TABLE packs (
  id text NOT NULL CHECK (id ~ '^[a-z][a-z0-9_-]*$'),
  version text NOT NULL CHECK (version ~ '^\d+\.\d+\.\d+$'),
  title text NOT NULL,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'validated', 'published', 'withdrawn')),
  indicator_sets jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(indicator_sets) = 'array'),
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  published_at timestamptz,
  PRIMARY KEY (id, version),
  CHECK ((state IN ('published', 'withdrawn')) = (published_at IS NOT NULL))
);

CREATE TABLE models (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  pack_id text NOT NULL,
  pack_version text NOT NULL,
  name text NOT NULL,
  version text NOT NULL,
  config jsonb NOT NULL CHECK (jsonb_typeof(config) = 'object'),
  artifact_sha256 text CHECK (artifact_sha256 ~ '^[0-9a-f]{64}$'),
  trained_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (pack_id, pack_version) REFERENCES packs (id, version),
  UNIQUE (pack_id, pack_version, name, version)
);

CREATE TABLE policies (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  pack_id text NOT NULL,
  pack_version text NOT NULL,
  name text NOT NULL,
  rules jsonb NOT NULL CHECK (jsonb_typeof(rules) = 'object'),
  created_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (pack_id, pack_version) REFERENCES packs (id, version),
  UNIQUE (pack_id, pack_version, name)
);

CREATE TABLE model_cards (
  model_id uuid PRIMARY KEY REFERENCES models (id),
  intended_use text NOT NULL,
  limitations text NOT NULL,
  metrics jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(metrics) = 'object'),
  approved_by text,
  approved_at timestamptz,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((approved_by IS NULL) = (approved_at IS NULL))
);

CREATE INDEX packs_state_idx ON packs (state, created_at DESC);
