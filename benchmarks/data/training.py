"""People who train: their plans, their sessions, and every set of them, up to yesterday."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db import transaction
from tqdm import tqdm

from accounts.models import PermanentToken, User
from benchmarks.data import plans
from benchmarks.data.people import benchmark_person
from benchmarks.data.plans import STEP, Plan, Training
from benchmarks.data.shapes import COUNTS
from exercises.models import Exercise
from workouts.models import Routine, WorkoutLog, WorkoutSession
from workouts.trophies.actions import rebuild

LENGTH, ELAPSED = 120, 100
# Long enough for 5,000 logs in one plan.
YEARLONG, ELAPSED_OF_YEARLONG = 360, 355
# Sessions of people with 5,000 logs, of others, and of a routine that is to be removed.
MANY, FEW, REMOVED = (logs // sum(COUNTS) for logs in (5_000, 100, 500))


@dataclass(frozen=True, slots=True)
class Size:
    """``diligent`` of the ``people`` have 5,000 logs; ``removals`` routines of 500 logs are there to be removed."""

    people: int
    diligent: int
    removals: int


class People:
    """Those whose requests are measured, and others who are there, too."""

    def __init__(self, size: Size, today: date) -> None:
        self.size, self.today = size, today
        self.random = Random(size.people)
        found = Exercise.objects.public().order_by("id").values_list("pk", flat=True)
        self.exercises = self.random.sample(list(found), plans.EXERCISES)

    def train(self) -> dict[str, Any]:
        """What the requests need to know.

        The benchmark's person is read from, another one has all logs in one plan, a third one is written to, and the
        last one has plans to remove.
        """
        size = self.size
        sessions = size.diligent * MANY + (size.people - size.diligent) * FEW + size.removals * REMOVED
        people = [benchmark_person(), *(person(f"trained{number}") for number in range(1, size.people))]
        remover = person("remover")
        with tqdm(total=sessions * sum(COUNTS), unit=" logs", disable=None) as self.bar:
            read, yearlong, written = (
                self.history(people[0], MANY),
                self.history(people[1], MANY, YEARLONG, ELAPSED_OF_YEARLONG),
                self.history(people[2], MANY),
            )
            for number, other in enumerate(people[3:], 3):
                self.history(other, MANY if number < size.diligent else FEW)
            removals = [self.history(remover, REMOVED).routine.pk for _ in range(size.removals)]
            for each in [*people, remover]:
                rebuild(user=each)
        entries = written.days[0][1]
        return {
            "routine": read.routine.pk,
            "exercise": read.days[0][1][0].exercise_id,
            "yearlong": yearlong.routine.pk,
            "yearlong_token": secret(people[1]),
            "written": written.routine.pk,
            "written_token": secret(people[2]),
            **{f"entry{number}": entry.pk for number, entry in enumerate(entries)},
            **{f"exercise{number}": entry.exercise_id for number, entry in enumerate(entries)},
            "removals": removals,
            "removals_token": secret(remover),
        }

    def history(self, user: User, sessions: int, length: int = LENGTH, elapsed: int = ELAPSED) -> Plan:
        """So many sessions up to yesterday, in as many plans as they take.  The one that still goes on is answered."""
        start, until = self.today - timedelta(days=elapsed), self.today - timedelta(days=1)
        found = []
        with transaction.atomic():
            while sessions > 0:
                plan = plans.make(user, start, length, self.exercises, self.random)
                trainings = list(plan.trainings(until))[-sessions:]
                self.perform(plan.routine, trainings)
                found.append(plan)
                sessions -= len(trainings)
                start, until = start - timedelta(days=length), start - timedelta(days=1)
        return found[0]

    def perform(self, routine: Routine, trainings: list[Training]) -> None:
        sessions = WorkoutSession.objects.bulk_create(
            [
                WorkoutSession(
                    user_id=routine.user_id, routine=routine, day=each.day, date=each.date, notes="Slept well"
                )
                for each in trainings
            ]
        )
        logs = [log for pair in zip(sessions, trainings, strict=True) for log in self.logs(*pair)]
        for log in logs:
            log.measure()
        WorkoutLog.objects.bulk_create(logs, batch_size=1000)
        self.bar.update(len(logs))

    def logs(self, session: WorkoutSession, training: Training) -> Iterator[WorkoutLog]:
        begin = datetime.combine(training.date, time(17), UTC)
        performed = [entry for entry, count in zip(training.entries, COUNTS, strict=True) for _ in range(count)]
        for number, entry in enumerate(performed):
            planned = STEP * (8 + entry.exercise_id % 24 + training.iteration)
            yield WorkoutLog(
                user_id=session.user_id,
                session=session,
                routine_id=session.routine_id,
                slot_entry=entry,
                exercise_id=entry.exercise_id,
                date=begin + timedelta(minutes=3 * number),
                iteration=training.iteration,
                repetitions=Decimal(self.random.randint(7, 10)),
                repetitions_target=Decimal(8),
                weight=planned + STEP * self.random.randint(-1, 1),
                weight_target=planned,
                rir=Decimal(self.random.randint(0, 3)),
                rir_target=Decimal(2),
                rest=self.random.randint(90, 180),
                rest_target=120,
            )


def person(name: str) -> User:
    return User.objects.create_user(username=name)


def secret(of: User) -> str:
    return PermanentToken.of(of).secret
