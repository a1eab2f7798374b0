"""``manage.py place_synced_days``"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from accounts.models import User
from journal import waistline
from journal.importing.days import batches
from journal.models import DiaryDay
from journal.synced import SyncedDay, announce


class Command(BaseCommand):
    help = "Make food diary entries of the days that Waistline has sent already; again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", default="", help="user name or e-mail address; all people without it")

    def handle(self, *, name: str, **_: Any) -> None:
        days = DiaryDay.objects.order_by("pk")
        if name:
            user = User.objects.named(name).first()
            if user is None:
                raise CommandError(f"Nobody here is called {name}.")
            days = days.of(user)
        keys = days.values_list("pk", flat=True)
        placed = 0
        # disable=None hides the bar where nobody watches (cron, CI, a pipe).
        with tqdm(total=keys.count(), unit=" days", disable=None) as bar:
            for batch in batches(keys.iterator()):
                placed += place(batch)
                bar.update(len(batch))
        self.stdout.write(self.style.SUCCESS(f"{placed} days placed."))


@transaction.atomic
def place(keys: list[int]) -> int:
    """How many of the days say what was eaten.  They are locked, as they are while a body arrives."""
    placed = 0
    rows = DiaryDay.objects.select_related("user").select_for_update(of=("self",)).filter(pk__in=keys)
    for row in rows.order_by("pk"):
        eaten = waistline.read_body(row.body.encode()).eaten
        if eaten is not None:
            announce(SyncedDay(user=row.user, day=row.day, eaten=eaten))
            placed += 1
    return placed
