"""Storing a day of the diary: its row, its numbers, and what other tables make of it, in one transaction."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import orjson
from django.db import transaction
from django.utils import timezone

from journal import waistline
from journal.models.diary import LONGEST_NAME, DiaryDay, Nutrient, UnplacedBody
from journal.synced import SyncedDay, announce

if TYPE_CHECKING:
    from accounts.models import User

Source = DiaryDay.Source


class Outcome(StrEnum):
    """What became of a body."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"  # what was there already counts more
    UNPLACED = "unplaced"


@transaction.atomic
def store_body(
    *,
    user: "User",
    body: waistline.Body,
    source: DiaryDay.Source = Source.SYNC,
    arrived: datetime | None = None,
    user_agent: str = "",
    units: Mapping[str, str] | None = None,
) -> Outcome:
    """Keep ``body`` as the one of its day.

    A synced body replaces whatever is there, in the order in which bodies get the lock of the day; one that moves in
    and ``arrived`` earlier somewhere else replaces only older ones.  What is read from a backup replaces only what an
    earlier backup brought: a backup does not tell how old its days are, and what the app has sent is not older.
    """
    now = timezone.now()
    if body.day is None or not body.nutrition:
        return store_unplaced(user=user, body=body, arrived=arrived or now)
    row, is_new = locked_row(user, body.day, source)
    if not is_new:
        if row.source == Source.SYNC and (source is Source.BACKUP or (arrived and arrived < row.arrived)):
            return Outcome.KEPT
        if row.digest == body.digest and row.source == source:
            if not arrived and source is Source.SYNC:
                DiaryDay.objects.filter(pk=row.pk).update(arrived=now, user_agent=user_agent)
            return Outcome.UNCHANGED
    row.source, row.arrived, row.user_agent = source, arrived or now, user_agent
    replace(row, body)
    if body.stats is not None or body.eaten is not None:
        announce(SyncedDay(user=user, day=row.day, stats=body.stats, units=units or {}, eaten=body.eaten))
    return Outcome.ADDED if is_new else Outcome.CHANGED


def store_unplaced(*, user: "User", body: waistline.Body, arrived: datetime) -> Outcome:
    row = UnplacedBody(user=user, body=body.text, digest=body.digest, arrived=arrived)
    UnplacedBody.objects.bulk_create([row], ignore_conflicts=True)
    return Outcome.UNPLACED


def locked_row(user: "User", day: date, source: DiaryDay.Source) -> tuple[DiaryDay, bool]:
    """The row of the day, locked, without its body; an empty new one if there is none.

    Whoever comes second waits here, so bodies of one day are stored one after the other.
    """
    rows = DiaryDay.objects.of(user).filter(day=day).select_for_update().defer("body")
    if row := rows.first():
        return row, False
    empty = DiaryDay(user=user, day=day, source=source, nutrition="{}")
    DiaryDay.objects.bulk_create([empty], ignore_conflicts=True)
    row = rows.get()
    # An empty digest is that of a row which nobody has filled yet; another connection fills its own before it commits.
    return row, not row.digest


def replace(row: DiaryDay, body: waistline.Body) -> None:
    """Put ``body`` in the place of what the row holds, and change those of the day's numbers that differ."""
    before = stored_nutrients(waistline.nutrients(orjson.loads(row.nutrition)))
    after = stored_nutrients(body.nutrients)
    row.digest, row.nutrition, row.body = body.digest, body.nutrition, body.text
    row.save(update_fields=["source", "arrived", "user_agent", "digest", "nutrition", "body"])
    if gone := before.keys() - after.keys():
        Nutrient.objects.filter(user=row.user_id, day=row.day, name__in=gone).delete()
    changed = [
        Nutrient(user_id=row.user_id, day=row.day, name=name, value=value)
        for name, value in after.items()
        if before.get(name) != value
    ]
    Nutrient.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["user", "name", "day"], update_fields=["value"]
    )


def stored_nutrients(found: Mapping[str, float]) -> dict[str, float]:
    return {name: value for name, value in found.items() if len(name) <= LONGEST_NAME}
