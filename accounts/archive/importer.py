"""An archive as one of the files that people can bring along."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from accounts.archive.reading import Opened
from accounts.archive.taking import MOST_PREVIEWED, Taking
from accounts.archive.values import Unusable
from accounts.importing.base import CannotImport, Importer, Preview, Progress, Report, Source

if TYPE_CHECKING:
    from accounts.models import User


class RegimenArchive(Importer):
    """An archive, some hundred rows at a time; begun again, it goes on where it was stopped."""

    name: ClassVar[str] = "regimen"
    label: ClassVar[str] = "Regimen (ZIP of an account)"
    help: ClassVar[str] = "The file that Data, Export makes, here or on another server."
    accept: ClassVar[str] = ".zip,application/zip"
    largest_megabytes: ClassVar[int] = 1024

    def preview(self, person: "User", source: Source, options: Mapping[str, str]) -> Preview:
        report = Report()
        for _ in self.take(person, source, report, is_trial=True, most=MOST_PREVIEWED):
            pass
        rows = [
            [kind, *(str(counts[kind]) for counts in (report.added, report.changed, report.kept, report.skipped))]
            for kind in sorted({*report.added, *report.changed, *report.kept, *report.skipped})
        ]
        columns = ["what", "to be added", "to be changed", "already here", "left out"]
        return Preview(found=report.added, columns=columns, rows=rows, problems=report.problems)

    def run(self, person: "User", source: Source, options: Mapping[str, str], report: Report) -> Iterator[Progress]:
        yield from self.take(person, source, report, is_trial=False)

    def take(
        self, person: "User", source: Source, report: Report, *, is_trial: bool, most: int | None = None
    ) -> Iterator[Progress]:
        if source.path is None:
            raise CannotImport("Choose a file.")
        try:
            with Opened(source.path) as archive:
                yield from Taking(person, archive, report, is_trial=is_trial, most=most).run()
        except Unusable as error:
            raise CannotImport(str(error)) from error
