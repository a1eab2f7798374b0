"""``manage.py backup``: everything that this server holds, in one file, while it runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from config import secret_files
from config.snapshots import archive, taking
from config.snapshots.manifest import Unusable


class Command(BaseCommand):
    help = (
        "Write the database, all files and the keys into one archive; the server may run meanwhile. The archive holds "
        "secrets and everybody's private data: keep it where nobody else can read it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--output", type=Path, metavar="PATH", help="a folder, or the file itself; default: backups in DATA_DIR"
        )

    def handle(self, *, output: Path | None, **_: Any) -> None:
        target = self.target(output)
        try:
            with archive.workshop(settings.DATA_DIR, "backup") as folder:
                manifest = taking.collect(folder)
                # disable=None hides the bar where nobody watches.
                with tqdm(total=taking.size_of(folder), unit="B", unit_scale=True, disable=None) as bar:
                    archive.pack(folder, target, bar.update)
        except Unusable as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename or target}: {error.strerror}. Is there enough space?") from error
        self.stdout.write(
            self.style.SUCCESS(
                f"{target}: {target.stat().st_size:,} bytes, Regimen {manifest.version}, {manifest.engine}."
            )
        )
        self.stdout.write("It holds secrets and private data. Only you can read it; keep it so where you copy it.")
        if secret_files.is_named("SECRET_KEY"):
            self.stdout.write("Not in it: SECRET_KEY, which you have set yourself. Keep that too.")

    def target(self, output: Path | None) -> Path:
        name = f"regimen-{archive.stamp()}.tar.gz"
        if output is None:
            output = settings.DATA_DIR / "backups"
            output.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = output / name if output.is_dir() else output
        if target.exists():
            raise CommandError(f"{target} is there already. Name another file.")
        if not target.parent.is_dir():
            raise CommandError(f"{target.parent} is no folder. Make it first.")
        return target
