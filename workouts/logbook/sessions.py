"""Which session a log belongs to: one for each person, date and plan, made by the first log that needs it."""

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from workouts.models import SlotEntry, WorkoutLog, WorkoutSession

if TYPE_CHECKING:
    from accounts.models import User


class Place(NamedTuple):
    """What there is one session for."""

    date: date
    routine: int | None


def find_or_make(
    user: "User", wanted: Mapping[Place, int | None]
) -> tuple[dict[Place, WorkoutSession], list[WorkoutSession]]:
    """The session of each place, and those of them that are new; these get the day that the place is mapped to.

    One query, and one more if any is new.  Nobody makes the same at the same time: it is this request's turn.
    """
    rows = WorkoutSession.objects.owned_by(user).filter(date__in={place.date for place in wanted})
    there = {Place(row.date, row.routine_id): row for row in rows}
    new = [
        WorkoutSession(user=user, date=place.date, routine_id=place.routine, day_id=day, is_implied=True)
        for place, day in wanted.items()
        if place not in there
    ]
    if new:
        WorkoutSession.objects.bulk_create(new)
    made = {Place(row.date, row.routine_id): row for row in new}
    return {place: there.get(place) or made[place] for place in wanted}, new


def name_days(sessions: Iterable[WorkoutSession]) -> list[tuple[WorkoutSession, WorkoutSession]]:
    """Give those without a day the one that all their logs with a slot entry agree on; answers (before, after)."""
    nameless = {row.pk: row for row in sessions if row.day_id is None}
    if not nameless:
        return []
    days: dict[int, set[tuple[int, int]]] = {}
    trained = SlotEntry.objects.filter(logs__session__in=nameless).order_by()
    for session, day, routine in trained.values_list("logs__session", "slot__day", "slot__day__routine").distinct():
        days.setdefault(session, set()).add((day, routine))
    named = []
    for key, candidates in days.items():
        row = nameless[key]
        day, routine = next(iter(candidates))
        if len(candidates) == 1 and routine == row.routine_id:
            before = copy(row)
            row.day_id = day
            named.append((before, row))
    if named:
        WorkoutSession.objects.bulk_update([after for _, after in named], ["day"])
    return named


def remove_abandoned(user: "User", candidates: Iterable[int | None]) -> list[WorkoutSession]:
    """Remove those of the sessions that a log had made, that nobody described, and that have no log any more."""
    keys = {key for key in candidates if key is not None}
    implied = list(WorkoutSession.objects.owned_by(user).filter(pk__in=keys, is_implied=True)) if keys else []
    if not implied:
        return []
    kept = set(WorkoutLog.objects.filter(session__in=implied).order_by().values_list("session", flat=True).distinct())
    gone = [row for row in implied if row.pk not in kept]
    if gone:
        WorkoutSession.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return gone


def take_logs_along(before: WorkoutSession, after: WorkoutSession) -> tuple[list[WorkoutLog], list[WorkoutLog]]:
    """Have the logs of a session that moved to another plan follow; they leave the entries of the old one."""
    if before.routine_id == after.routine_id:
        return [], []
    old = list(WorkoutLog.objects.filter(session=after).order_by("pk"))
    new = [copy(row) for row in old]
    for row in new:
        row.routine_id, row.slot_entry_id = after.routine_id, None
    WorkoutLog.objects.filter(session=after).update(routine=after.routine_id, slot_entry=None)
    return old, new
