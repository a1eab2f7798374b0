"""Days from files, stored in batches."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction

from journal import waistline
from journal.actions import Outcome, Source, store_body
from journal.importing.backup import Backup
from journal.importing.foods import import_besides
from journal.importing.report import Report
from journal.synced import SyncedDay, announce

if TYPE_CHECKING:
    from accounts.models import User

# Enough to make a transaction worth its price, and few enough that nobody waits for it.
DAYS_PER_TRANSACTION = 50

Progress = Callable[[int, int], None]


def import_backup(*, user: "User", backup: Backup, dry_run: bool = False, progress: Progress | None = None) -> Report:
    """Fill the diary with the days of ``backup``, foods, recipes and goals; a second time changes nothing.

    A day that the app has sent stays as it is.  Other settings, and the secrets among them, are not stored.
    """
    report = Report()
    for done, total in import_in_batches(user=user, backup=backup, report=report, dry_run=dry_run):
        if progress:
            progress(done, total)
    return report


def import_in_batches(
    *, user: "User", backup: Backup, report: Report, dry_run: bool = False
) -> Iterator[tuple[int, int]]:
    """The same step by step: after each transaction how many days are done, of how many."""
    days = backup.days()
    weights = {day: value for day, value in backup.weights().items() if day not in {each.day for each in days}}
    units = backup.units
    with transaction.atomic():
        import_besides(user, backup, min((each.day for each in days), default=None), report)
        transaction.set_rollback(dry_run)
    total, done = len(days) + len(weights), 0
    for batch in batches(days):
        with transaction.atomic():
            for each in batch:
                store_day(user, each.day, each.body, units, report)
            transaction.set_rollback(dry_run)
        done += len(batch)
        yield done, total
    with transaction.atomic():
        # Versions before 30 kept weights apart, also of days without food: those become no diary days.
        for day, weight in weights.items():
            if (value := waistline.number(weight)) is not None:
                announce(SyncedDay(user=user, day=day, stats={"weight": value}))
        transaction.set_rollback(dry_run)
    for problem in dict.fromkeys(backup.problems):
        report.skip(problem)


def store_day(user: "User", day: date, body: Callable[[], bytes], units: dict[str, str], report: Report) -> None:
    try:
        read = waistline.read_body(body())
    except (waistline.UnreadableBody, waistline.NutritionTooLong, TypeError, ValueError) as error:
        report.skip(f"{day}: cannot be stored ({error}).")
        return
    outcome = store_body(user=user, body=read, source=Source.BACKUP, units=units)
    report.outcomes[outcome] += 1
    if outcome == Outcome.KEPT:
        report.notes.append(f"{day}: stays as the app has sent it.")


def batches(rows: Iterable[Any], size: int = DAYS_PER_TRANSACTION) -> Iterator[list[Any]]:
    each = iter(rows)
    while batch := list(islice(each, size)):
        yield batch
