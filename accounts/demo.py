"""A person made up, so that whoever tries the server out sees it as after a year of use.

A room registers what it contributes in ``AppConfig.ready``.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.utils.module_loading import import_string

from accounts.models import User

# At the end of the span: the days that Waistline sends, and nobody else writes about.
SYNCED_DAYS = 7


class Incomplete(ValueError):
    """Something is missing that the rows refer to; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Span:
    """Whose rows are made, and for which days; the same seed makes the same values for the same days."""

    user: User
    first: date
    last: date
    seed: int

    def random(self, subject: str) -> Random:
        """Each subject has its own, so that more of one changes nothing of another."""
        return Random(f"{self.seed} {subject}")  # noqa: S311 (makes up a life, no secrets)

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]

    @property
    def synced(self) -> list[date]:
        return self.days[-SYNCED_DAYS:]

    @property
    def unsynced(self) -> list[date]:
        return self.days[:-SYNCED_DAYS]

    def moment(self, day: date, clock: time) -> datetime:
        """By the person's clock, never in the future."""
        return min(self.planned(day, clock), datetime.now(UTC).replace(microsecond=0))

    def planned(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, ZoneInfo(self.user.time_zone))

    def has_come(self, day: date, clock: time) -> bool:
        return self.planned(day, clock) <= datetime.now(UTC)


class Part(ABC):
    """Rows of one subject."""

    # What the progress bar calls it.
    label: ClassVar[str]

    @abstractmethod
    def check(self) -> None:
        """``Incomplete`` if what the rows refer to is not there."""

    @abstractmethod
    def fill(self, span: Span) -> Iterator[int]:
        """Write the rows, many at a time, and yield how many days that was, all of the span in sum."""


_parts: list[str] = []


def register(*paths: str) -> None:
    """Paths of classes; nothing is imported before somebody wants a demo."""
    _parts.extend(path for path in paths if path not in _parts)


def parts() -> list[Part]:
    return [import_string(path)() for path in _parts]
