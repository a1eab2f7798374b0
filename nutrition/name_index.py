"""The indexes by which foods are found by name, in the words of each database.

They hold public foods that are not retired, and follow every write, because the database itself keeps them.  A change
of the table may drop them on SQLite, so they are looked after once more at the end of every ``migrate``.
"""

# ruff: noqa: S608 (every name in these statements is one of ours, and values are parameters)

import logging
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.db import DatabaseError, transaction

log = logging.getLogger(__name__)

TABLE = "nutrition_ingredient"
SEARCH = "nutrition_foodname"
IS_SHOWN = "user_id IS NULL AND retired_at IS NULL"

# --- SQLite: trigrams ----------------------------------------------------------------------------------------------

# A key is the length of a name before the id: matches come in the order of their keys, so the shortest come first and
# a search can stop after a thousand of a hundred thousand.
LENGTH_BITS = 40
ID_MASK = (1 << LENGTH_BITS) - 1
# Signs of no language: the first of those for languages, and the mark of where a name begins.
FIRST_LANGUAGE, START_SIGN = 0xE000, "\uf8ff"
MOST_LANGUAGES = 6000

FTS5 = f"""
    CREATE VIRTUAL TABLE {SEARCH} USING fts5(
        text, content='', columnsize=0, detail='none', tokenize='trigram case_sensitive 1'
    )
"""


def language_sign(language: int) -> str:
    return chr(FIRST_LANGUAGE + language % MOST_LANGUAGES)


def key(row: str) -> str:
    return f"(length({row}.name_folded) << {LENGTH_BITS}) | {row}.id"


def text(row: str) -> str:
    """Language, first letters and words, so that trigrams tell the language, how a name begins, and how words do."""
    sign, start = f"{FIRST_LANGUAGE} + {row}.language_id % {MOST_LANGUAGES}", ord(START_SIGN)
    return (
        f"char({sign}, {sign}, {sign}, {start}, {start}) || substr({row}.name_folded, 1, 3) || '  ' || "
        f"replace({row}.name_folded, ' ', '  ')"
    )


def shown(row: str) -> str:
    return f"{row}.user_id IS NULL AND {row}.retired_at IS NULL"


def triggers() -> dict[str, str]:
    add = f"INSERT INTO {SEARCH}(rowid, text) VALUES ({key('new')}, {text('new')});"
    drop = f"INSERT INTO {SEARCH}({SEARCH}, rowid, text) VALUES ('delete', {key('old')}, {text('old')});"
    columns = ("id", "name_folded", "user_id", "retired_at", "language_id")
    differs = " OR ".join(f"old.{name} IS NOT new.{name}" for name in columns)
    when = {
        "added": (f"AFTER INSERT ON {TABLE} WHEN {shown('new')}", add),
        "removed": (f"AFTER DELETE ON {TABLE} WHEN {shown('old')}", drop),
        # One before and one after: with the same key, what is there has to go first.
        "left": (f"BEFORE UPDATE ON {TABLE} WHEN ({shown('old')}) AND ({differs})", drop),
        "came": (f"AFTER UPDATE ON {TABLE} WHEN ({shown('new')}) AND ({differs})", add),
    }
    return {f"{SEARCH}_{name}": f"{event} BEGIN {deed} END" for name, (event, deed) in when.items()}


def install_on_sqlite(cursor: Any) -> None:
    wanted = {SEARCH, *triggers()}
    cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE %s", [f"{SEARCH}%"])
    if wanted <= {name for (name,) in cursor.fetchall()}:
        return
    for name in triggers():
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
    cursor.execute(f"DROP TABLE IF EXISTS {SEARCH}")
    try:
        cursor.execute(FTS5)
    except DatabaseError as error:
        log.warning("Searches of foods will be slow: this SQLite has no trigrams, which came with 3.34 (%s).", error)
        return
    cursor.execute(
        f"INSERT INTO {SEARCH}(rowid, text) SELECT {key('food')}, {text('food')} FROM {TABLE} food WHERE {IS_SHOWN} "
        f"ORDER BY 1"
    )
    for name, event in triggers().items():
        cursor.execute(f"CREATE TRIGGER {name} {event}")


# --- PostgreSQL: B-tree for beginnings, trigrams for all else --------------------------------------------------------

# An index of trigrams gives all matches before the first is seen.  One for each span of lengths, asked one after the
# other, shortest first: a search for a common word stops after the first.  Letters, each up to and including the next.
SPANS = tuple(pairwise((0, 12, 16, 19, 22, 26, 31, 38, 400)))
STARTS = f"{SEARCH}_start"


def trigram_indexes() -> dict[str, str]:
    return {
        f"{SEARCH}_{above}": f"ON {TABLE} USING gin (name_folded gin_trgm_ops) "
        f"WHERE {IS_SHOWN} AND length(name_folded) > {above} AND length(name_folded) <= {most}"
        for above, most in SPANS
    }


def install_on_postgresql(cursor: Any) -> None:
    cursor.execute(
        f"CREATE INDEX IF NOT EXISTS {STARTS} ON {TABLE} (name_folded varchar_pattern_ops) "
        f"INCLUDE (id, language_id, quality) WHERE {IS_SHOWN}"
    )
    cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = %s", [TABLE])
    missing = trigram_indexes().keys() - {name for (name,) in cursor.fetchall()}
    if not missing or not has_trigrams(cursor):
        return
    for name in sorted(missing):
        cursor.execute(f"CREATE INDEX {name} {trigram_indexes()[name]}")


def has_trigrams(cursor: Any) -> bool:
    """An owner of the database may add them since PostgreSQL 13, if the package of extensions is installed."""
    try:
        with transaction.atomic(using=cursor.db.alias):
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError as error:
        log.warning(
            "Searches of foods will be slow: PostgreSQL has no pg_trgm, or this role may not add it (%s). Let an "
            "administrator run CREATE EXTENSION pg_trgm in this database, then run migrate again.",
            str(error).strip(),
        )
        return False
    return True


# --- Both ----------------------------------------------------------------------------------------------------------

LOOKS = {
    "sqlite": f"SELECT 1 FROM sqlite_master WHERE name = '{SEARCH}'",
    "postgresql": f"SELECT 1 FROM pg_indexes WHERE indexname = '{SEARCH}_{SPANS[-1][0]}'",
}
INSTALLERS = {"sqlite": install_on_sqlite, "postgresql": install_on_postgresql}


def install(connection: Any) -> None:
    """What is missing, filled from the table; does nothing if all is there."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        INSTALLERS[connection.vendor](cursor)


_installed: set[str] = set()


def is_installed(connection: Any) -> bool:
    """Whether there are trigrams; remembered once they are there."""
    if connection.alias not in _installed:
        with connection.cursor() as cursor:
            cursor.execute(LOOKS[connection.vendor])
            if cursor.fetchone() is None:
                return False
        _installed.add(connection.alias)
    return True


def uninstall(connection: Any) -> None:
    _installed.discard(connection.alias)
    with connection.cursor() as cursor:
        for statement in removals(connection.vendor):
            cursor.execute(statement)


def removals(vendor: str) -> Iterable[str]:
    if vendor == "sqlite":
        yield from (f"DROP TRIGGER IF EXISTS {name}" for name in triggers())
        yield f"DROP TABLE IF EXISTS {SEARCH}"
    else:
        yield from (f"DROP INDEX IF EXISTS {name}" for name in (STARTS, *trigram_indexes()))


def settle(connection: Any) -> None:
    """Have the database count what its indexes hold, after many foods were added.

    Until that was done once, SQLite takes public foods for those of one more person, i.e. for few, and reads them all
    for a page.  A few hundred rows tell it as much as a million do.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {TABLE}")


def is_settled(cursor: Any) -> bool:
    cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
    if cursor.fetchone() is None:
        return False
    cursor.execute("SELECT 1 FROM sqlite_stat1 WHERE tbl = %s", [TABLE])
    return cursor.fetchone() is not None


def after_migrate(using: str, **_: Any) -> None:
    """A receiver of ``post_migrate``."""
    from django.db import connections

    connection = connections[using]
    # Not there if the app was migrated back to nothing.
    if TABLE in connection.introspection.table_names():
        install(connection)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                is_needed = not is_settled(cursor)
            if is_needed:
                settle(connection)
