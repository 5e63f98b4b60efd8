"""A Postgres for the tests: that of DB_ADMIN_USER when it is set, else a private one for this run."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

ROOT = Path(__file__).parents[2]
PASSWORD = secrets.token_hex(16)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Mapping[str, str]]:
    """DB_HOST, DB_PORT, DB_ADMIN_USER and DB_ADMIN_PASSWORD of a server on which tests may make databases."""
    if os.environ.get("DB_ADMIN_USER"):
        yield {name: os.environ[name] for name in ("DB_HOST", "DB_PORT", "DB_ADMIN_USER", "DB_ADMIN_PASSWORD")}
        return
    with private_server() as server:
        yield server


@pytest.fixture(scope="session")
def migrated(postgres: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """The DB_* contract of the API's role, on a new database that this repository's migrations have made.

    At the end of the tests it is gone from the server, and so are its roles.
    """
    name = f"test_{secrets.token_hex(4)}"
    environment = {
        **postgres,
        "DB_NAME": name,
        "DB_USER": f"{name}_migrator",
        "DB_PASSWORD": PASSWORD,
        "DB_SCHEMA": "app",
        "DB_SSLMODE": "disable",
    }
    try:
        for command in ("prepare", "apply"):
            run([sys.executable, "-m", "scripts.migrate", command], environment)
        yield {**environment, "DB_USER": f"{name}_rw"}
    finally:
        drop(postgres, name)


def drop(postgres: Mapping[str, str], name: str) -> None:
    """The database, then the roles that owned something in it."""
    with psycopg.connect(
        host=postgres["DB_HOST"],
        port=postgres["DB_PORT"],
        dbname="postgres",
        user=postgres["DB_ADMIN_USER"],
        password=postgres["DB_ADMIN_PASSWORD"],
        autocommit=True,
    ) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        for role in ("migrator", "rw", "ro"):
            admin.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(f"{name}_{role}")))


@contextmanager
def private_server() -> Iterator[Mapping[str, str]]:
    """A server of our own on a free loopback port; its data die with it, so they need not reach the disk."""
    binaries = postgres_binaries()
    # Postgres refuses to run as root, which containers often are.
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if user:
        shutil.chown(folder, user)
    data, port = folder / "data", free_port()
    (folder / "password").write_text(PASSWORD)
    (folder / "password").chmod(0o644)
    auth = ["--username", "postgres", "--pwfile", str(folder / "password"), "--auth", "scram-sha-256"]
    options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off"
    control = [str(binaries / "pg_ctl"), "--pgdata", str(data), "--wait"]
    try:
        run([str(binaries / "initdb"), "--pgdata", str(data), *auth, "--encoding", "UTF8", "--locale", "C"], {}, user)
        run([*control, "--log", str(folder / "log"), "--options", options, "start"], {}, user)
        try:
            admin = {"DB_ADMIN_USER": "postgres", "DB_ADMIN_PASSWORD": PASSWORD}
            yield {"DB_HOST": "127.0.0.1", "DB_PORT": str(port), **admin}
        finally:
            run([*control, "--mode", "immediate", "stop"], {}, user)
    finally:
        shutil.rmtree(folder)


def postgres_binaries() -> Path:
    """The folder with initdb: that on the PATH, else the newest of Debian's packages."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdigit()]
    if not versions:
        pytest.fail("no Postgres here: apt-get install postgresql, or docker compose up --detach and make test")
    return max(versions, key=lambda path: int(path.parent.name))


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def run(command: list[str], environment: Mapping[str, str], user: str | None = None) -> None:
    """Runs to the end; fails with what the command said."""
    # Through a file: a server that was started would keep a pipe open for ever.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            command,
            cwd=ROOT if user is None else "/",
            env={**os.environ, **environment},
            user=user,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
        )
        output.seek(0)
        if done.returncode != 0:
            pytest.fail(f"{' '.join(command)} ended with {done.returncode}:\n{output.read().decode()}")
