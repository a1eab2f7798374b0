"""``manage.py export_ingredients ingredients.jsonl.gz``"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from nutrition.importing.export import lines, public_foods, written


class Command(BaseCommand):
    help = "Write all public foods to a file that import_ingredients and other servers read, a line of JSON each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="packed if it ends in .gz")
        parser.add_argument("--doubtful", action="store_true", help="also foods whose values cannot be right")

    def handle(self, *, path: Path, doubtful: bool, **_: Any) -> None:
        total, number = public_foods(doubtful=doubtful).count(), 0
        try:
            with written(path) as file, tqdm(total=total, unit=" foods", disable=None) as bar:
                for line in lines(doubtful=doubtful):
                    file.write(line)
                    bar.update()
                    number += 1
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stdout.write(self.style.SUCCESS(f"{number:,} foods written to {path}."))
