"""What an app says about a day becomes rows of the food diary.

A row that a sync has made is kept up to date by it.  What the person entered elsewhere, or changed afterwards, is never
touched; a row of theirs that a sync had made stands for what the app has in its place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from accounts.models.synced import App
from nutrition.diary.default_plan import default_plan
from nutrition.diary.snapshots import COLUMNS, columns
from nutrition.diary.synced_foods import SyncedFood, foods_of
from nutrition.models import DiaryEntry

if TYPE_CHECKING:
    from accounts.models import User

# In one day: nobody eats more, and a body of the largest size must not keep the database busy.
MOST_ITEMS = 500
LONGEST_COMMENT = 200
WIDEST_ZONES = timedelta(days=2)
WRITTEN = ("ingredient", "weight_unit", "datetime", "amount", "comment", *COLUMNS)


@dataclass(frozen=True, slots=True)
class SyncedItem:
    """Something eaten.  ``external_id``, of 100 characters at most, tells it from the others of its day for good.

    ``grams`` fit into the column of an amount, and ``values`` are what is in them.  A ``moment`` that is not on the day
    is not believed.
    """

    external_id: str
    food: SyncedFood
    grams: Decimal
    values: Mapping[str, Decimal]
    moment: datetime | None = None
    comment: str = ""


def place_day(user: "User", day: date, items: Iterable[SyncedItem], source: App) -> None:
    """Make the rows that ``source`` keeps of the day those of ``items``; again changes nothing.

    As many queries for any number of items.  To be called in a transaction that holds the lock of that day.
    """
    wanted = {item.external_id: item for item in islice(items, MOST_ITEMS)}
    there = {
        entry.external_id: entry
        for entry in DiaryEntry.objects.filter(user=user, synced_day=day).exclude(external_id="").order_by("id")
    }
    wanted = {key: item for key, item in wanted.items() if key not in there or there[key].synced_from == source}
    foods = foods_of(user, wanted.values(), source)
    new, changed = [], []
    for key, item in wanted.items():
        entry = there.get(key)
        values = written(user, day, item, foods[item.food.source_id])
        if entry is None:
            new.append(DiaryEntry(user=user, synced_from=source, synced_day=day, external_id=key, **values))
        elif any(getattr(entry, name) != value for name, value in values.items()):
            changed.append(entry)
            for name, value in values.items():
                setattr(entry, name, value)
    remove(entry for key, entry in there.items() if key not in wanted and entry.synced_from == source)
    write(user, new, changed)


def written(user: "User", day: date, item: SyncedItem, food: int) -> dict[str, Any]:
    return {
        "ingredient_id": food,
        "weight_unit_id": None,
        "datetime": moment_on(day, item.moment, ZoneInfo(user.time_zone)),
        "amount": item.grams,
        "comment": item.comment[:LONGEST_COMMENT],
        **columns(item.values, item.grams),
    }


def moment_on(day: date, moment: datetime | None, zone: ZoneInfo) -> datetime:
    """Noon where the moment is not told: that stays on its day when the person moves by up to eleven time zones."""
    # Only what is near can be told in another zone: the calendar ends somewhere.
    is_near = moment is not None and abs(moment.date() - day) <= WIDEST_ZONES
    if moment is not None and is_near and moment.astimezone(zone).date() == day:
        return moment
    return datetime.combine(day, time(12), zone)


def remove(entries: Iterable[DiaryEntry]) -> None:
    if gone := [entry.pk for entry in entries]:
        DiaryEntry.objects.filter(pk__in=gone).delete()


def write(user: "User", new: list[DiaryEntry], changed: list[DiaryEntry]) -> None:
    if new:
        plan = default_plan(user)
        for entry in new:
            entry.plan = plan
        DiaryEntry.objects.bulk_create(new)
    if changed:
        DiaryEntry.objects.bulk_update(changed, WRITTEN)
