"""A consistent copy of the database, taken while others write, and its way back."""

import os
import re
import shutil
import sqlite3
import subprocess
from abc import ABC, abstractmethod
from contextlib import closing
from pathlib import Path
from typing import Any, ClassVar

from django.db import connection, connections
from django.db.backends.postgresql.client import DatabaseClient

from config.snapshots.manifest import Unusable

# Where Debian and its children keep the programs of each version.
POSTGRES_PROGRAMS = Path("/usr/lib/postgresql")
# Within the transaction that loads, so that nothing is gone if that fails.  Extensions stay: they may not be ours.
DROP_TABLES = """
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT c.oid::regclass::text FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace
    AND c.relkind IN ('r', 'p', 'v', 'm')
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  LOOP EXECUTE 'DROP TABLE IF EXISTS ' || name || ' CASCADE'; END LOOP; END $$
"""


class Database(ABC):
    # Its member of the archive.
    member: ClassVar[str]

    @abstractmethod
    def version(self) -> str: ...

    @abstractmethod
    def snapshot(self, target: Path) -> None:
        """Write the state of one moment; others go on writing meanwhile."""

    def is_empty(self) -> bool:
        with connection.cursor() as cursor:
            return not connection.introspection.table_names(cursor)

    @abstractmethod
    def check(self, source: Path) -> None:
        """``Unusable`` if the snapshot cannot be put in place; changes nothing."""

    @abstractmethod
    def replace(self, source: Path, aside: Path) -> None:
        """Put the snapshot in place, whole or not at all; what was there goes to ``aside`` where it is files."""


class Sqlite(Database):
    member = "database.sqlite3"

    def __init__(self) -> None:
        self.path = Path(connection.settings_dict["NAME"])

    def version(self) -> str:
        return sqlite3.sqlite_version

    def snapshot(self, target: Path) -> None:
        # In one step, under one reading transaction: with a write-ahead log that holds up nobody.
        address = f"{self.path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # so that the copy is one file

    def check(self, source: Path) -> None:
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as database:
            try:
                found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
            except sqlite3.DatabaseError as error:
                found = str(error)
        if found != "ok":
            raise Unusable(f"The database in the backup is damaged: {found}. Take an older backup.")

    def replace(self, source: Path, aside: Path) -> None:
        connections.close_all()
        # Beside its place first, because the two may be on different disks; then one step.
        draft = Path(shutil.move(source, self.path.with_name(f".{self.path.name}.restored")))
        # With its log: left behind, that would be played into the new file.
        for suffix in ("", "-wal", "-shm"):
            old = self.path.with_name(self.path.name + suffix)
            if old.exists():
                shutil.move(old, aside / old.name)
        draft.replace(self.path)


class PostgreSQL(Database):
    member = "database.dump"

    def version(self) -> str:
        number = self.number()
        return f"{number // 10000}.{number % 10000}"

    def number(self) -> int:
        connection.ensure_connection()
        return int(connection.pg_version)  # type: ignore[attr-defined]

    def snapshot(self, target: Path) -> None:
        major = self.number() // 10000
        program, found = located("pg_dump", major)
        if found < major:
            raise Unusable(
                f"pg_dump is of version {found} and cannot read PostgreSQL {major}. Install postgresql-client-{major}."
            )
        run(program, ["--format=custom", "--no-owner", "--no-privileges", f"--file={target}"])

    def check(self, source: Path) -> None:
        program, _ = located("pg_restore", self.number() // 10000)
        located("psql", self.number() // 10000)
        execute([program, "--list", str(source)], None)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
                "AND backend_type = 'client backend'"
            )
            others = cursor.fetchone()[0]
        if others:
            raise Unusable(f"{others} other connections use the database. Stop every server that works on it.")

    def replace(self, source: Path, aside: Path) -> None:
        major = self.number() // 10000
        connections.close_all()
        # All of it before any of it is executed: a script that breaks off would look like one that ends.
        script = source.with_suffix(".sql")
        program, _ = located("pg_restore", major)
        options = ["--no-owner", "--no-privileges", "--no-comments", f"--file={script}"]
        execute([program, *options, str(source)], None)
        program, _ = located("psql", major)
        options = ["--single-transaction", "--set=ON_ERROR_STOP=1", "--no-psqlrc", "--quiet", "--output=/dev/null"]
        run(program, [*options, f"--command={DROP_TABLES}", f"--file={script}"])


def current() -> Database:
    return Sqlite() if connection.vendor == "sqlite" else PostgreSQL()


def located(name: str, major: int) -> tuple[str, int]:
    """The program, of the server's version if there is one, and its major version."""
    own = POSTGRES_PROGRAMS / str(major) / "bin" / name
    path = str(own) if own.exists() else shutil.which(name)
    if path is None:
        raise Unusable(f"{name} is not on this machine. Install postgresql-client-{major}, or run this where it is.")
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 (a program of PostgreSQL)
    found = re.search(r"\) (\d+)", said)
    return path, int(found[1]) if found else 0


def run(program: str, options: list[str]) -> None:
    """With the address of the database; its password goes through the environment, which other users cannot read."""
    command, environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, options)
    execute([program, *command[1:]], environment)


def execute(command: list[str], environment: Any) -> None:
    done = subprocess.run(  # noqa: S603 (a program of PostgreSQL)
        command, env={**os.environ, **(environment or {})}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        raise Unusable(f"{Path(command[0]).name} failed: {' '.join(lines[:3])}")
