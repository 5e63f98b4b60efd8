"""What a schema consists of, as text that can be compared."""

from .database import Connection

# Each query: an object of the schema, and one row of text about it. Ledgers are the tool's own.
QUERIES = (
    """SELECT c.relname, concat_ws(' ', 'relation', c.relkind, c.relname,
         c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.relacl::text, c.reloptions::text,
         pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid), obj_description(c.oid, 'pg_class'),
         (SELECT string_agg(inhparent::regclass::text, ',' ORDER BY inhseqno) FROM pg_inherits WHERE inhrelid = c.oid))
       FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind NOT IN ('i', 'I')""",
    """SELECT c.relname, concat_ws(' ', 'column', c.relname,
         row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), a.attname,
         format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, a.attacl::text,
         pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum),
         a.attstattarget, a.attstorage, a.attcompression, a.attoptions::text, nullif(a.attcollation, 0)::regcollation)
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
         LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
       WHERE c.relnamespace = current_schema()::regnamespace AND a.attnum > 0
         AND NOT a.attisdropped AND c.relkind NOT IN ('i', 'I', 'S')""",
    """SELECT coalesce(c.relname, conname),
         concat_ws(' ', 'constraint', c.relname, conname, convalidated, pg_get_constraintdef(k.oid))
       FROM pg_constraint k LEFT JOIN pg_class c ON c.oid = k.conrelid
       WHERE connamespace = current_schema()::regnamespace""",
    """SELECT t.relname, concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisreplident,
         i.indisclustered, c.relacl::text, c.reloptions::text, obj_description(c.oid, 'pg_class'))
       FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
       WHERE c.relnamespace = current_schema()::regnamespace""",
    """SELECT c.relname, concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid), t.tgenabled)
       FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
       WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal""",
    """SELECT c.relname, concat_ws(' ', 'rule', pg_get_ruledef(r.oid), r.ev_enabled)
       FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
       WHERE c.relnamespace = current_schema()::regnamespace""",
    """SELECT proname, concat_ws(' ', 'routine', pg_get_functiondef(oid), proacl::text)
       FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND prokind <> 'a'""",
    """SELECT p.proname, concat_ws(' ', 'aggregate', p.oid::regprocedure, a.aggkind, a.aggtransfn, a.aggfinalfn,
         a.aggcombinefn, format_type(a.aggtranstype, NULL), a.agginitval, a.aggsortop::regoper, p.proparallel,
         p.proacl::text)
       FROM pg_proc p JOIN pg_aggregate a ON a.aggfnoid = p.oid
       WHERE p.pronamespace = current_schema()::regnamespace""",
    """SELECT t.typname, concat_ws(' ', 'type', t.typname, t.typtype, t.typnotnull, t.typdefault, t.typacl::text,
         (SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid))
       FROM pg_type t WHERE t.typnamespace = current_schema()::regnamespace AND t.typtype IN ('e', 'd', 'r')""",
    """SELECT c.relname, concat_ws(' ', 'policy', c.relname, polname, polcmd, polpermissive,
         polroles::regrole[]::text, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
       FROM pg_policy JOIN pg_class c ON c.oid = polrelid WHERE c.relnamespace = current_schema()::regnamespace""",
    """SELECT sequencename, concat_ws(' ', 'sequence', sequencename,
         data_type, start_value, increment_by, max_value, cycle)
       FROM pg_sequences WHERE schemaname = current_schema()""",
    """SELECT c.relname, concat_ws(' ', pg_get_statisticsobjdef(s.oid), s.stxstattarget)
       FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid
       WHERE s.stxnamespace = current_schema()::regnamespace""",
)

Snapshot = frozenset[tuple[str, str]]
"""Pairs of an object's name and what there is to say about it."""


def snapshot(connection: Connection) -> Snapshot:
    """Everything in the current schema but the rows."""
    return frozenset(
        (str(row[0]), str(row[1])) for query in QUERIES for row in connection.execute(query.encode()).fetchall()
    )


def difference(expected: Snapshot, got: Snapshot) -> str:
    """The first object on each side that the other lacks, on one line."""
    parts = [
        f"{verb} {min(text for _, text in objects)}"
        for verb, objects in (("lost:", expected - got), ("left:", got - expected))
        if objects
    ]
    return " ".join("; ".join(parts).split())[:300]


NOT_LOGGED = """
SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relpersistence = 'u' ORDER BY 1
"""


def not_logged(connection: Connection) -> list[str]:
    """What is empty after a crash: neither backups nor standbys have its rows."""
    return [str(row[0]) for row in connection.execute(NOT_LOGGED.encode())]


def removed(before: Snapshot, after: Snapshot) -> list[str]:
    """What code can name and is gone: tables, views, their columns, routines and types; not a partition's."""
    gone = named(before) - named(after)
    tables = {name for kind, name in gone if kind == "relation"}
    return sorted(f"{kind} {name}" for kind, name in gone if kind != "column" or name.split(".")[0] not in tables)


def named(schema: Snapshot) -> set[tuple[str, str]]:
    """(kind, name) of these."""
    found: set[tuple[str, str]] = set()
    for name, text in schema:
        words = text.split(" ")
        if words[0] == "relation" and words[1] in "rpvmf":
            found.add((words[0], name))
        elif words[0] == "column":
            found.add(("column", f"{name}.{words[3]}"))
        elif words[0] in ("routine", "aggregate", "type"):
            found.add((words[0], name))
    return found
