"""What the server thinks of the world around it, and what is wrong with that.

A check is a function that yields findings.  A room registers its own in ``AppConfig.ready``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db import DatabaseError
from django.utils.module_loading import import_string


class Level(StrEnum):
    FINE = "fine"
    DOUBTFUL = "doubtful"  # works, but may not be what is wanted
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """``advice`` says what to do about it; never has a secret or anything of a person in it."""

    subject: str
    text: str
    level: Level = Level.FINE
    advice: str = ""


Check = Callable[[], Iterator[Finding]]

# By the subject, in the order in which they are shown.
_checks: dict[str, str] = {
    "versions": "config.doctor.surroundings.versions",
    "address": "config.doctor.surroundings.address",
    "hosts": "config.doctor.surroundings.allowed_hosts",
    "proxy": "config.doctor.surroundings.proxies",
    "database": "config.doctor.database.database",
    "tables": "config.doctor.database.tables",
    "cache": "config.doctor.services.cache",
    "mail": "config.doctor.services.mail",
    "disk": "config.doctor.files.disk",
    "secrets": "config.doctor.files.secrets",
    "static files": "config.doctor.files.static_files",
    "clock": "config.doctor.surroundings.clock",
    "starter data": "config.doctor.database.starter_data",
}


def register(subject: str, path: str) -> None:
    """``path`` of a check; nothing is imported before somebody asks."""
    if _checks.setdefault(subject, path) != path:
        raise ValueError(f"There are two checks of {subject!r}.")


def findings() -> Iterator[Finding]:
    """All of them; a check that breaks is one, too, unless the database is what breaks it and that is known by then."""
    wrong = set()
    for subject, path in _checks.items():
        try:
            check: Check = import_string(path)
            for finding in check():
                wrong |= {subject} if finding.level == Level.WRONG else set()
                yield finding
        except Exception as error:  # noqa: BLE001 (whatever is broken is what is asked for)
            if isinstance(error, DatabaseError) and wrong & {"database", "tables"}:
                continue
            # Its kind only: a message may hold an address with a password.
            kind = type(error).__name__
            yield Finding(subject, f"could not be looked at ({kind})", Level.WRONG, "See what the log says about it.")
