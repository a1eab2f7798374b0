"""People and days of the server that Waistline's data sharing was written for (waistline-api).

Its users are rows of a PostgreSQL table, its days documents of a MongoDB collection, one for each time that the app has
sent something.
"""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.authentication import UUID
from accounts.models import ApiKey, User
from journal import waistline
from journal.actions import Outcome, store_body
from journal.importing.days import Progress, batches
from journal.importing.report import Report

BCRYPT = re.compile(r"\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}")
# What that server adds to a document besides what the app has sent.
ADDED = ("_id", "user_id", "timestamp")
WRAPPERS: dict[str, Callable[[Any], Any]] = {
    "$numberInt": int,
    "$numberLong": int,
    "$numberDouble": float,
    "$oid": str,
}


class NotADump(ValueError):
    """The file is neither a JSON list nor a line of JSON for each row."""


class CannotMove(ValueError):
    """Why a row stays behind."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What the app sent to the other server, and when."""

    user: User
    moment: datetime
    body: waistline.Body


@dataclass(slots=True)
class Move:
    """Brings over people with their passwords and keys, then their days.  A second time changes nothing.

    ``may_merge``: a person who is here under the same name already is taken to be the same, and gets the key and the
    days.  Otherwise only somebody who has the same key is.
    """

    users: list[Any]
    documents: list[Any]
    may_merge: bool = False
    dry_run: bool = False
    progress: Progress | None = None
    people: Report = field(default_factory=Report)
    days: Report = field(default_factory=Report)

    def run(self) -> None:
        with transaction.atomic() if self.dry_run else nullcontext():
            moved = {}
            for place, row in enumerate(self.users, start=1):
                try:
                    with transaction.atomic():
                        number, user = self.person(row)
                    moved[number] = user
                except (CannotMove, ValidationError) as error:
                    self.people.skip(f"user {place}: {' '.join(getattr(error, 'messages', [str(error)]))}")
            self.store(list(self.latest(moved).values()))
            if self.dry_run:
                transaction.set_rollback(True)

    def person(self, row: Any) -> tuple[int, User]:
        """The number of a user over there, and who that is here."""
        row = plain(row)
        if not isinstance(row, dict) or not isinstance(row.get("id"), int) or not isinstance(row.get("username"), str):
            raise CannotMove("has no id or no username.")
        name, secret = row["username"], str(row.get("api_key", "")).lower()
        key = ApiKey.objects.find(secret).select_related("user").first() if UUID.fullmatch(secret) else None
        here = User.objects.filter(username__iexact=name).first()
        if key is not None and (here is None or key.user == here):
            self.people.outcomes[Outcome.UNCHANGED] += 1
            return row["id"], key.user
        if key is not None:
            raise CannotMove(f"the key of {name} belongs to {key.user.username} here.")
        if here is not None and not self.may_merge:
            raise CannotMove(f"somebody here is called {name} already; --merge takes the two for one person.")
        user = here or self.new_person(name, row)
        if UUID.fullmatch(secret):
            ApiKey.make(user, secret)
        else:
            self.people.notes.append(f"{name} had no usable key; manage.py api_key makes one.")
        self.people.outcomes[Outcome.CHANGED if here else Outcome.ADDED] += 1
        return row["id"], user

    def new_person(self, name: str, row: Mapping[str, Any]) -> User:
        user = User(username=name, password=self.password(name, row.get("password")))
        if joined := moment(row.get("created")):
            user.date_joined = joined
        user.full_clean()
        user.save()
        return user

    def password(self, name: str, encoded: Any) -> str:
        """The hash in the form that Django stores; an unusable one if it is of another kind."""
        if isinstance(encoded, str) and BCRYPT.fullmatch(encoded):
            return f"bcrypt${encoded}"
        if isinstance(encoded, str) and encoded.startswith("$argon2"):
            return f"argon2{encoded}"
        self.people.notes.append(f"{name} had no usable password; manage.py changepassword sets one.")
        return make_password(None)

    def latest(self, moved: Mapping[int, User]) -> dict[Any, Arrived]:
        """The newest document of each person and day; of those of one second the later in the file."""
        found: dict[Any, Arrived] = {}
        for place, document in enumerate(self.documents, start=1):
            try:
                arrived = self.arrived(plain(document), moved)
            except (CannotMove, waistline.UnreadableBody, waistline.NutritionTooLong, TypeError) as error:
                self.days.skip(f"document {place}: {error}")
                continue
            key = (arrived.user.pk, arrived.body.day or arrived.body.digest)
            if key not in found or found[key].moment <= arrived.moment:
                found[key] = arrived
        return found

    @staticmethod
    def arrived(document: Any, moved: Mapping[int, User]) -> Arrived:
        if not isinstance(document, dict) or document.get("user_id") not in moved:
            raise CannotMove("belongs to nobody who moves.")
        user = moved[document["user_id"]]
        when = moment(document.get("timestamp")) or user.date_joined
        content = {name: value for name, value in document.items() if name not in ADDED}
        return Arrived(user, when, waistline.read_body(orjson.dumps(content)))

    def store(self, latest: list[Arrived]) -> None:
        done = 0
        for batch in batches(latest):
            with transaction.atomic():
                for each in batch:
                    self.days.outcomes[store_body(user=each.user, body=each.body, arrived=each.moment)] += 1
            done += len(batch)
            if self.progress:
                self.progress(done, len(latest))


def plain(value: Any) -> Any:
    """``value`` without the wrappers in which MongoDB's tools write numbers and ids."""
    if isinstance(value, dict):
        if len(value) == 1 and (name := next(iter(value))) in WRAPPERS:
            return WRAPPERS[name](value[name])
        return {name: plain(each) for name, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value


def moment(value: Any) -> datetime | None:
    """Seconds since 1970, or a date and time as PostgreSQL writes it, which that server keeps in UTC."""
    try:
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value, UTC)
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except (ValueError, OverflowError, OSError):
        return None
    return found.replace(tzinfo=UTC) if found and not found.tzinfo else found


def rows(text: str) -> list[Any]:
    """The rows of a JSON list, or of a file with an object a line; ``NotADump`` if it is neither."""
    try:
        if text.lstrip().startswith("["):
            found = json.loads(text)
            return found if isinstance(found, list) else []
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise NotADump(f"is not JSON: {error}.") from error
