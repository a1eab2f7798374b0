from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from config import seeding


class Command(BaseCommand):
    help = "Load the starter data; what is there already is left as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="load also what looks complete")

    def handle(self, *, again: bool, verbosity: int, **_: Any) -> None:
        for seeder in seeding.registered():
            if seeder.is_current() and not again:
                if verbosity > 0:
                    self.stdout.write(f"{seeder.label}: up to date")
                continue
            self.stdout.write(self.style.SUCCESS(f"{seeder.label}: {load(seeder)} loaded"))


def load(seeder: seeding.Seeder) -> int:
    """Load all of it under a progress bar, and count the rows."""
    rows = 0
    # disable=None hides the bar where nobody watches: a pipe, cron, a container's log.
    with tqdm(total=seeder.total(), desc=seeder.label, unit="row", leave=False, disable=None) as bar:
        for size in seeder.load():
            rows += size
            bar.update(size)
    return rows
