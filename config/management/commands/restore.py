"""``manage.py restore FILE``: what ``backup`` wrote, back in place."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from tqdm import tqdm

from config import launch, running
from config.snapshots import archive, taking
from config.snapshots.manifest import Manifest, Unusable


class Command(BaseCommand):
    help = "Put a backup in place: database, files and keys. The server must not run meanwhile."
    # They would ask a database that is not there yet.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what backup wrote")
        parser.add_argument("--replace", action="store_true", help="although there is data here, which is set aside")
        parser.add_argument("--check", action="store_true", help="only tell whether it could be restored here")

    def handle(self, *, file: Path, replace: bool, check: bool, **_: Any) -> None:
        os.umask(0o077)
        launch.check_data_folder()
        if not file.is_file():
            raise CommandError(f"{file} is no file.")
        launch.check_database(0, self.stdout.write)
        # Two locks: nobody who serves, and nobody who prepares to.
        with (
            running.nobody_serves(),
            launch.one_at_a_time(connection, self.stdout.write),
            archive.workshop(settings.DATA_DIR, "restore") as folder,
        ):
            try:
                manifest = self.unpacked(file, folder)
                if not check:
                    self.put_in_place(folder, replace=replace)
            except Unusable as error:
                raise CommandError(str(error)) from error
            except OSError as error:
                raise CommandError(f"{error.filename}: {error.strerror}. Nothing was changed.") from error
        done = "can be restored here" if check else "restored"
        self.stdout.write(self.style.SUCCESS(f"{file.name} of {manifest.created}, Regimen {manifest.version}: {done}."))

    def unpacked(self, file: Path, folder: Path) -> Manifest:
        with tqdm(total=file.stat().st_size, unit="B", unit_scale=True, disable=None) as bar:
            archive.unpack(file, folder, bar.update)
        return taking.check(folder)

    def put_in_place(self, folder: Path, *, replace: bool) -> None:
        is_empty = taking.is_empty()
        if not replace and not is_empty:
            raise CommandError(
                "There is data here already. Nothing was changed. Restore into an empty DATA_DIR and database, or add "
                "--replace, which sets aside the files that are here and replaces the database."
            )
        # Of an empty server nothing is worth keeping: its secret key is as old as this command.
        aside = folder / "before" if is_empty else settings.DATA_DIR / f"before-restore-{archive.stamp()}"
        aside.mkdir(mode=0o700)
        try:
            taking.put_in_place(folder, aside)
        finally:
            if not any(aside.iterdir()):
                aside.rmdir()
        if aside.exists() and not is_empty:
            self.stdout.write(f"What was here before is in {aside}. Remove it when all is well.")
