"""Runs of training days and weekends, kept up to date from one change to the next.

Days are distinct dates of the person's calendar.  A weekend is named by its Saturday and is complete when both of its
days were trained.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
SATURDAY, SUNDAY = 5, 6
# Somebody who comes back after this many days rises from the ashes.
LONG_BREAK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Streaks:
    """``days`` and ``weekends`` are the lengths of the runs that end with ``last_day`` and ``last_weekend``."""

    last_day: date | None = None
    days: int = 0
    longest_days: int = 0
    last_weekend: date | None = None
    weekends: int = 0
    longest_weekends: int = 0
    comebacks: int = 0

    def current_days(self, today: date) -> int:
        """A streak is alive until the end of the day after its last one; not for a last day that is yet to come."""
        return self.days if self.last_day and self.last_day <= today <= self.last_day + DAY else 0

    def current_weekends(self, today: date) -> int:
        """Alive until the end of the following weekend."""
        last = self.last_weekend
        return self.weekends if last and last <= today <= last + WEEK + DAY else 0


def from_days(days: Iterable[date]) -> Streaks:
    """``days`` ascending."""
    streaks = Streaks()
    for day in days:
        streaks = appended(streaks, day)
    return streaks


def appended(streaks: Streaks, day: date) -> Streaks:
    """With a day after all others."""
    last = streaks.last_day
    follows = last is not None and day - last == DAY
    days = streaks.days + 1 if follows else 1
    grown = replace(
        streaks,
        last_day=day,
        days=days,
        longest_days=max(streaks.longest_days, days),
        comebacks=streaks.comebacks + is_comeback(last, day),
    )
    if not (follows and day.weekday() == SUNDAY):
        return grown
    saturday = day - DAY
    weekends = streaks.weekends + 1 if streaks.last_weekend == saturday - WEEK else 1
    return replace(
        grown,
        last_weekend=saturday,
        weekends=weekends,
        longest_weekends=max(streaks.longest_weekends, weekends),
    )


def added(streaks: Streaks, day: date, earlier: Iterable[date], later: Iterable[date]) -> Streaks:
    """With a day somewhere among the others.

    ``earlier`` are the days before it, descending, ``later`` those after it, ascending; both are read only as far as
    runs go, and may be read more than once.
    """
    if streaks.last_day is None or day > streaks.last_day:
        return appended(streaks, day)
    run, end = whole_run(day, earlier, later)
    return with_weekend(
        replace(
            streaks,
            days=run if end == streaks.last_day else streaks.days,
            longest_days=max(streaks.longest_days, run),
            comebacks=streaks.comebacks + change_of_comebacks(day, earlier, later),
        ),
        day,
        earlier,
        later,
    )


def with_weekend(streaks: Streaks, day: date, earlier: Iterable[date], later: Iterable[date]) -> Streaks:
    if not completes_weekend(day, earlier, later):
        return streaks
    saturday = saturday_of(day)
    before = weekends_from(saturday, earlier, -WEEK)
    after = weekends_from(saturday, later, WEEK)
    run, end = before + 1 + after, saturday + after * WEEK
    is_last = streaks.last_weekend is None or end >= streaks.last_weekend
    return replace(
        streaks,
        last_weekend=end if is_last else streaks.last_weekend,
        weekends=run if is_last else streaks.weekends,
        longest_weekends=max(streaks.longest_weekends, run),
    )


def removed(streaks: Streaks, day: date, earlier: Iterable[date], later: Iterable[date]) -> Streaks | None:
    """Without a day; ``None`` if only all days together tell, because a longest run or a weekend was broken."""
    run, end = whole_run(day, earlier, later)
    if run == streaks.longest_days or completes_weekend(day, earlier, later):
        return None
    last, days = streaks.last_day, streaks.days
    if day == last:
        last = next(iter(earlier), None)
        if last is None:
            return None
        days = run_from(last + DAY, earlier, -DAY)
    elif end == last:
        days = run_from(day, later, DAY)
    return replace(
        streaks,
        last_day=last,
        days=days,
        comebacks=streaks.comebacks - change_of_comebacks(day, earlier, later),
    )


def whole_run(day: date, earlier: Iterable[date], later: Iterable[date]) -> tuple[int, date]:
    """Length and last day of the run that ``day`` is in."""
    after = run_from(day, later, DAY)
    return run_from(day, earlier, -DAY) + 1 + after, day + after * DAY


def run_from(day: date, days: Iterable[date], step: timedelta) -> int:
    """How many days follow one another from ``day``, which is not counted, in one direction."""
    count = 0
    for each in days:
        if each != day + step * (count + 1):
            break
        count += 1
    return count


def weekends_from(saturday: date, days: Iterable[date], step: timedelta) -> int:
    """How many complete weekends follow one another from the one of ``saturday``, which is not counted."""
    count, trained, wanted = 0, 0, saturday + step
    for day in days:
        if (day - wanted).days in {0, 1}:
            trained += 1
        elif is_beyond(day, wanted, step):
            break
        if trained == len((SATURDAY, SUNDAY)):
            count, trained, wanted = count + 1, 0, wanted + step
    return count


def is_beyond(day: date, saturday: date, step: timedelta) -> bool:
    return day > saturday + DAY if step > timedelta(0) else day < saturday


def completes_weekend(day: date, earlier: Iterable[date], later: Iterable[date]) -> bool:
    """Whether the weekend of ``day`` is complete with it."""
    if day.weekday() == SATURDAY:
        return next(iter(later), None) == day + DAY
    return day.weekday() == SUNDAY and next(iter(earlier), None) == day - DAY


def saturday_of(day: date) -> date:
    """``day`` is a Saturday or a Sunday."""
    return day - (day.weekday() - SATURDAY) * DAY


def change_of_comebacks(day: date, earlier: Iterable[date], later: Iterable[date]) -> int:
    """How many more there are with ``day`` than without it; at most one more, at most one less."""
    before, after = next(iter(earlier), None), next(iter(later), None)
    return is_comeback(before, day) + is_comeback(day, after) - is_comeback(before, after)


def is_comeback(day: date | None, following: date | None) -> bool:
    return day is not None and following is not None and following - day >= LONG_BREAK


def run_until(today: date, days: Iterable[date]) -> int:
    """Length of the run that is alive ``today``, from days of which none is later, descending."""
    first = next(iter(days), None)
    if first is None or first < today - DAY:
        return 0
    return run_from(first + DAY, days, -DAY)
