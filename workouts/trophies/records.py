"""Personal records: sets that are stronger than all earlier ones of their exercise, by the estimate of Brzycki.

Earlier is what has the earlier moment, or the same moment and the smaller id.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import reduce
from itertools import groupby
from operator import attrgetter, or_
from typing import NamedTuple

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from accounts.models import User
from exercises.models import Exercise
from workouts.logbook.changes import Change
from workouts.models import UserTrophy, WorkoutLog
from workouts.trophies.rules import PERSONAL_RECORD, records


class Candidate(NamedTuple):
    """A set, and the record it counts as so far."""

    id: int
    exercise: int
    strength: Decimal
    date: datetime
    record: int | None = None
    earned_at: datetime | None = None


COLUMNS = ("pk", "exercise_id", "one_rep_max", "date", "record__pk", "record__earned_at")


@dataclass
class Differences:
    """What of a change can make or break records."""

    # The strongest of its sets that came, went or were edited, by exercise.
    strongest: dict[int, Decimal] = field(default_factory=dict)
    # The earliest of them.
    cut: tuple[datetime, int] | None = None
    # Those that had no strength before.
    new: list[WorkoutLog] = field(default_factory=list)
    edited: set[int] = field(default_factory=set)
    only_additions: bool = True

    @classmethod
    def of(cls, change: Change) -> "Differences":
        found = cls()
        before = {log.pk: log for log in change.logs_before}
        after = {log.pk: log for log in change.logs_after}
        for key in before.keys() | after.keys():
            old, new = before.get(key), after.get(key)
            if old and new and matters(old) == matters(new):
                continue
            found.take(old, new)
        return found

    def take(self, old: WorkoutLog | None, new: WorkoutLog | None) -> None:
        for log in (old, new):
            if log is not None and log.one_rep_max is not None:
                place = (log.date, log.pk)
                self.cut = min(self.cut, place) if self.cut else place
                strongest = self.strongest.get(log.exercise_id, log.one_rep_max)
                self.strongest[log.exercise_id] = max(strongest, log.one_rep_max)
        had_strength = old is not None and old.one_rep_max is not None
        if had_strength:
            self.only_additions = False
        elif new is not None and new.one_rep_max is not None:
            self.new.append(new)
        if new is not None and old is not None:
            self.edited.add(new.pk)


def matters(log: WorkoutLog) -> tuple[int, datetime, Decimal | None]:
    return log.exercise_id, log.date, log.one_rep_max


def update(change: Change) -> list[UserTrophy]:
    """Revoke what is a record no longer; returns what is one now, not saved yet.

    One query for the best earlier sets of all exercises, and one more where later sets of theirs may be concerned.
    """
    found = Differences.of(change)
    if found.cut is None:
        return []
    best, has_later = standing(change.user, found)
    concerned = {exercise for exercise, strongest in found.strongest.items() if exceeds(strongest, best.get(exercise))}
    if not concerned:
        revoke(change.user, found.edited)
        return []
    if has_later & concerned or not found.only_additions:
        candidates = stored(change.user, found, {exercise: best.get(exercise) for exercise in concerned})
    else:
        new = (
            Candidate(log.pk, log.exercise_id, log.one_rep_max, log.date)
            for log in found.new
            if log.one_rep_max is not None and log.exercise_id in concerned
        )
        candidates = sorted(new, key=lambda each: (each.date, each.id))
    held = holders(candidates, best)
    stale = {each.id for each in candidates if each.record} | found.edited
    revoke(change.user, stale - held)
    return award(change.user, (each for each in candidates if each.id in held))


def exceeds(strength: Decimal, best: Decimal | None) -> bool:
    return best is None or strength > best


def standing(user: User, found: Differences) -> tuple[dict[int, Decimal | None], set[int]]:
    """The best of each exercise before the cut, and the exercises that have sets after it besides the new ones."""
    assert found.cut is not None
    moment, key = found.cut
    logs = WorkoutLog.objects.filter(user=user, exercise=OuterRef("pk"), one_rep_max__isnull=False)
    earlier = logs.filter(Q(date__lt=moment) | Q(date=moment, pk__lt=key))
    later = logs.filter(since(moment, key)).exclude(pk__in=[log.pk for log in found.new])
    rows = Exercise._base_manager.filter(pk__in=found.strongest).values_list(
        "pk", Subquery(earlier.order_by("-one_rep_max").values("one_rep_max")[:1]), Exists(later)
    )
    best: dict[int, Decimal | None] = {}
    has_later = set()
    for exercise, strength, more in rows:
        best[exercise] = strength
        if more:
            has_later.add(exercise)
    return best, has_later


def since(moment: datetime, key: int) -> Q:
    # The first condition follows from the others; it alone is a range of the index.
    return Q(date__gte=moment) & (Q(date__gt=moment) | Q(pk__gte=key))


def stored(user: User, found: Differences, best: dict[int, Decimal | None]) -> list[Candidate]:
    """Sets since the cut that can be records; what came in only ever ends records, so then the rest is not read."""
    assert found.cut is not None
    above = [
        Q(exercise=exercise) if strength is None else Q(exercise=exercise, one_rep_max__gt=strength)
        for exercise, strength in best.items()
    ]
    rows: QuerySet[WorkoutLog] = WorkoutLog.objects.filter(since(*found.cut), user=user, one_rep_max__isnull=False)
    rows = rows.filter(reduce(or_, above))
    if found.only_additions:
        rows = rows.filter(Q(record__isnull=False) | Q(pk__in=[log.pk for log in found.new]))
    return [Candidate(*row) for row in rows.order_by("date", "pk").values_list(*COLUMNS)]


def holders(candidates: Iterable[Candidate], best: dict[int, Decimal | None]) -> set[int]:
    """Ids of those that are records; ``candidates`` are in their order in time."""
    by_exercise: dict[int, list[tuple[int, Decimal]]] = {}
    for each in candidates:
        by_exercise.setdefault(each.exercise, []).append((each.id, each.strength))
    return {key for exercise, sets in by_exercise.items() for key in records(sets, best.get(exercise))}


def revoke(user: User, logs: Iterable[int]) -> None:
    if keys := list(logs):
        UserTrophy.objects.filter(user=user, log__in=keys).delete()


def award(user: User, holding: Iterable[Candidate]) -> list[UserTrophy]:
    """New trophies, not saved yet; those there are get the date of their set if that was moved."""
    new, moved = [], {}
    for each in holding:
        if each.record is None:
            new.append(UserTrophy(user=user, trophy_id=PERSONAL_RECORD, log_id=each.id, earned_at=each.date))
        elif each.earned_at != each.date:
            moved[each.record] = each.date
    if moved:
        UserTrophy.objects.filter(pk__in=moved).update(
            earned_at=Case(*(When(pk=key, then=date) for key, date in moved.items()), default=F("earned_at"))
        )
    return new


def rebuild(user: User) -> list[UserTrophy]:
    """The same from all sets, one exercise after the other."""
    rows = WorkoutLog.objects.filter(user=user, one_rep_max__isnull=False).order_by("exercise", "date", "pk")
    found = (Candidate(*row) for row in rows.values_list(*COLUMNS).iterator())
    stale: set[int] = set()
    new: list[UserTrophy] = []
    for _, sets in groupby(found, key=attrgetter("exercise")):
        candidates = list(sets)
        held = holders(candidates, {})
        stale |= {each.id for each in candidates if each.record and each.id not in held}
        new += award(user, (each for each in candidates if each.id in held))
    revoke(user, stale)
    # Sets that no longer have an estimate at all.
    UserTrophy.objects.filter(user=user, log__isnull=False, log__one_rep_max=None).delete()
    return new
