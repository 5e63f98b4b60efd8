-- phase: expand
-- Who did what to what. The API may only add rows; the owner may move and drop them (partitions, retention). Nobody empties the table.

CREATE TABLE audit_logs (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  occurred_at timestamptz NOT NULL DEFAULT now() CHECK (occurred_at >= '0001-01-01Z' AND occurred_at < '10000-01-01Z'),
  actor text NOT NULL,
  action text NOT NULL,
  entity_type text NOT NULL,
  entity_id text NOT NULL,
  request_id text,
  before jsonb CHECK (jsonb_typeof(before) = 'object' AND NOT before @? '$.** ? (@ < -1e308 || @ > 1e308)'),
  after jsonb CHECK (jsonb_typeof(after) = 'object' AND NOT after @? '$.** ? (@ < -1e308 || @ > 1e308)'),
  PRIMARY KEY (id, occurred_at)
) PARTITION BY RANGE (occurred_at);

CREATE TABLE audit_logs_default PARTITION OF audit_logs DEFAULT;

-- The list comes newest first, then by id.
CREATE INDEX audit_logs_occurred_at_idx ON audit_logs (occurred_at DESC, id DESC);
CREATE INDEX audit_logs_entity_idx ON audit_logs (entity_type, entity_id, occurred_at DESC, id DESC);
CREATE INDEX audit_logs_actor_idx ON audit_logs (actor, occurred_at DESC, id DESC);

-- A trigger and not a missing right: each partition, also one made later, can be written to by its own name, and it has the rights of any table.
CREATE FUNCTION audit_logs_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'TRUNCATE' AND pg_has_role(current_user, (SELECT relowner FROM pg_catalog.pg_class WHERE oid = TG_RELID), 'USAGE') THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  RAISE EXCEPTION 'audit_logs can only be added to' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_logs_append_only BEFORE UPDATE OR DELETE ON audit_logs
  FOR EACH ROW EXECUTE FUNCTION audit_logs_append_only();

-- Only a statement has this trigger: a partition by its own name is kept by the missing right alone.
CREATE TRIGGER audit_logs_not_emptied BEFORE TRUNCATE ON audit_logs
  FOR EACH STATEMENT EXECUTE FUNCTION audit_logs_append_only();
