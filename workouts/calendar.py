"""Which day of a plan is trained on which date.

**In a cycle.**  The days follow one another by their order, one each date; after the last comes the first, one
iteration later.  A day that needs logs is repeated until a session of it exists, but the future is shown as if all
went well.  A plan that fits in the week begins its cycle on Mondays and leaves the dates up to Sunday empty, unless
its length is a multiple of seven.

**By weekdays.**  As soon as one day of a plan is pinned to weekdays, the week decides:

- A pinned day is trained on each of its weekdays.  Several days on one weekday are all trained on it, by their order.
- Weeks are counted from the start of the plan, seven dates each, whatever weekday it starts on: so each pinned day is
  in each week, and its values begin with those of iteration 1.  The iteration of a pinned day is the number of the
  week; a day that needs logs stays in its iteration until a session of it exists in the week that ended.
- Days without weekdays take the dates that no pinned day claims: by their order, one a date, going on where the week
  before stopped, and no more of them a week than there are.  Where all seven weekdays are claimed they get no date.
- Dates that are left over are empty.  ``fits_in_week`` says nothing here.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
DAYS_IN_WEEK = 7


@dataclass(frozen=True, slots=True)
class Day:
    """``weekdays`` are counted from 1, Monday, to 7, Sunday."""

    id: int
    order: int = 1
    is_rest: bool = False
    needs_logs: bool = False
    weekdays: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """From ``start`` up to and including ``end``."""

    days: Collection[Day]
    start: date
    end: date
    fits_in_week: bool = False

    def dates(self) -> Iterator[date]:
        return (self.start + ONE_DAY * offset for offset in range((self.end - self.start).days + 1))


@dataclass(frozen=True, slots=True)
class Appointment:
    """``day`` is none on an empty date, which is not the same as a day of rest."""

    date: date
    iteration: int
    day: Day | None

    @property
    def is_training(self) -> bool:
        return self.day is not None and not self.day.is_rest


def appointments(plan: Plan, sessions: Iterable[tuple[date, int]], today: date) -> Iterator[Appointment]:
    """The date sequence, every date of the plan at least once.  ``sessions`` are dates with the id of a trained day."""
    days = sorted(plan.days, key=lambda day: (day.order, day.id))
    held = _Held(frozenset(sessions), today)
    pinned = [day for day in days if day.weekdays]
    if pinned:
        return _by_weekday(plan, pinned, _Cycle([day for day in days if not day.weekdays], held))
    return _by_cycle(plan, _Cycle(days, held)) if days else iter(())


def appointments_on(sequence: Iterable[Appointment], on: date) -> list[Appointment]:
    """What is due on a date: nothing outside the plan, and several days where they share a weekday."""
    return [one for one in sequence if one.date == on]


def next_training(sequence: Iterable[Appointment], after: date) -> Appointment | None:
    """The first day later than ``after`` that is not for rest."""
    return next((one for one in sequence if one.date > after and one.is_training), None)


@dataclass(frozen=True, slots=True)
class _Held:
    """The sessions there have been."""

    sessions: frozenset[tuple[date, int]]
    today: date

    def lets_go_on(self, day: Day, on: date, since: date) -> bool:
        """Whether the date ``on`` may leave ``day`` behind, which was due ``since``."""
        if not day.needs_logs or on > self.today:
            return True
        return any((since + ONE_DAY * offset, day.id) in self.sessions for offset in range((on - since).days))


class _Cycle:
    """Days that take turns, and the iteration each of them is in."""

    __slots__ = ("days", "held", "index", "iterations", "shown_on")

    def __init__(self, days: list[Day], held: _Held) -> None:
        self.days = days
        self.held = held
        self.index = 0
        self.iterations = [1] * len(days)
        self.shown_on: date | None = None

    def turn(self, on: date) -> bool:
        """Go on to the day that is due at ``on``, if the last one may be left; true when the first one is reached."""
        if self.shown_on is None or not self.held.lets_go_on(self.days[self.index], on, since=self.shown_on):
            return False
        self.iterations[self.index] += 1
        self.index = (self.index + 1) % len(self.days)
        return self.index == 0

    def show(self, on: date) -> Appointment:
        self.shown_on = on
        return Appointment(on, self.iterations[self.index], self.days[self.index])

    def leave_empty(self, on: date) -> Appointment:
        """A date between two rounds; it still belongs to the round before."""
        return Appointment(on, self.iterations[self.index] - 1, None)


def _by_cycle(plan: Plan, cycle: _Cycle) -> Iterator[Appointment]:
    waits_for_monday = False
    for on in plan.dates():
        if not waits_for_monday:
            is_new_round = cycle.turn(on)
            waits_for_monday = is_new_round and plan.fits_in_week and len(cycle.days) % DAYS_IN_WEEK != 0
        waits_for_monday = waits_for_monday and on.isoweekday() != 1
        yield cycle.leave_empty(on) if waits_for_monday else cycle.show(on)


def _by_weekday(plan: Plan, pinned: list[Day], others: _Cycle) -> Iterator[Appointment]:
    iterations = {day.id: 1 for day in pinned}
    turns_left = len(others.days)
    for on in plan.dates():
        week, weekday = divmod((on - plan.start).days, DAYS_IN_WEEK)
        if week and weekday == 0:
            turns_left = len(others.days)
            for day in pinned:
                iterations[day.id] += others.held.lets_go_on(day, on, since=on - ONE_DAY * DAYS_IN_WEEK)
        due = [day for day in pinned if on.isoweekday() in day.weekdays]
        yield from (Appointment(on, iterations[day.id], day) for day in due)
        if due:
            continue
        if turns_left:
            turns_left -= 1
            others.turn(on)
            yield others.show(on)
        else:
            yield Appointment(on, week + 1, None)
