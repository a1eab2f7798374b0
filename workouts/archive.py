"""Plans, sessions, logs and trophies in archives of accounts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rest_framework.exceptions import ValidationError

from accounts.archive import dumping
from accounts.archive.parts import Catalogue, Part, Room, Table
from accounts.archive.values import Unusable
from exercises.models import Translation
from workouts.calendar import DAYS_IN_WEEK
from workouts.models import Day, ProgressionRule, Routine, WorkoutLog, WorkoutSession
from workouts.models.plan import mask_of
from workouts.models.routine import LONGEST
from workouts.routines.rules import RequirementsField
from workouts.trophies import actions

if TYPE_CHECKING:
    from accounts.models import User


def measure(log: WorkoutLog) -> None:
    log.measure()


def check_routine(routine: Routine) -> None:
    if routine.end - routine.start > LONGEST:
        raise Unusable(f"A routine may last {LONGEST.days} days at most.")


def check_day(day: Day) -> None:
    if day.weekday_mask > mask_of(range(1, DAYS_IN_WEEK + 1)):
        raise Unusable("weekday_mask is none of days of the week.")


def check_rule(rule: ProgressionRule) -> None:
    if rule.value < 0:
        raise Unusable("value must not be negative.")
    if rule.requirements is not None:
        try:
            RequirementsField().run_validation(rule.requirements)
        except ValidationError as error:
            raise Unusable("requirements must be an object with the names of rules.") from error


def recount(user: "User") -> None:
    actions.rebuild(user=user)


# --- Lists for spreadsheets ----------------------------------------------------------------------------------------

SESSION = ("date", "routine__name", "day__name", "time_start", "time_end", "impression", "notes")
SET = (
    "repetitions",
    "repetitions_unit__name",
    "weight",
    "weight_unit__name",
    "rir",
    "rest",
    "volume",
    "one_rep_max",
    "routine__name",
    "iteration",
)


def sessions(user: "User") -> Iterator[tuple[Any, ...]]:
    rows = WorkoutSession.objects.filter(user=user).order_by("date", "pk")
    return rows.values_list(*SESSION).iterator(dumping.ROWS_AT_ONCE)


def logs(user: "User") -> Iterator[tuple[Any, ...]]:
    """The exercise in the person's language, else in the oldest."""
    named: dict[int, str] = {}
    wanted = user.notification_language_id
    exercises = WorkoutLog.objects.filter(user=user).order_by().values("exercise").distinct()
    for exercise, language, name in (
        Translation.objects.filter(exercise__in=exercises).order_by("pk").values_list("exercise", "language", "name")
    ):
        if language == wanted or exercise not in named:
            named[exercise] = name
    rows = WorkoutLog.objects.filter(user=user).order_by("date", "pk")
    for date, exercise, *values in rows.values_list("date", "exercise", *SET).iterator(dumping.ROWS_AT_ONCE):
        yield (date, named.get(exercise, ""), *values)


ROOM = Room(
    catalogue=(Catalogue("workouts.Trophy", ("uuid",)),),
    parts=(
        Part("workouts.Routine", key=("uuid", "retired_at"), prepare=check_routine),
        Part("workouts.Day", prepare=check_day),
        Part("workouts.Slot"),
        Part("workouts.SlotEntry"),
        Part("workouts.ProgressionRule", prepare=check_rule),
        Part("workouts.Schedule"),
        Part("workouts.ScheduleStep"),
        Part("workouts.WorkoutSession"),
        Part("workouts.WorkoutLog", derived=frozenset({"volume", "one_rep_max"}), prepare=measure),
        Part("workouts.UserTrophy"),
    ),
    tables=(
        Table("sessions", ("date", "routine", "day", "start", "end", "impression", "notes"), sessions),
        Table(
            "logs",
            (
                "time",
                "exercise",
                "repetitions",
                "repetition unit",
                "weight",
                "weight unit",
                "repetitions in reserve",
                "rest seconds",
                "volume kg",
                "one repetition maximum kg",
                "routine",
                "iteration",
            ),
            logs,
        ),
    ),
    excluded={"workouts.TrainingStatistics": "sums, which are counted from the logs and sessions"},
    afterwards=recount,
)
