"""Who may do what in the schema, asserted before every run: no operator or cloud does it for us.

The intended table is docs/databases.md of the infrastructure repository.
"""

import psycopg
from psycopg import sql

from .database import Connection, Say, one, row_of
from .folder import CORE_LEDGER, PRODUCT_LEDGER
from .ledger import ensure_ledger
from .problem import Problem, Refused, refuse
from .rights import keep_rights
from .settings import Settings

# What the owner of a database of its own says. In a shared database its owner has said it, see check_shared.
OWN_DATABASE = (
    "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
    "GRANT CONNECT ON DATABASE {database} TO {writer}, {reader}",
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    "CREATE SCHEMA IF NOT EXISTS {schema}",
)
# Of each session of the database that asks for no other: what a forgotten one may hold up. A value that is set already
# stays. The migrations themselves have limits of their own.
LIMITS = {"statement_timeout": "5min", "idle_in_transaction_session_timeout": "1min"}
IS_SET = """
SELECT EXISTS (SELECT FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase, unnest(s.setconfig) c
  WHERE d.datname = current_database() AND s.setrole = 0 AND split_part(c, '=', 1) = %s)
"""
OURS = "ALTER DEFAULT PRIVILEGES FOR ROLE {migrator} IN SCHEMA {schema} "
SCHEMA = (
    "REVOKE ALL ON SCHEMA {schema} FROM PUBLIC",
    "GRANT USAGE ON SCHEMA {schema} TO {writer}, {reader}",
    # Postgres revokes the defaults of PUBLIC for all schemas only, not for one.
    "ALTER DEFAULT PRIVILEGES FOR ROLE {migrator} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {migrator} REVOKE USAGE ON TYPES FROM PUBLIC",
    OURS + "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {writer}",
    OURS + "GRANT SELECT ON TABLES TO {reader}",
    OURS + "GRANT USAGE ON SEQUENCES TO {writer}",
    OURS + "GRANT EXECUTE ON FUNCTIONS TO {writer}",
    OURS + "GRANT USAGE ON TYPES TO {writer}, {reader}",
)


def assert_privileges(connection: Connection, settings: Settings, say: Say) -> None:
    """Sets the rights and creates both ledgers, in one transaction. Can be run again at any time."""
    check_roles(connection, settings)
    owns_database = one(
        connection, "SELECT datdba = current_user::regrole FROM pg_database WHERE datname = current_database()"
    )
    if not owns_database:
        check_shared(connection, settings, say)
    try:
        with connection.transaction():
            connection.execute("SET LOCAL lock_timeout = '3s'")
            for text in (*OWN_DATABASE, *SCHEMA) if owns_database else SCHEMA:
                connection.execute(named(text, settings))
            for ledger in (CORE_LEDGER, PRODUCT_LEDGER):
                ensure_ledger(connection, settings, ledger)
    except psycopg.errors.InsufficientPrivilege as error:
        owner = f"{settings.name}, schema {settings.schema}"
        raise refuse(
            owner, f"cannot be secured: {error.diag.message_primary}; {settings.user} must own the schema"
        ) from None
    if owns_database:
        limit_sessions(connection, settings, say)
    keep_rights(connection, settings, say)


def limit_sessions(connection: Connection, settings: Settings, say: Say) -> None:
    """Sets the limits of a database of its own; in a shared one its chart sets the same."""
    for name, value in LIMITS.items():
        if not one(connection, IS_SET, name):
            text = sql.SQL("ALTER DATABASE {} SET {} = {}")
            connection.execute(text.format(sql.Identifier(settings.name), sql.Identifier(name), sql.Literal(value)))
            say(f"limits: {name} of {settings.name} is {value}, where a session asks for no other")


def check_roles(connection: Connection, settings: Settings) -> None:
    """Checks that all three roles exist, and that none has more rights than a login."""
    rows = connection.execute(
        "SELECT rolname, rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls"
        " FROM pg_roles WHERE rolname = ANY(%s)",
        ([settings.user, settings.writer, settings.reader],),
    )
    powers = {str(name): bool(strong) for name, strong in rows}
    problems = [
        Problem(f"role {name}", "does not exist; the database's chart makes it (on a laptop: `make db-prepare`)")
        for name in (settings.writer, settings.reader)
        if name not in powers
    ]
    problems += [
        Problem(
            f"role {name}",
            "is more than a login; take SUPERUSER, CREATEROLE, CREATEDB, REPLICATION and BYPASSRLS from it",
        )
        for name, strong in powers.items()
        if strong
    ]
    if problems:
        raise Refused(problems)


def check_shared(connection: Connection, settings: Settings, say: Say) -> None:
    """In a database of several products its owner has made our schema, and should have revoked from PUBLIC."""
    owner, owns_schema, public = row_of(
        connection,
        """
        SELECT pg_get_userbyid(d.datdba), n.nspowner = current_user::regrole,
          (SELECT bool_or(grantee = 0) FROM aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))))
        FROM pg_database d LEFT JOIN pg_namespace n ON n.nspname = %s WHERE d.datname = current_database()
        """,
        settings.schema,
    )
    problems: list[Problem] = []
    if owns_schema is None:
        remedy = f"CREATE SCHEMA {settings.schema} AUTHORIZATION {settings.user}"
        what = f"has no schema {settings.schema}; as {owner}: {remedy}"
        problems.append(Problem(settings.name, what))
    elif not owns_schema:
        what = f"is not owned by {settings.user}; as its owner: ALTER SCHEMA {settings.schema} OWNER TO {settings.user}"
        problems.append(Problem(f"schema {settings.schema}", what))
    if public:
        what = f"is open to PUBLIC; as {owner}: REVOKE ALL ON DATABASE {settings.name} FROM PUBLIC"
        say(f"{settings.name} {what}")
    for role in (settings.writer, settings.reader):
        if not one(connection, "SELECT has_database_privilege(%s, current_database(), 'CONNECT')", role):
            what = f"cannot connect; as {owner}: GRANT CONNECT ON DATABASE {settings.name} TO {role}"
            problems.append(Problem(f"role {role}", what))
    if problems:
        raise Refused(problems)


def named(text: str, settings: Settings) -> sql.Composed:
    """The statement with its names filled in and quoted."""
    return sql.SQL(text).format(
        database=sql.Identifier(settings.name),
        schema=sql.Identifier(settings.schema),
        migrator=sql.Identifier(settings.user),
        writer=sql.Identifier(settings.writer),
        reader=sql.Identifier(settings.reader),
    )
