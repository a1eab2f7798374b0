"""Keeps a person's sums and trophies true while they log, by the difference that each request makes."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.utils import timezone

from accounts.models import User
from workouts.logbook.changes import Change
from workouts.models import TrainingStatistics, UserTrophy, WorkoutLog, WorkoutSession
from workouts.models.log import FOUR_PLACES
from workouts.trophies import records, rules, streaks
from workouts.trophies.days import Days


def take_in(*, change: Change, **_: Any) -> None:
    """For the signal ``logbook.changes.changed``; runs in the transaction that makes the change."""
    update(change=change)


def update(*, change: Change) -> None:
    """By the difference alone, under a lock on the person's row: of changes at one time none is lost.

    Only somebody's first change ever, when there is history from elsewhere, counts all of it.
    """
    if not is_relevant(change):
        return
    with transaction.atomic(savepoint=False):
        statistics = locked(change.user)
        if statistics.last_updated is None and has_older(change):
            recount(statistics)
            return
        before = rules.earned(statistics.deeds)
        add_up(statistics, change)
        if is_impossible(statistics):
            recount(statistics)
            return
        new = records.update(change)
        save(statistics, before, new)


def rebuild(*, user: User) -> None:
    """Count everything of one person again, whatever was written before."""
    with transaction.atomic(savepoint=False):
        recount(locked(user))


def is_impossible(statistics: TrainingStatistics) -> bool:
    """Rows that were never announced have gone: a loaded backup, or somebody at the database."""
    counts = min(statistics.total_workouts, statistics.new_years, statistics.comebacks)
    return counts < 0 or statistics.total_weight_lifted < 0


def is_relevant(change: Change) -> bool:
    sessions, logs = change.sessions_before, change.logs_before
    return Counter(map(of_session, sessions)) != Counter(map(of_session, change.sessions_after)) or Counter(
        map(of_log, logs)
    ) != Counter(map(of_log, change.logs_after))


def of_session(session: WorkoutSession) -> tuple[Any, ...]:
    return session.pk, session.date, session.time_start


def of_log(log: WorkoutLog) -> tuple[Any, ...]:
    return log.pk, log.volume, *records.matters(log)


def locked(user: User) -> TrainingStatistics:
    rows = TrainingStatistics.objects.filter(user=user).select_for_update()
    found = rows.first()
    if found is None:
        # Another request of this person may be doing the same; whoever comes second waits for the first one's row.
        TrainingStatistics.objects.bulk_create([TrainingStatistics(user=user)], ignore_conflicts=True)
        found = rows.get()
    # Not read once more for each row that refers to the person.
    found.user = user
    return found


def has_older(change: Change) -> bool:
    sessions = WorkoutSession.objects.filter(user=change.user).exclude(pk__in=keys_of(change.sessions_after))
    logs = WorkoutLog.objects.filter(user=change.user).exclude(pk__in=keys_of(change.logs_after))
    return bool(sessions.order_by().values("pk").union(logs.order_by().values("pk"), all=True)[:1])


def keys_of(rows: Iterable[Any]) -> list[int]:
    return [row.pk for row in rows]


# --- By the difference ---------------------------------------------------------------------------------------------


def add_up(statistics: TrainingStatistics, change: Change) -> None:
    sessions_before, sessions_after = change.sessions_before, change.sessions_after
    statistics.total_workouts += len(sessions_after) - len(sessions_before)
    statistics.new_years += new_years(sessions_after) - new_years(sessions_before)
    statistics.total_weight_lifted += sum(log.volume for log in change.logs_after)
    statistics.total_weight_lifted -= sum(log.volume for log in change.logs_before)
    sessions = WorkoutSession.objects.filter(user=change.user)
    add_up_times(statistics, sessions, starts(sessions_before), starts(sessions_after))
    days = {session.date for session in (*sessions_before, *sessions_after)}
    if days:
        add_up_days(statistics, sessions, change)


def new_years(sessions: Iterable[WorkoutSession]) -> int:
    return sum((session.date.month, session.date.day) == (1, 1) for session in sessions)


def starts(sessions: Iterable[WorkoutSession]) -> set[time]:
    return {session.time_start for session in sessions if session.time_start is not None}


def add_up_times(
    statistics: TrainingStatistics, sessions: QuerySet[WorkoutSession], before: set[time], after: set[time]
) -> None:
    """Asks for all times only when the earliest or the latest one went."""
    extremes = {statistics.earliest_workout_time, statistics.latest_workout_time}
    if (before - after) & extremes:
        found = sessions.aggregate(earliest=Min("time_start"), latest=Max("time_start"))
        statistics.earliest_workout_time = found["earliest"]
        statistics.latest_workout_time = found["latest"]
    elif after:
        known = after | {moment for moment in extremes if moment is not None}
        statistics.earliest_workout_time = min(known)
        statistics.latest_workout_time = max(known)


def add_up_days(statistics: TrainingStatistics, sessions: QuerySet[WorkoutSession], change: Change) -> None:
    came, went = days_that_changed(statistics, sessions, change)
    last = statistics.last_workout_date
    if came and not went and (last is None or came[0] > last):
        for day in came:
            statistics.streaks = streaks.appended(statistics.streaks, day)
        return
    found: streaks.Streaks | None = None
    match came, went:
        case [], []:
            return
        case [day], []:
            found = streaks.added(statistics.streaks, day, *around(sessions, day))
        case [], [day]:
            found = streaks.removed(statistics.streaks, day, *around(sessions, day))
    statistics.streaks = found if found is not None else streaks.from_days(all_days(sessions))


def days_that_changed(
    statistics: TrainingStatistics, sessions: QuerySet[WorkoutSession], change: Change
) -> tuple[list[date], list[date]]:
    """Days that are days of training now and were not, and the reverse, ascending."""
    difference = Counter(session.date for session in change.sessions_after)
    difference.subtract(session.date for session in change.sessions_before)
    moved = {day: number for day, number in difference.items() if number}
    last = statistics.last_workout_date
    if all(number > 0 for number in moved.values()):
        # What is after the last day is new, the last day is not: the usual cases, without a query.
        known = {day for day in moved if last is None or day >= last}
    else:
        known = set()
    unknown = moved.keys() - known
    now = Counter(sessions.filter(date__in=unknown).values_list("date", flat=True)) if unknown else Counter()
    came = {day for day in known if day != last} | {day for day in unknown if now[day] and now[day] == moved[day]}
    went = {day for day in unknown if not now[day]}
    return sorted(came), sorted(went)


def around(sessions: QuerySet[WorkoutSession], day: date) -> tuple[Days, Days]:
    return Days(sessions, day, descending=True), Days(sessions, day, descending=False)


def all_days(sessions: QuerySet[WorkoutSession]) -> Iterable[date]:
    return sessions.order_by("date").values_list("date", flat=True).distinct().iterator()


# --- From scratch --------------------------------------------------------------------------------------------------


def recount(statistics: TrainingStatistics) -> None:
    user = statistics.user
    sessions = WorkoutSession.objects.filter(user=user)
    found = sessions.aggregate(
        total=Count("pk"),
        earliest=Min("time_start"),
        latest=Max("time_start"),
        new_years=Count("pk", filter=Q(date__month=1, date__day=1)),
    )
    statistics.total_workouts = found["total"]
    statistics.earliest_workout_time = found["earliest"]
    statistics.latest_workout_time = found["latest"]
    statistics.new_years = found["new_years"]
    lifted = WorkoutLog.objects.filter(user=user).aggregate(sum=Sum("volume"))["sum"] or Decimal(0)
    statistics.total_weight_lifted = lifted.quantize(FOUR_PLACES)
    statistics.streaks = streaks.from_days(all_days(sessions))
    held = UserTrophy.objects.filter(user=user, log=None).values_list("trophy", flat=True)
    save(statistics, frozenset(held), records.rebuild(user))


def save(statistics: TrainingStatistics, before: frozenset[int], new: list[UserTrophy]) -> None:
    """With the trophies that follow; ``before`` are those held so far, ``new`` records."""
    user, now = statistics.user, timezone.now()
    statistics.last_updated = now
    statistics.save()
    held = rules.earned(statistics.deeds)
    if lost := before - held:
        UserTrophy.objects.filter(user=user, log=None, trophy__in=lost).delete()
    gained = [UserTrophy(user=user, trophy_id=key, earned_at=now) for key in sorted(held - before)]
    if gained or new:
        UserTrophy.objects.bulk_create([*gained, *new], ignore_conflicts=True)
