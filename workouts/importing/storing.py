"""Stores the sets of other apps as sessions and logs, in batches of whole days; again changes nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounts.importing.base import Progress, Report
from workouts.importing.sets import Figures, PerformedSet, Units, Unusable, figures
from workouts.logbook import saving
from workouts.logbook.changes import Change
from workouts.logbook.recording import Recorder, take_turn
from workouts.models import WorkoutLog, WorkoutSession

if TYPE_CHECKING:
    from accounts.models import User

# Rows that come from another app get their uuid from this, the app and the row's own key.  The account is no part of
# it, so that a person whose account has moved to another server finds the rows again.
NAMESPACE = UUID("b2d9d1c5-58c1-5b0a-9c0e-0d3b3a1f6e55")
DAYS_PER_TRANSACTION = 30
LONGEST_NOTES = 10_000
SAME_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Performed:
    """A set that can be stored: what it was, which exercise here, and the columns of its log."""

    origin: PerformedSet
    exercise: int
    figures: Figures
    moment: datetime
    uuid: UUID

    @property
    def signature(self) -> tuple[Any, ...]:
        """Two logs of a day with the same one are the same set, if they are not from the same file."""
        own = self.figures
        return self.exercise, own.repetitions, own.repetitions_unit, own.weight or 0, own.weight_unit


@dataclass(slots=True)
class Workouts:
    """All that an app has recorded on one day, by the person's calendar."""

    day: date
    sets: list[Performed] = field(default_factory=list)
    # Of all sets, also those that cannot be stored.
    described: list[PerformedSet] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def aware(moment: datetime) -> datetime:
    """In the active zone, unless it says its own."""
    return timezone.make_aware(moment) if moment.tzinfo is None else moment


def by_day(  # noqa: PLR0917 (one caller, which has all of them)
    app: str,
    sets: Iterable[PerformedSet],
    remarks: Mapping[datetime, list[str]],
    exercises: Mapping[str, int | None],
    units: Units,
    report: Report,
) -> list[Workouts]:
    """The days in order; what cannot be stored is in ``report``."""
    days: dict[date, Workouts] = {}
    for origin in sets:
        moment = aware(origin.moment)
        day = timezone.localdate(moment)
        workouts = days.setdefault(day, Workouts(day))
        workouts.described.append(origin)
        exercise = exercises.get(origin.exercise)
        if exercise is None:
            report.skip(
                "sets",
                f"{origin.exercise} is no exercise here.",
                "Say which one it is and import the file again; what is here already stays as it is.",
                origin.line,
            )
            continue
        try:
            found = figures(origin, units)
        except Unusable as error:
            report.skip("sets", f"{origin.exercise} {error}.", "Correct the line if it matters to you.", origin.line)
            continue
        workouts.sets.append(Performed(origin, exercise, found, moment, uuid5(NAMESPACE, f"{app}|{origin.key}")))
    for moment, texts in remarks.items():
        if trained := days.get(timezone.localdate(aware(moment))):
            trained.remarks += texts
    return [days[day] for day in sorted(days)]


def store(user: "User", app: str, days: list[Workouts], report: Report) -> Iterator[Progress]:
    """Yields after each batch."""
    done, total = 0, sum(len(day.sets) for day in days)
    each = iter(days)
    while batch := list(islice(each, DAYS_PER_TRANSACTION)):
        counted = Report()
        with transaction.atomic():
            take_turn(user)
            recorder = Recorder(user)
            Batch(user, app, batch, counted, recorder).store()
            recorder.announce()
        report.include(counted)
        done += sum(len(day.sets) for day in batch)
        yield Progress(done, total)


class Batch:
    def __init__(self, user: "User", app: str, days: list[Workouts], report: Report, recorder: Recorder) -> None:
        self.user, self.app, self.days, self.report, self.recorder = user, app, days, report, recorder
        self.dates = [day.day for day in days]

    def store(self) -> None:
        new = {day.day: self.new(day, known) for day, known in zip(self.days, self.known(), strict=True)}
        wanted = [day for day in self.days if new[day.day]]
        if not wanted:
            return
        sessions = self.sessions(wanted)
        drafts = [
            saving.Draft(self.log(each, number, sessions[day]))
            for day, sets in new.items()
            for number, each in enumerate(sets)
        ]
        saving.store(self.user, drafts, self.recorder)
        self.report.added["sets"] += len(drafts)

    def known(self) -> list[tuple[set[UUID], Counter[tuple[Any, ...]]]]:
        """For each day the uuids of this app's sets that are here, and the other logs of that day; two queries."""
        wanted = {each.uuid for day in self.days for each in day.sets}
        rows = WorkoutLog.objects.filter(user=self.user)
        here = {
            uuid
            for uuids in chunks(sorted(wanted))
            for uuid in rows.filter(uuid__in=uuids).values_list("uuid", flat=True)
        }
        first = timezone.make_aware(datetime.combine(self.dates[0], datetime.min.time()))
        last = timezone.make_aware(datetime.combine(self.dates[-1], datetime.min.time())) + SAME_DAY
        others: dict[date, Counter[tuple[Any, ...]]] = defaultdict(Counter)
        columns = ("exercise", "repetitions", "repetitions_unit", "weight", "weight_unit")
        near = rows.filter(date__gte=first, date__lt=last).order_by()
        for uuid, moment, *values in near.values_list("uuid", "date", *columns):
            if uuid not in here:
                exercise, repetitions, unit, weight, weight_unit = values
                others[timezone.localdate(moment)][exercise, repetitions, unit, weight or 0, weight_unit] += 1
        return [(here, others[day.day]) for day in self.days]

    def new(self, day: Workouts, known: tuple[set[UUID], Counter[tuple[Any, ...]]]) -> list[Performed]:
        """Those that are not here: neither from this app nor entered by hand nor from another one."""
        here, others = known
        found = []
        for each in day.sets:
            if each.uuid in here:
                self.report.kept["sets"] += 1
            elif others[each.signature] > 0:
                others[each.signature] -= 1
                self.report.kept["sets"] += 1
            else:
                found.append(each)
        return found

    def sessions(self, days: list[Workouts]) -> dict[date, WorkoutSession]:
        """One of each day, without a plan; one that the person has described stays as it is."""
        rows = WorkoutSession.objects.filter(user=self.user, routine=None, date__in=[day.day for day in days])
        found = {row.date: row for row in rows}
        made, before, after = [], [], []
        for day in days:
            row = found.get(day.day)
            if row is None:
                uuid = uuid5(NAMESPACE, f"{self.app}|session|{day.day}")
                row = found[day.day] = WorkoutSession(user=self.user, uuid=uuid, date=day.day, **description(day))
                made.append(row)
            elif row.is_implied:
                before.append(copy(row))
                for name, value in description(day).items():
                    setattr(row, name, value)
                row.is_implied = False
                after.append(row)
        made = self.made(made, found)
        if after:
            WorkoutSession.objects.bulk_update(after, ["notes", "time_start", "time_end", "is_implied"])
        self.recorder.add(Change(self.user, sessions_before=before, sessions_after=[*after, *made]))
        self.report.added["sessions"] += len(made)
        self.report.changed["sessions"] += len(after)
        self.report.kept["sessions"] += len(days) - len(made) - len(after)
        return found

    def made(self, rows: list[WorkoutSession], found: dict[date, WorkoutSession]) -> list[WorkoutSession]:
        """Insert them.  One whose uuid is taken was moved to another date by the person, and gets another uuid."""
        uuids = [row.uuid for row in rows]
        taken = set(WorkoutSession.objects.filter(user=self.user, uuid__in=uuids).values_list("uuid", flat=True))
        for row in rows:
            if row.uuid in taken:
                row.uuid = uuid7()
        WorkoutSession.objects.bulk_create(rows)
        return rows

    def log(self, each: Performed, number: int, session: WorkoutSession) -> WorkoutLog:
        own = each.figures
        return WorkoutLog(
            user=self.user,
            uuid=each.uuid,
            # The app tells when the workout began; a millisecond more for each set keeps them in its order.
            date=each.moment + timedelta(milliseconds=number),
            session=session,
            exercise_id=each.exercise,
            repetitions=own.repetitions,
            repetitions_unit_id=own.repetitions_unit,
            weight=own.weight,
            weight_unit_id=own.weight_unit,
            rir=own.rir,
        )


def description(day: Workouts) -> dict[str, Any]:
    """What a session says of a day; times only where the app tells more than the date."""
    moments = [aware(each.moment) for each in day.described]
    ends = [aware(each.end) for each in day.described if each.end]
    start = timezone.localtime(min(moments)).time().replace(microsecond=0)
    end = timezone.localtime(max(ends)) if ends else None
    has_time = start != datetime.min.time()
    is_same_day = end is not None and end.date() == day.day and end.time() >= start
    return {
        "notes": notes(day)[:LONGEST_NOTES] or None,
        "time_start": start if has_time else None,
        "time_end": end.time().replace(microsecond=0) if end and has_time and is_same_day else None,
    }


def notes(day: Workouts) -> str:
    """Titles and notes of the workouts, and what of the sets a log has no place for."""
    titles = dict.fromkeys(each.workout for each in day.described if each.workout)
    texts = dict.fromkeys(each.workout_notes for each in day.described if each.workout_notes)
    remarks = dict.fromkeys(f"{each.exercise}: {each.notes}" for each in day.described if each.notes)
    lost: dict[str, list[str]] = {}
    numbers: Counter[str] = Counter()
    stored = {each.origin.key: each.figures.lost for each in day.sets}
    for each in day.described:
        numbers[each.exercise] += 1
        if words := stored.get(each.key):
            lost.setdefault(each.exercise, []).append(f"set {numbers[each.exercise]} {', '.join(words)}")
    told = [f"{exercise}: {'; '.join(words)}" for exercise, words in lost.items()]
    return "\n".join([*titles, *texts, *remarks, *day.remarks, *told])


def chunks(uuids: list[UUID], size: int = 5000) -> Iterator[list[UUID]]:
    for start in range(0, len(uuids), size):
        yield uuids[start : start + size]
