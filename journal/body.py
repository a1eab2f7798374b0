"""What a synced day says about the body becomes weight entries and measurements.

A row that a sync has made is kept up to date by it.  What the person entered elsewhere, or changed afterwards, is never
touched; it stands beside, since there may be several values a day.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from journal import weights
from journal.models import App, Measurement, MeasurementCategory, WeightEntry
from journal.models.weight import Unit
from journal.synced import SyncedDay, on_day_synced

if TYPE_CHECKING:
    from accounts.models import User

WEIGHT = "weight"
# Whatever units the app displays, it sends these.
KNOWN_UNITS = {"neck": "cm", "waist": "cm", "hips": "cm", "body fat": "%"}
UNKNOWN_UNIT = "-"
LONGEST_NAME, LONGEST_UNIT = 100, 30
LARGEST = Decimal(10**8 - 1)
WEIGHT_PLACES, VALUE_PLACES = Decimal("0.00001"), Decimal("0.01")


@on_day_synced
def take_over(synced: SyncedDay) -> None:
    """Three queries, and as many writes as there are news."""
    if synced.stats is not None:
        take_over_weight(synced, synced.stats)
        take_over_measurements(synced, synced.stats)


def take_over_weight(synced: SyncedDay, found: Mapping[str, Decimal]) -> None:
    row = WeightEntry.objects.filter(user=synced.user, synced_day=synced.day).order_by("id").first()
    kilograms = found.get(WEIGHT)
    if kilograms is not None and weights.LIGHTEST <= kilograms <= weights.HEAVIEST:
        row = row or WeightEntry(**made_by(synced))
        weight = kilograms.quantize(WEIGHT_PLACES, ROUND_HALF_UP)
        keep_up(row, {"weight": weight, "unit": Unit.KILOGRAM, "date": noon(synced.day, synced.user)})
    elif row and row.synced_from:
        row.delete()


def take_over_measurements(synced: SyncedDay, found: Mapping[str, Decimal]) -> None:
    stats = {
        name.strip()[:LONGEST_NAME]: (value.quantize(VALUE_PLACES, ROUND_HALF_UP), unit_of(name, synced.units))
        for name, value in found.items()
        if name.strip() and name != WEIGHT and 0 <= value < LARGEST
    }
    rows = Measurement.objects.filter(user=synced.user, synced_day=synced.day).order_by("id")
    there = {row.category_id: row for row in rows}
    known = candidates(synced.user, list(stats))
    for stat, (value, unit) in stats.items():
        category = category_of(synced.user, known, stat, unit)
        row = there.pop(category.pk, None) or Measurement(category=category, **made_by(synced))
        keep_up(row, {"value": value, "date": noon(synced.day, synced.user)})
    gone = [row.pk for row in there.values() if row.synced_from]
    if gone:
        Measurement.objects.filter(pk__in=gone).delete()


def unit_of(name: str, units: Mapping[str, str]) -> str:
    """Empty if nobody knows it."""
    return KNOWN_UNITS.get(name) or units.get(name, "").strip()[:LONGEST_UNIT]


def made_by(synced: SyncedDay) -> dict[str, Any]:
    return {"user": synced.user, "synced_day": synced.day, "synced_from": App.WAISTLINE}


def keep_up(row: WeightEntry | Measurement, values: Mapping[str, Any]) -> None:
    """Write ``values`` if they are news and the row is not the person's own."""
    if row.synced_from and (row.pk is None or any(getattr(row, name) != value for name, value in values.items())):
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


def noon(day: date, user: "User") -> datetime:
    """A day has no time.  Noon stays on that day when the person moves by up to eleven time zones."""
    return datetime.combine(day, time(12), ZoneInfo(user.time_zone))


def candidates(user: "User", stats: list[str]) -> list[MeasurementCategory]:
    """Categories that are linked to one of the stats, or called so."""
    if not stats:
        return []
    named = reduce(or_, (Q(name__iexact=stat) for stat in stats))
    return list(MeasurementCategory.objects.filter(named | Q(stat__in=stats), user=user).order_by("id"))


def category_of(user: "User", known: list[MeasurementCategory], stat: str, unit: str) -> MeasurementCategory:
    """The one that is linked to the stat; else one of that name and unit, which is linked; else a new one."""
    linked = next((row for row in known if row.stat == stat), None)
    if linked and not fits(linked, unit):
        # The person has given it another unit, so values in this one do not belong there any more.
        link(linked, "", linked.unit)
    elif linked:
        return link(linked, stat, unit or linked.unit)
    for row in known:
        if row != linked and not row.stat and row.name.casefold() == stat.casefold() and fits(row, unit):
            return link(row, stat, unit or row.unit)
    made, _ = MeasurementCategory.objects.get_or_create(
        user=user, stat=stat, defaults={"name": stat.capitalize(), "unit": unit or UNKNOWN_UNIT}
    )
    return made


def fits(row: MeasurementCategory, unit: str) -> bool:
    return unit in {"", row.unit} or row.unit == UNKNOWN_UNIT


def link(row: MeasurementCategory, stat: str, unit: str) -> MeasurementCategory:
    if (row.stat, row.unit) != (stat, unit):
        row.stat, row.unit = stat, unit
        row.save(update_fields=["stat", "unit"])
    return row
