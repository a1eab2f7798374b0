"""``manage.py import_exercises --from https://wger.de``"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from config import outbound
from exercises.importing.catalogue import Import
from exercises.importing.media import Downloads
from exercises.importing.report import Report
from exercises.importing.source import Folder, Server, Source, SourceError

NOTES_SHOWN = 40
# A video is the largest file; videos and pictures have stricter limits of their own.
LIMITS = outbound.Limits(seconds=300, most_bytes=128 * 1024 * 1024)


class Command(BaseCommand):
    help = "Copy the exercises of another wger-compatible server; run it again to update them. Your edits are kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from", dest="origin", required=True, metavar="URL|FOLDER", help="server, or folder of pages"
        )
        parser.add_argument("--no-images", action="store_true", help="leave out pictures and videos")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *, origin: str, no_images: bool, dry_run: bool, verbosity: int, **_: Any) -> None:
        headers = {"Accept": "application/json, image/*, video/*"}
        # disable=None hides the bar where nobody watches (cron, CI, a pipe).
        with (
            outbound.client(trusted=[origin], limits=LIMITS, headers=headers) as client,
            tqdm(unit=" exercises", disable=None) as bar,
        ):

            def progress(done: int, total: int) -> None:
                bar.total = total
                bar.update(done)

            try:
                downloads = None if no_images else Downloads(client)
                report = Import(source(origin, client), downloads, dry_run=dry_run, progress=progress).run()
            except SourceError as error:
                raise CommandError(
                    f"{error} What was read until then is kept; run the command again to go on."
                ) from error
        self.tell(report, dry_run=dry_run, notes=None if verbosity > 1 else NOTES_SHOWN)

    def tell(self, report: Report, *, dry_run: bool, notes: int | None) -> None:
        for note in report.notes[:notes]:
            self.stdout.write(f"  {note}")
        if notes is not None and len(report.notes) > notes:
            self.stdout.write(f"  … and {len(report.notes) - notes} more; --verbosity 2 shows all.")
        for line in report.lines():
            self.stdout.write(line)
        self.stdout.write(self.style.SUCCESS(f"{report.writes} rows {'would be ' if dry_run else ''}changed."))


def source(origin: str, client: outbound.Client) -> Source:
    if origin.startswith(("http://", "https://")):
        return Server(origin, client)
    folder = Path(origin)
    if not folder.is_dir():
        raise CommandError(f"{origin} is neither an http or https address nor a folder.")
    return Folder(folder)
