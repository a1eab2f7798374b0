from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from workouts.trophies.medals import medal_files

FOLDER = Path(__file__).resolve().parents[2] / "static" / "images" / "trophies"


class Command(BaseCommand):
    help = "Draw the medals again, after their symbols or colours have changed."

    def handle(self, **options: Any) -> None:
        drawings = medal_files()
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name, png in drawings.items():
            (FOLDER / name).write_bytes(png)
        self.stdout.write(self.style.SUCCESS(f"{len(drawings)} medals drawn in {FOLDER}."))
