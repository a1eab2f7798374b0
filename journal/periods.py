"""Dates as clients write them, and the windows of days that they ask for."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

ISO = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})"
    r"(?:[Tt ](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    # A plus sign arrives as a blank where somebody forgot to escape it in an address.
    r"(?:[Zz]|[-+\u2212 ](?P<offset_hour>\d{2}):?(?P<offset_minute>\d{2})?)?)?",
    re.ASCII,
)
LABEL = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?![\d-])", re.ASCII)
# The days before the last one that a question without a beginning means.
USUAL_SPAN = timedelta(days=6)


class UnreadableDate(ValueError):
    """Neither ``YYYY-MM-DD`` nor a date and time of ISO 8601."""


class ReversedWindow(ValueError):
    """The window ends before it begins."""


class Interval(StrEnum):
    """Which days of a window are looked at: all, or one a step, counted from its first day."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Window:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date
    interval: Interval = Interval.DAY

    @property
    def is_continuous(self) -> bool:
        return self.interval is Interval.DAY

    def count(self) -> int:
        """How many days that makes, without listing them."""
        days = (self.last - self.first).days
        match self.interval:
            case Interval.DAY:
                return days + 1
            case Interval.WEEK:
                return days // 7 + 1
        size = self.months_per_step()
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        steps = months // size
        # The last step may land behind the end of the window.
        return steps + 1 if months_later(self.first, steps * size) <= self.last else steps

    def days(self) -> list[date]:
        return list(self._steps(self.count()))

    def months_per_step(self) -> int:
        return 12 if self.interval is Interval.YEAR else 1

    def _steps(self, count: int) -> Iterator[date]:
        for step in range(count):
            match self.interval:
                case Interval.DAY:
                    yield self.first + timedelta(days=step)
                case Interval.WEEK:
                    yield self.first + timedelta(weeks=step)
                case _:
                    # From the first day each time: stepping from 28 February on would never come back to the 31st.
                    yield months_later(self.first, step * self.months_per_step())


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def window(first: date | None, last: date | None, *, today: date, interval: Interval = Interval.DAY) -> Window:
    """What is asked for where an end is missing: up to today, and a week.  ``ReversedWindow`` if it ends too early."""
    last = last or today
    first = first or last - min(USUAL_SPAN, last - date.min)
    if first > last:
        raise ReversedWindow
    return Window(first, last, interval)


def written_date(text: str) -> date:
    """The date in ``text`` as it is written there, in its own offset."""
    match = ISO.fullmatch(text.strip())
    if match is None:
        raise UnreadableDate
    parts = {name: int(value) for name, value in match.groupdict(default="0").items() if name != "date"}
    if parts["hour"] > 23 or max(parts["minute"], parts["offset_minute"]) > 59:  # noqa: PLR2004
        raise UnreadableDate
    if parts["second"] > 60 or parts["offset_hour"] > 23:  # noqa: PLR2004 (60 is a leap second)
        raise UnreadableDate
    try:
        return date.fromisoformat(match["date"])
    except ValueError as error:
        raise UnreadableDate from error


def labelled_day(text: str) -> date | None:
    """The day that a diary entry is about: the date its text begins with, ``None`` if it does not begin with one.

    What follows is not looked at.  The app writes its own calendar day as midnight of UTC, so the time means nothing.
    """
    match = LABEL.match(text)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def today_in(zone: str, now: datetime) -> date:
    """The date at ``now`` in the time zone of this IANA name."""
    return now.astimezone(ZoneInfo(zone)).date()
