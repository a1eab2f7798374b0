"""The database: which, how large, whole, and with all tables."""

from collections.abc import Iterator

from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader

from config import launch, seeding
from config.doctor import Finding, Level

MEGABYTE = 1024 * 1024


def database() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
    except OperationalError:
        at = connection.settings_dict
        place = at["NAME"] if connection.vendor == "sqlite" else f"{at['NAME']} at {at['HOST']}:{at['PORT'] or 5432}"
        yield Finding("database", f"{place} cannot be reached", Level.WRONG, "Start it, or correct DATABASE_URL.")
        return
    yield from sqlite() if connection.vendor == "sqlite" else postgresql()


def sqlite() -> Iterator[Finding]:
    path = connection.settings_dict["NAME"]
    version, mode, pages, page_size = (
        asked(question)
        for question in ("SELECT sqlite_version()", "PRAGMA journal_mode", "PRAGMA page_count", "PRAGMA page_size")
    )
    yield Finding("database", f"SQLite {version}, {path}, {int(pages) * int(page_size) / MEGABYTE:.1f} MB")
    if mode not in {"wal", "memory"}:
        yield Finding(
            "database",
            f"its journal is {mode}, not wal: readers and writers wait for each other",
            Level.DOUBTFUL,
            "Put DATA_DIR on a local disk; file systems of other machines have no write-ahead log.",
        )
    found = asked("PRAGMA quick_check(1)")
    if found == "ok":
        yield Finding("database", "its pages are sound")
    else:
        yield Finding("database", "it is damaged", Level.WRONG, "Stop the server and restore the newest backup.")


def postgresql() -> Iterator[Finding]:
    version, name, size, encoding = (
        asked(question)
        for question in (
            "SHOW server_version",
            "SELECT current_database()",
            "SELECT pg_database_size(current_database())",
            "SHOW server_encoding",
        )
    )
    yield Finding("database", f"PostgreSQL {version}, {name}, {int(size) / MEGABYTE:.1f} MB")
    if encoding != "UTF8":
        yield Finding(
            "database",
            f"its encoding is {encoding}",
            Level.WRONG,
            "Make a database with ENCODING 'UTF8' and move into it: names in other scripts have no place in this one.",
        )
    if not asked("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'"):
        yield Finding(
            "database",
            "the extension pg_trgm is missing: searching reads all foods",
            Level.WRONG,
            "As an administrator of the database: CREATE EXTENSION pg_trgm; then run manage.py migrate.",
        )


def asked(question: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return str(row[0]) if row and row[0] else ""


def tables() -> Iterator[Finding]:
    if pending := launch.pending_migrations():
        yield Finding(
            "tables",
            f"{pending} migrations are missing",
            Level.WRONG,
            "Start the server, which runs them, or run manage.py migrate.",
        )
    loader = MigrationLoader(connection)
    if unknown := sorted(set(loader.applied_migrations) - set(loader.disk_migrations)):
        app, name = unknown[0]
        yield Finding(
            "tables",
            f"the database was made by a newer program ({app}.{name})",
            Level.WRONG,
            "Update the program, or restore the backup that was made before the update.",
        )
    if not pending and not unknown:
        yield Finding("tables", f"all {len(loader.applied_migrations)} migrations are there")


def starter_data() -> Iterator[Finding]:
    for seeder in seeding.registered():
        if seeder.is_current():
            yield Finding("starter data", f"{seeder.label}: there")
        elif settings.STARTER_DATA:
            yield Finding(
                "starter data",
                f"{seeder.label}: missing, or older than the program",
                Level.DOUBTFUL,
                "Start the server, which loads them, or run manage.py seed.",
            )
        else:
            yield Finding("starter data", f"{seeder.label}: not loaded, as STARTER_DATA says")
