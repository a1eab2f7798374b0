from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config import housekeeping


class Command(BaseCommand):
    help = "Remove what has expired: sessions, tokens, counts, left-over files, accounts whose last day has come."

    def handle(self, **_: Any) -> None:
        failed = []
        for label, count in housekeeping.purge(timezone.now()):
            if count is None:
                failed.append(label)
            else:
                self.stdout.write(f"{label}: {count} removed")
        if failed:
            raise CommandError(f"Not removed: {', '.join(failed)}. The reason is in the log above.")
