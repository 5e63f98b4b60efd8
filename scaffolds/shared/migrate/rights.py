"""The rights that roles have, compared with those that they should have; what differs is granted or revoked."""

from collections.abc import Iterator
from dataclasses import dataclass

from psycopg import errors

from .database import Connection, Say
from .delegated import DELEGATED
from .folder import CORE_LEDGER, PRODUCT_LEDGER
from .problem import Problem, Refused
from .settings import Settings

# What the writer and the reader may do with each kind of object: the table in docs/databases.md. Nobody else may do
# anything, its owner apart.
INTENDED = {
    "table": ("SELECT INSERT UPDATE DELETE", "SELECT"),
    "ledger": ("SELECT", "SELECT"),
    "sequence": ("USAGE", ""),
    "routine": ("EXECUTE", ""),
    "type": ("USAGE", "USAGE"),
    "schema": ("USAGE", "USAGE"),
    "database": ("CONNECT", "CONNECT"),
}

# The operator's exporter reads its metrics through the database; the chart's REVOKE or ours would keep it out.
# Only where the role is.
EXPORTER = "cnpg_metrics_exporter"

# Looks at every object of the schema that no extension brought, at the schema, at database and schema public where they
# are ours, and at the default privileges of what will be made. A row per object and role that has too much or too
# little, and per object of another owner.
DEVIATIONS = """
WITH relation AS (
  SELECT c.*, format('%%I.%%I', n.nspname, c.relname) AS shown,
    CASE WHEN c.relname = ANY(%(ledgers)s) THEN 'ledger' WHEN c.relkind = 'S' THEN 'sequence' ELSE 'table' END AS kind
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = %(schema)s AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')
), object AS (
  SELECT kind, '' AS way, CASE relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || shown AS name, relowner AS owner,
    coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)) AS acl
  FROM relation
  -- A sequence of another owner is the sequence of a table of that owner.
  WHERE relkind <> 'S' OR relowner = current_user::regrole
  UNION ALL
  SELECT 'routine', '', format('ROUTINE %%I.%%I(%%s)', n.nspname, p.proname, (SELECT string_agg(format_type(type, NULL),
      ', ' ORDER BY at) FROM unnest(p.proargtypes) WITH ORDINALITY a(type, at))),
    p.proowner, coalesce(p.proacl, acldefault('f', p.proowner))
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  -- The functions of a range type are Postgres' own.
  WHERE n.nspname = %(schema)s AND NOT EXISTS (
    SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype IN ('e', 'i'))
  UNION ALL
  -- The type of a table's row goes with the table.
  SELECT 'type', '', format('TYPE %%I.%%I', n.nspname, t.typname), t.typowner,
    coalesce(t.typacl, acldefault('T', t.typowner))
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
  WHERE n.nspname = %(schema)s AND (t.typtype IN ('d', 'e', 'r') OR c.relkind = 'c')
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_type'::regclass AND objid = t.oid AND deptype = 'e')
  UNION ALL
  SELECT 'schema', '', format('SCHEMA %%I', nspname), nspowner, coalesce(nspacl, acldefault('n', nspowner))
  FROM pg_namespace WHERE nspname = %(schema)s
  UNION ALL
  SELECT 'database', '', format('DATABASE %%I', datname), datdba, coalesce(datacl, acldefault('d', datdba))
  FROM pg_database WHERE datname = current_database() AND datdba = current_user::regrole
  UNION ALL
  SELECT 'nothing', '', 'SCHEMA public', nspowner, coalesce(nspacl, acldefault('n', nspowner))
  FROM pg_namespace JOIN pg_database ON datname = current_database() AND datdba = current_user::regrole
  WHERE nspname = 'public' AND nspname <> %(schema)s AND nspowner = 'pg_database_owner'::regrole
  UNION ALL
  SELECT CASE WHEN n.oid IS NULL THEN 'nothing' ELSE split_part(k.names, ' ', 1) END,
    format('ALTER DEFAULT PRIVILEGES FOR ROLE %%I ', current_user)
      || coalesce('IN SCHEMA ' || quote_ident(n.nspname) || ' ', ''),
    split_part(k.names, ' ', 2), d.defaclrole, d.defaclacl
  FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
    JOIN (VALUES ('r', 'table TABLES'), ('S', 'sequence SEQUENCES'), ('f', 'routine ROUTINES'), ('T', 'type TYPES'),
      ('n', 'nothing SCHEMAS')) k(code, names) ON k.code = d.defaclobjtype
  WHERE d.defaclrole = current_user::regrole AND (n.oid IS NULL OR n.nspname = %(schema)s)
), ours AS (
  SELECT * FROM object WHERE owner IN (current_user::regrole, 'pg_database_owner'::regrole)
), held AS (
  SELECT o.way, o.name, a.grantee, a.privilege_type AS privilege, a.is_grantable AS may_grant,
    nullif(a.grantor, o.owner) AS grantor
  FROM ours o, aclexplode(o.acl) a WHERE a.grantee <> o.owner
  UNION
  SELECT '', 'TABLE ' || r.shown, a.grantee, format('%%s (%%I)', a.privilege_type, c.attname), a.is_grantable,
    nullif(a.grantor, r.relowner)
  FROM relation r JOIN pg_attribute c ON c.attrelid = r.oid, aclexplode(c.attacl) a
  WHERE r.relowner = current_user::regrole AND a.grantee <> r.relowner
), meant AS (
  SELECT o.way, o.name, r.oid AS grantee, m.privilege, false AS may_grant, NULL::oid AS grantor
  FROM ours o JOIN unnest(%(kinds)s::text[], %(roles)s::text[], %(privileges)s::text[]) m(kind, role, privilege)
    USING (kind) JOIN pg_roles r ON r.rolname = m.role
), deviation AS (
  SELECT 'REVOKE' AS verb, 'FROM' AS word, * FROM (SELECT * FROM held EXCEPT SELECT * FROM meant) extra
  UNION ALL
  SELECT 'GRANT', 'TO', * FROM (SELECT * FROM meant EXCEPT SELECT * FROM held) missing
)
SELECT 'owner', name, owner::regrole::text, format('ALTER %%s OWNER TO %%I', name, current_user)
FROM object WHERE NOT EXISTS (SELECT FROM ours WHERE ours.name = object.name AND ours.owner = object.owner)
UNION ALL
SELECT verb, name, '', CASE
  -- Somebody granted on what they had: it goes with theirs, which they may have lost meanwhile.
  WHEN grantor IS NOT NULL THEN format('GRANT %%1$s ON %%2$s TO %%3$s WITH GRANT OPTION; '
    'REVOKE %%1$s ON %%2$s FROM %%3$s CASCADE',
    string_agg(DISTINCT privilege, ', '), name, grantor::regrole)
  ELSE way || format('%%s %%s ON %%s %%s %%s', verb, string_agg(DISTINCT privilege, ', '), name, word,
    coalesce((SELECT quote_ident(rolname) FROM pg_roles r WHERE r.oid = grantee), 'PUBLIC'))
    || CASE verb WHEN 'REVOKE' THEN ' CASCADE' ELSE '' END
  END
FROM deviation GROUP BY verb, word, way, name, grantee, grantor
-- First what is too much: it may be the right, granted with the right to grant it on.
ORDER BY 1 DESC, 4
"""

# A member can do what the role can. From PostgreSQL 16 on some can not: whoever makes a role is such a member of it.
MEMBERSHIPS = """
SELECT quote_ident(role.rolname), quote_ident(member.rolname)
FROM pg_auth_members m JOIN pg_roles role ON role.oid = m.roleid JOIN pg_roles member ON member.oid = m.member
WHERE (role.rolname = ANY(%(ours)s) OR member.rolname = ANY(%(ours)s)) AND NOT member.rolsuper
  AND (role.rolname <> current_database() || '_connect' OR m.admin_option)
  -- Memberships are of the whole server: those that let into its other databases stay when this is a scratch one.
  AND NOT (right(current_database(), 8) = '_scratch' AND NOT m.admin_option
    AND EXISTS (SELECT FROM pg_database WHERE role.rolname = datname || '_connect'))
  AND (coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, true)
    OR coalesce((to_jsonb(m) ->> 'set_option')::boolean, true))
ORDER BY 1, 2
"""

# In a database of several products its owner has granted too much to one of our roles.
SHARED_DATABASE = """
SELECT quote_ident(d.datname), quote_ident(o.rolname), quote_ident(r.rolname),
  string_agg(DISTINCT a.privilege_type, ', ')
FROM pg_database d JOIN pg_roles o ON o.oid = d.datdba, aclexplode(d.datacl) a JOIN pg_roles r ON r.oid = a.grantee
WHERE d.datname = current_database() AND d.datdba <> current_user::regrole AND r.rolname = ANY(%(ours)s)
  AND (a.privilege_type <> 'CONNECT' OR a.is_grantable)
GROUP BY d.datname, o.rolname, r.rolname ORDER BY r.rolname
"""


@dataclass(frozen=True)
class Query:
    """The values that the queries above share."""

    values: dict[str, object]

    def rows(self, connection: Connection, text: str) -> list[tuple[str, ...]]:
        """All rows, as text."""
        return [tuple(map(str, row)) for row in connection.execute(text.encode(), self.values).fetchall()]


def query_for(settings: Settings) -> Query:
    """The names of this schema and its roles."""
    meant = [
        (kind, role, privilege)
        for kind, rights in INTENDED.items()
        for role, privileges in zip((settings.writer, settings.reader), rights, strict=True)
        for privilege in privileges.split()
    ] + [("database", EXPORTER, "CONNECT")]
    kinds, roles, privileges = map(list, zip(*meant, strict=True))
    return Query(
        {
            "schema": settings.schema,
            "ledgers": [CORE_LEDGER, PRODUCT_LEDGER],
            "ours": [settings.user, settings.writer, settings.reader],
            "kinds": kinds,
            "roles": roles,
            "privileges": privileges,
        }
    )


def keep_rights(connection: Connection, settings: Settings, say: Say) -> None:
    """Revokes what is too much, grants what is missing, says each; raises what only others can change, with how."""
    query = query_for(settings)
    with connection.transaction():
        connection.execute("SET LOCAL lock_timeout = '3s'")
        for role, member in query.rows(connection, MEMBERSHIPS):
            attempt(connection, f"REVOKE {role} FROM {member}", say)
        # A second time for what went with a revoked right although it was meant.
        for verb, _, _, statement in (row for _ in range(2) for row in query.rows(connection, DEVIATIONS)):
            if verb != "owner":
                attempt(connection, statement, say)
        for _, statement in query.rows(connection, DELEGATED):
            attempt(connection, statement, say)
        problems = list(left(connection, query))
    if problems:
        raise Refused(problems)


def attempt(connection: Connection, statement: str, say: Say) -> None:
    """Runs it if we may. What is left is found by looking again: Postgres only warns of most."""
    try:
        with connection.transaction():
            connection.execute(statement.encode())
    except errors.InsufficientPrivilege:
        return
    say(f"rights: {statement}")


def left(connection: Connection, query: Query) -> Iterator[Problem]:
    """What the migrator may not change, and who can."""
    for role, member in query.rows(connection, MEMBERSHIPS):
        yield Problem(f"role {member}", f"can do what {role} can; as a superuser: REVOKE {role} FROM {member}")
    for database, owner, role, privileges in query.rows(connection, SHARED_DATABASE):
        statement = f"REVOKE {privileges} ON DATABASE {database} FROM {role}"
        yield Problem(f"role {role}", f"may {privileges} on {database}; as {owner}: {statement}")
    for name, statement in query.rows(connection, DELEGATED):
        yield Problem(name, f"acts with the rights of its owner; as that one: {statement}")
    for verb, name, owner, statement in query.rows(connection, DEVIATIONS):
        kind, _, rest = name.partition(" ")
        what = f"belongs to {owner}" if verb == "owner" else "has not the rights it should have"
        yield Problem(f"{kind.lower()} {rest}", f"{what}; as a superuser: {statement}")
