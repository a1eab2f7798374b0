"""An import from its first to its last record, in steps that can be stopped after any."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection, reset_queries, transaction
from django.utils import timezone

from nutrition import name_index
from nutrition.importing.foods import Food, Unusable
from nutrition.importing.report import Report
from nutrition.importing.storing import Store
from nutrition.models import ImportProgress

FOODS_PER_BATCH = 500
# Records that are skipped need no writing, but what was counted of them is to be kept, too.
RECORDS_PER_BATCH = 10_000
REMEMBERED = timedelta(days=90)
# Bytes mapped, kilobytes of cache, and pages of 4 KB in the log.
SQLITE = ("mmap_size=0", "cache_size=-98304", "wal_autocheckpoint=16384")

# A record as read, with the position after it.
Record = tuple[int, Food | Unusable]


@dataclass(slots=True)
class Run:
    """``choices`` are what else decides about the result, e.g. the languages: with others it is another run."""

    importer: str
    identity: str
    name: str
    choices: str = ""
    dry_run: bool = False
    report: Report = field(default_factory=Report)
    progress: ImportProgress = field(init=False)
    # For sources without positions, where to go on: saved with the rows that were read until it was set.
    mark: str = ""

    def __post_init__(self) -> None:
        source = hashlib.sha256(f"{self.importer}\n{self.identity}\n{self.choices}".encode()).hexdigest()
        self.progress = ImportProgress(source=source, name=self.name[-200:])
        if not self.dry_run:
            self.progress = ImportProgress.objects.filter(source=source).first() or self.progress

    @property
    def is_done(self) -> bool:
        return self.progress.finished is not None

    def begin(self, *, again: bool = False) -> int:
        """The position to go on from: that of a run that was stopped, else 0."""
        if self.is_done or again:
            self.progress.position, self.progress.counts, self.progress.finished = 0, {}, None
        self.report, self.mark = Report.from_json(self.progress.counts), self.progress.counts.get("mark", "")
        return self.progress.position

    def go(self, records: Iterable[Record]) -> Report:
        store = Store(self.importer)
        tune()
        for batch in batches(iter(records)):
            foods = [each for _, each in batch if isinstance(each, Food)]
            with transaction.atomic():
                for _, each in batch:
                    if isinstance(each, Unusable):
                        self.report.skip(each)
                store.save(foods, self.report)
                self.note(batch[-1][0])
            # In debug mode Django remembers every query, which would fill the memory.
            reset_queries()
        self.end()
        return self.report

    def note(self, position: int) -> None:
        if self.dry_run:
            transaction.set_rollback(True)
            return
        self.progress.position, self.progress.counts = position, self.report.as_json() | {"mark": self.mark}
        self.progress.save()

    def end(self) -> None:
        if self.dry_run:
            return
        with transaction.atomic():
            self.progress.finished = timezone.now()
            self.progress.counts = self.report.as_json()
            self.progress.save()
            ImportProgress.objects.filter(finished__lt=timezone.now() - REMEMBERED).delete()
        name_index.settle(connection)


def tune() -> None:
    """Fit SQLite to many writes in bounded memory.

    What it maps would count as memory of the process; the cache holds the inner pages of the indexes, into which new
    rows fall everywhere; and a page that many batches change is moved from the log to the file once.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for setting in SQLITE:
                cursor.execute(f"PRAGMA {setting}")


def batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    batch: list[Record] = []
    foods = 0
    for record in records:
        batch.append(record)
        foods += isinstance(record[1], Food)
        if foods >= FOODS_PER_BATCH or len(batch) >= RECORDS_PER_BATCH:
            yield batch
            batch, foods = [], 0
    if batch:
        yield batch
