"""Two plans of a made-up person, and a year of training by them: progress that slows down, and misses."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple
from uuid import uuid5

from accounts import demo
from exercises.models import Exercise
from exercises.starter import NAMESPACE
from workouts.models import Day, ProgressionRule, Routine, Slot, SlotEntry, WorkoutLog, WorkoutSession
from workouts.models.log import Impression
from workouts.models.plan import Operation, Quantity, Step, mask_of
from workouts.trophies.actions import rebuild

SETS = 3
# Of the units of repetitions.
REPETITIONS, SECONDS = 1, 3
# Kilograms that plates make.
PLATES = Decimal("2.5")
# What a year of training adds at most, and after how many weeks two thirds of it are there.
GAIN, WEEKS_TO_GAIN = 0.35, 18
WEEK = timedelta(days=7)


class Lift(NamedTuple):
    """An exercise of the starter catalogue; kilograms of the first week, repetitions, rest in seconds.

    Without kilograms it is done with the body alone.
    """

    slug: str
    kilograms: float | None
    repetitions: int
    rest: int


class Training(NamedTuple):
    """A day of a plan; weekdays count from 1, Monday."""

    name: str
    weekday: int
    lifts: tuple[Lift, ...]


class Plan(NamedTuple):
    name: str
    description: str
    days: tuple[Training, ...]


FIRST = Plan(
    "Full body",
    "Three days a week; a little more each time.",
    (
        Training(
            "Squat day",
            1,
            (
                Lift("barbell-back-squat", 60, 8, 150),
                Lift("barbell-bench-press", 50, 8, 120),
                Lift("barbell-row", 45, 10, 120),
                Lift("plank", None, 45, 60),
            ),
        ),
        Training(
            "Deadlift day",
            3,
            (
                Lift("barbell-deadlift", 80, 6, 180),
                Lift("barbell-overhead-press", 30, 8, 120),
                Lift("lat-pulldown", 45, 10, 90),
                Lift("barbell-curl", 20, 10, 60),
            ),
        ),
        Training(
            "Volume day",
            5,
            (
                Lift("romanian-deadlift", 55, 10, 120),
                Lift("incline-dumbbell-bench-press", 30, 10, 90),
                Lift("seated-cable-row", 45, 12, 90),
                Lift("cable-triceps-pushdown", 20, 12, 60),
            ),
        ),
    ),
)
SECOND = Plan(
    "Upper and lower",
    "Four shorter days a week.",
    (
        Training(
            "Upper A",
            1,
            (
                Lift("barbell-bench-press", 62.5, 6, 150),
                Lift("barbell-row", 57.5, 8, 120),
                Lift("barbell-overhead-press", 37.5, 8, 120),
                Lift("barbell-curl", 25, 10, 60),
            ),
        ),
        Training(
            "Lower A",
            2,
            (
                Lift("barbell-back-squat", 80, 6, 180),
                Lift("romanian-deadlift", 70, 8, 150),
                Lift("plank", None, 60, 60),
            ),
        ),
        Training(
            "Upper B",
            4,
            (
                Lift("incline-dumbbell-bench-press", 37.5, 10, 90),
                Lift("pull-up", None, 6, 120),
                Lift("seated-cable-row", 55, 10, 90),
                Lift("cable-triceps-pushdown", 27.5, 12, 60),
            ),
        ),
        Training(
            "Lower B",
            6,
            (
                Lift("barbell-deadlift", 102.5, 5, 180),
                Lift("dumbbell-walking-lunge", 30, 10, 90),
                Lift("lying-leg-curl", 35, 12, 90),
            ),
        ),
    ),
)
NOTES = (
    "Felt strong today.",
    "Slept badly.",
    "Gym was full, longer breaks.",
    "New shoes.",
    "Left shoulder a bit stiff.",
)


@dataclass(slots=True)
class Form:
    """How somebody does with one lift: what is on the bar, and since when they train it."""

    lift: Lift
    entry: SlotEntry
    weight: Decimal | None

    def can_do(self, week: int, luck: float) -> bool:
        if self.weight is None or self.lift.kilograms is None:
            return luck > -1
        strength = self.lift.kilograms * (1.05 + GAIN * (1 - math.exp(-week / WEEKS_TO_GAIN)))
        return float(self.weight) <= strength * (1 + 0.015 * luck)


def exercises() -> dict[str, int]:
    """Keys of the exercises that the plans name, by slug."""
    slugs = {lift.slug for plan in (FIRST, SECOND) for day in plan.days for lift in day.lifts}
    uuids = {uuid5(NAMESPACE, slug): slug for slug in slugs}
    rows = Exercise.objects.filter(uuid__in=uuids, retired_at=None).values_list("uuid", "pk")
    found = {uuids[uuid]: key for uuid, key in rows}
    if missing := slugs - found.keys():
        raise demo.Incomplete(
            f"{len(missing)} exercises are missing, e.g. {min(missing)}. Run manage.py seed, or seed --again, first."
        )
    return found


class DemoTraining(demo.Part):
    label = "training"

    def check(self) -> None:
        exercises()

    def fill(self, span: demo.Span) -> Iterator[int]:
        middle = span.first + (span.last - span.first) / 2
        # The second one begins where the first one ends, and goes on for a while after today.
        begin = monday(middle)
        for plan, first, last, end in (
            (FIRST, monday(span.first), begin - timedelta(days=1), begin - timedelta(days=1)),
            # Not today: whoever tries the server out may want to train.
            (SECOND, begin, span.last - timedelta(days=1), span.last + 4 * WEEK),
        ):
            random = span.random(plan.name)
            routine, forms = planned(plan, span, first, end)
            train(span, routine, forms, (max(first, span.first), last), random)
            yield len(span.days) // 2
        rebuild(user=span.user)
        yield len(span.days) % 2


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def planned(plan: Plan, span: demo.Span, first: date, end: date) -> tuple[Routine, dict[int, tuple[Day, list[Form]]]]:
    """The plan's rows, and by weekday what is trained on it."""
    user, known = span.user, exercises()
    routine = Routine.objects.create(
        user=user,
        name=plan.name,
        description=plan.description,
        start=first,
        end=max(first, end),
        created=span.moment(first, time(8)),
        creation_date=first,
        fit_in_week=True,
    )
    forms: dict[int, tuple[Day, list[Form]]] = {}
    rules: list[ProgressionRule] = []
    for number, training in enumerate(plan.days, start=1):
        day = Day.objects.create(
            user=user, routine=routine, order=number, name=training.name, weekday_mask=mask_of([training.weekday])
        )
        forms[training.weekday] = day, []
        for order, lift in enumerate(training.lifts, start=1):
            entry = entered(span, day, order, lift, known[lift.slug])
            weight = None if lift.kilograms is None else Decimal(str(lift.kilograms))
            forms[training.weekday][1].append(Form(lift, entry, weight))
            rules += rules_of(entry, lift)
    ProgressionRule.objects.bulk_create(rules)
    return routine, forms


def entered(span: demo.Span, day: Day, order: int, lift: Lift, exercise: int) -> SlotEntry:
    slot = Slot.objects.create(user=span.user, day=day, order=order)
    return SlotEntry.objects.create(
        user=span.user,
        slot=slot,
        exercise_id=exercise,
        repetition_unit_id=SECONDS if lift.slug == "plank" else REPETITIONS,
        weight_rounding=PLATES,
    )


def rules_of(entry: SlotEntry, lift: Lift) -> Iterator[ProgressionRule]:
    """A plate more each week, but only after a set that reached weight and repetitions."""

    def rule(quantity: Quantity, value: Decimal | int, **more: object) -> ProgressionRule:
        values = {"iteration": 1, "operation": Operation.REPLACE, "step": Step.NOT_APPLICABLE, **more}
        return ProgressionRule(user=entry.user, slot_entry=entry, quantity=quantity, value=Decimal(value), **values)

    yield rule(Quantity.SETS, SETS)
    yield rule(Quantity.REPETITIONS, lift.repetitions)
    yield rule(Quantity.REST, lift.rest)
    if lift.kilograms is not None:
        yield rule(Quantity.RIR, 2)
        yield rule(Quantity.WEIGHT, Decimal(str(lift.kilograms)))
        yield rule(
            Quantity.WEIGHT,
            PLATES,
            iteration=2,
            operation=Operation.ADD,
            step=Step.ABSOLUTE,
            repeat=True,
            requirements={"rules": ["weight", "repetitions"]},
        )


def train(
    span: demo.Span,
    routine: Routine,
    forms: dict[int, tuple[Day, list[Form]]],
    between: tuple[date, date],
    random: Random,
) -> None:
    """Sessions and logs of all days of the plan that were not missed."""
    sessions, logs = [], []
    away = holiday(between, random)
    for day in span.days:
        if not between[0] <= day <= between[1] or day in away or day.isoweekday() not in forms:
            continue
        if random.random() < 0.07:  # noqa: PLR2004 (a miss in three weeks)
            continue
        plan_day, trained = forms[day.isoweekday()]
        session = held(span, routine, plan_day, day, random)
        sessions.append(session)
        clock = session.time_start or time(18)
        for number, form in enumerate(trained):
            moment = span.moment(day, later(clock, 5 + 12 * number))
            logs += performed(session, form, moment, (day - routine.start) // WEEK + 1, random)
    WorkoutSession.objects.bulk_create(sessions)
    WorkoutLog.objects.bulk_create(logs, batch_size=500)


def holiday(between: tuple[date, date], random: Random) -> set[date]:
    """Ten days without training, if there is time for them."""
    free = (between[1] - between[0]).days - 60
    if free < 0:
        return set()
    first = between[0] + timedelta(days=30 + random.randint(0, free))
    return {first + timedelta(days=number) for number in range(10)}


def held(span: demo.Span, routine: Routine, plan_day: Day, day: date, random: Random) -> WorkoutSession:
    begin = time(random.choice((7, 17, 18, 18, 19)), random.choice((0, 10, 15, 30, 45)))
    return WorkoutSession(
        user=span.user,
        routine=routine,
        day=plan_day,
        date=day,
        time_start=begin,
        time_end=later(begin, random.randint(48, 75)),
        impression=random.choices((Impression.GOOD, Impression.NEUTRAL, Impression.BAD), (5, 4, 1))[0],
        notes=random.choice(NOTES) if random.random() < 0.15 else "",  # noqa: PLR2004 (one in seven)
    )


def later(clock: time, minutes: int) -> time:
    total = clock.hour * 60 + clock.minute + minutes
    return time(total // 60, total % 60)


def performed(
    session: WorkoutSession, form: Form, moment: datetime, iteration: int, random: Random
) -> list[WorkoutLog]:
    """The sets of one exercise; what is on the bar next time follows from them."""
    luck = random.gauss(0, 1)
    has_reached = form.can_do(iteration, luck)
    logs = []
    for number in range(SETS):
        short = 0 if has_reached and (number < SETS - 1 or luck > -0.5) else 1 + (number > 1)  # noqa: PLR2004 (half)
        log = WorkoutLog(
            user=session.user,
            session=session,
            routine=session.routine,
            slot_entry=form.entry,
            exercise_id=form.entry.exercise_id,
            repetitions_unit_id=form.entry.repetition_unit_id,
            repetitions=form.lift.repetitions - short * (5 if form.entry.repetition_unit_id == SECONDS else 1),
            repetitions_target=form.lift.repetitions,
            weight=form.weight or Decimal(0),
            weight_target=form.weight,
            rir=None if form.weight is None else Decimal(max(0, 2 - number - short)),
            rir_target=None if form.weight is None else 2,
            rest=form.lift.rest + random.randrange(0, 45, 5),
            rest_target=form.lift.rest,
            iteration=iteration,
            date=moment,
        )
        log.measure()
        logs.append(log)
    if has_reached and form.weight is not None:
        form.weight += PLATES
    return logs
