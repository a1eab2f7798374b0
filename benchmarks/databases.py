"""Where the rows lie: a file that goes away with its folder, or a database of our own that is dropped."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

import psycopg2

# Empty: libpq's own defaults, i.e. the local socket and the name of the current user.
SERVERS = ("", "postgres://postgres@127.0.0.1:5432/postgres")


@contextmanager
def sqlite() -> Iterator[str]:
    yield ""


@contextmanager
def postgresql(server: str) -> Iterator[str]:
    name = f"regimen_bench_{os.getpid()}"
    execute(server, f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    try:
        yield with_name(server, name)
    finally:
        execute(server, f"DROP DATABASE {name} WITH (FORCE)")


def with_name(server: str, name: str) -> str:
    parts = urlsplit(server or "postgres:///")
    # Not urlunsplit: it writes no // where the host is left to libpq.
    return f"{parts.scheme}://{parts.netloc}/{name}" + (f"?{parts.query}" if parts.query else "")


def connect(server: str) -> psycopg2.extensions.connection:
    connection = psycopg2.connect(server or "dbname=postgres", connect_timeout=3)
    connection.autocommit = True
    return connection


def execute(server: str, statement: str) -> None:
    with closing(connect(server)) as connection, connection.cursor() as cursor:
        cursor.execute(statement)


def find_server() -> str | None:
    """Address of a PostgreSQL that lets us make databases, ``None`` if there is none.

    ``BENCH_DATABASE_URL`` names it, with any database to connect to; a wrong one is an error, not a skip.
    """
    if named := os.environ.get("BENCH_DATABASE_URL", "").strip():
        execute(named, "SELECT 1")
        return named
    for server in SERVERS:
        try:
            with closing(connect(server)) as connection, connection.cursor() as cursor:
                cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
                if (row := cursor.fetchone()) and row[0]:
                    return server
        except psycopg2.OperationalError:
            continue
    return None
