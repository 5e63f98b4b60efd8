<% if (it.product.migrations.length === 0) { -%>
-- phase: expand
-- What people may change while the product runs: a row per setting. Tables of the product follow in migrations of their own.

CREATE TABLE settings (
  name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9_]*$'),
  value jsonb NOT NULL,
  updated_by text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);
<% } -%>
