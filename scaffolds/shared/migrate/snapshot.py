"""What a schema consists of, as text that can be compared."""

from .database import Connection

# Each query: one row of text per object of the schema. Ledgers are the tool's own.
QUERIES = (
    """SELECT concat_ws(' ', 'relation', c.relkind, c.relname,
         c.relpersistence, c.relrowsecurity, c.relacl::text, c.reloptions::text,
         pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid), obj_description(c.oid, 'pg_class'))
       FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace""",
    """SELECT concat_ws(' ', 'column', c.relname, row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), a.attname,
         format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, a.attacl::text,
         pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum))
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
         LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
       WHERE c.relnamespace = current_schema()::regnamespace AND a.attnum > 0
         AND NOT a.attisdropped AND c.relkind NOT IN ('i', 'I', 'S')""",
    """SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid))
       FROM pg_constraint WHERE connamespace = current_schema()::regnamespace""",
    """SELECT concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid), i.indisvalid)
       FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relnamespace = current_schema()::regnamespace""",
    """SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid), t.tgenabled)
       FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
       WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal""",
    """SELECT concat_ws(' ', 'routine', pg_get_functiondef(oid), proacl::text)
       FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND prokind IN ('f', 'p')""",
    """SELECT concat_ws(' ', 'view', c.relname, pg_get_viewdef(c.oid))
       FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('v', 'm')""",
    """SELECT concat_ws(' ', 'type', t.typname, t.typtype, t.typnotnull, t.typdefault, t.typacl::text,
         (SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid))
       FROM pg_type t WHERE t.typnamespace = current_schema()::regnamespace AND t.typtype IN ('e', 'd', 'r')""",
    """SELECT concat_ws(' ', 'policy', polrelid::regclass, polname, polcmd,
         pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
       FROM pg_policy JOIN pg_class c ON c.oid = polrelid WHERE c.relnamespace = current_schema()::regnamespace""",
    """SELECT concat_ws(' ', 'sequence', sequencename, data_type, start_value, increment_by, max_value, cycle)
       FROM pg_sequences WHERE schemaname = current_schema()""",
)


def snapshot(connection: Connection) -> frozenset[str]:
    """Everything in the current schema but the rows."""
    return frozenset(str(row[0]) for query in QUERIES for row in connection.execute(query.encode()))


def difference(expected: frozenset[str], got: frozenset[str]) -> str:
    """The first object on each side that the other lacks, on one line."""
    parts = [
        f"{verb} {min(objects)}" for verb, objects in (("lost:", expected - got), ("left:", got - expected)) if objects
    ]
    return " ".join("; ".join(parts).split())[:300]
