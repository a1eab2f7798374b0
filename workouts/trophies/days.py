"""The days on which somebody trained, read only as far as they are asked for."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

FIRST_CHUNK = 32


class Days:
    """Distinct dates of sessions, before a day descending or after it ascending.  Read again, they cost no query."""

    def __init__(self, sessions: QuerySet[Any], start: date, *, descending: bool) -> None:
        self.sessions = sessions
        self.start = start
        self.order, self.beyond = ("-date", "date__lt") if descending else ("date", "date__gt")
        self.found: list[date] = []
        self.chunk = FIRST_CHUNK
        self.is_complete = False

    def __iter__(self) -> Iterator[date]:
        place = 0
        while place < len(self.found) or self.read_on():
            yield self.found[place]
            place += 1

    def read_on(self) -> bool:
        """Whether there were more.  Each query asks for twice as many, so that long runs take few."""
        if self.is_complete:
            return False
        last = self.found[-1] if self.found else self.start
        rows = self.sessions.filter(**{self.beyond: last}).order_by(self.order).values_list("date", flat=True)
        more = list(rows.distinct()[: self.chunk])
        self.is_complete = len(more) < self.chunk
        self.chunk *= 2
        self.found += more
        return bool(more)
