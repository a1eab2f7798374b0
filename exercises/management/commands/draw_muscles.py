from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from exercises.drawing.files import muscle_files

FOLDER = Path(__file__).resolve().parents[2] / "static" / "images" / "muscles"


class Command(BaseCommand):
    help = "Draw the static pictures of the muscles again, after the outlines or colours have changed."

    def handle(self, **options: Any) -> None:
        drawings = muscle_files()
        for name, svg in drawings.items():
            path = FOLDER / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(svg, encoding="utf-8", newline="\n")
        self.stdout.write(self.style.SUCCESS(f"{len(drawings)} pictures drawn in {FOLDER}."))
