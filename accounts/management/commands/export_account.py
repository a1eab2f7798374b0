"""``manage.py export_account alice --output alice.zip``"""

import os
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from accounts.archive.writing import file_name, write
from accounts.models import User


class Command(BaseCommand):
    help = "Write everything that a person has here into a ZIP, see docs/export.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="user name or e-mail address")
        parser.add_argument("--output", type=Path, help="the file to write; must not exist yet")

    def handle(self, *, name: str, output: Path | None, **_: Any) -> None:
        user = User.objects.named(name).first()
        if user is None:
            raise CommandError(f"Nobody here is called {name}.")
        target = output or Path(file_name(user, timezone.localtime()))
        try:
            # It has photos and weights: for nobody else on this machine.
            descriptor = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"{target} cannot be written: {error.strerror}.") from error
        try:
            with os.fdopen(descriptor, "w+b") as file, tqdm(unit=" rows", disable=None) as bar:

                def watch(done: int, total: int) -> None:
                    bar.total = total
                    bar.update(done - bar.n)

                write(user, file, watch)
        except BaseException:
            with suppress(OSError):
                target.unlink()
            raise
        self.stdout.write(self.style.SUCCESS(f"{target}: {target.stat().st_size:,} bytes."))
