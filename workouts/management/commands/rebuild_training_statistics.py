"""``manage.py rebuild_training_statistics``, or with the names of people for them alone."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Exists, OuterRef
from tqdm import tqdm

from accounts.models import User
from workouts.models import TrainingStatistics, WorkoutLog, WorkoutSession
from workouts.trophies.actions import rebuild


class Command(BaseCommand):
    help = "Count everybody's training again and put their trophies right, e.g. after rows were loaded from elsewhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", help="user names or e-mail addresses; everybody without any")

    def handle(self, *, names: list[str], **_: Any) -> None:
        people = self.named(names) if names else everybody_who_trained()
        # disable=None hides the bar where nobody watches (cron, CI, a pipe).
        total = people.count()
        for user in tqdm(people.iterator(), total=total, unit=" people", disable=None):
            rebuild(user=user)
        self.stdout.write(self.style.SUCCESS(f"{total} people counted."))

    def named(self, names: list[str]) -> Any:
        keys = []
        for name in names:
            user = User.objects.named(name).first()
            if user is None:
                raise CommandError(f"Nobody here is called {name}.")
            keys.append(user.pk)
        return User.objects.filter(pk__in=keys).order_by("pk")


def everybody_who_trained() -> Any:
    tables = (WorkoutSession, WorkoutLog, TrainingStatistics)
    found = [Exists(table._base_manager.filter(user=OuterRef("pk"))) for table in tables]
    return User.objects.filter(found[0] | found[1] | found[2]).order_by("pk")
