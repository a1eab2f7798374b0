"""What a synced day says was eaten becomes rows of the food diary.

The app sends the record of each food with the nutrition of the amount that was eaten, to two places.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from accounts.importing.base import storable
from accounts.models.synced import App
from journal.importing.backup import QUICK_ADD
from journal.importing.eaten import leading_number, number, nutrition_of
from journal.synced import SyncedDay, on_day_synced
from journal.waistline import Eaten
from nutrition.diary.synced import SyncedItem, place_day
from nutrition.diary.synced_foods import SyncedFood
from nutrition.sources import read_waistline

# What is measured by volume is taken to weigh what water does, as apps and labels do.
GRAMS = {
    "mg": 0.001,
    "g": 1,
    "gr": 1,
    "gram": 1,
    "grams": 1,
    "kg": 1000,
    "oz": 28.349523125,
    "lb": 453.59237,
    "ml": 1,
    "cl": 10,
    "dl": 100,
    "l": 1000,
}
# Of a portion of which nobody knows what it weighs.
GRAMS_PER_PORTION = 100
PLACES, LEAST, MOST = Decimal("0.01"), 0.01, 999_999
SHORTEST_CODE, LONGEST_CODE = 8, 14


@on_day_synced
def place(synced: SyncedDay) -> None:
    if synced.eaten is not None:
        place_day(synced.user, synced.day, items(synced.eaten), App.WAISTLINE)


def items(eaten: tuple[Eaten, ...]) -> Iterator[SyncedItem]:
    """Without burned energy, which is negative, and without foods that the app has no record of any more."""
    times: Counter[str] = Counter()
    for each in eaten:
        key = identity(each.item)
        times[key] += 1
        grams = grams_of(each)
        values = read_waistline(nutrition_of(each.record)).values
        if grams is None or values.get("energy", 0) < 0:
            continue
        yield SyncedItem(
            external_id=f"{key}-{times[key]}",
            food=food_of(each),
            grams=grams,
            values={name: value for name, value in values.items() if value >= 0},
            moment=moment_of(each.item),
            comment=comment_of(each),
        )


def identity(item: Mapping[str, Any]) -> str:
    """Of an entry: the moment at which it was logged and the food stay when portions change and others go."""
    return digest(item.get("dateTime"), item.get("type"), item.get("id"))


def digest(*parts: Any) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def text(value: Any) -> str:
    return storable(value) if isinstance(value, str) else ""


def is_quick_add(record: Mapping[str, Any]) -> bool:
    """Energy without a food: one kilocalorie a portion."""
    return record.get("barcode") == QUICK_ADD


def grams_of(eaten: Eaten) -> Decimal | None:
    """None if nothing was eaten, or more than anybody can."""
    grams = portions_of(eaten) * grams_per_portion(eaten.record)
    return Decimal(repr(grams)).quantize(PLACES) if LEAST <= grams <= MOST else None


def portions_of(eaten: Eaten) -> float:
    """In what the record's portion is in; not a number if it cannot be read."""
    return leading_number(eaten.item.get("portion")) * number(eaten.item.get("quantity") or 1)


def grams_per_portion(record: Mapping[str, Any]) -> float:
    if is_quick_add(record):
        return 1
    if known := GRAMS.get(unit_of(record)):
        return known
    base = leading_number(record.get("portion"))
    return GRAMS_PER_PORTION / base if base > 0 else math.nan


def unit_of(record: Mapping[str, Any]) -> str:
    return text(record.get("unit")).strip().lower()


def food_of(eaten: Eaten) -> SyncedFood:
    """The app's ids begin anew when it is installed anew, so the name belongs to what tells a food from others."""
    record = eaten.record
    name, brand = text(record.get("name")), text(record.get("brand"))
    codes = codes_of(record)
    if codes or is_quick_add(record):
        source_id = digest(record.get("barcode"), unit_of(record))
    else:
        source_id = digest(eaten.item.get("type"), record.get("id"), name, brand, unit_of(record))
    return SyncedFood(source_id, name, brand, codes)


def codes_of(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The barcode as it was scanned, and as the app keeps it, which is without a leading zero."""
    found = [text(record.get(name)).strip() for name in ("originalBarcode", "barcode")]
    whole = [code for code in found if code.isascii() and code.isdecimal()]
    forms = [form for code in whole for form in (code, f"0{code}")]
    return tuple(dict.fromkeys(code for code in forms if SHORTEST_CODE <= len(code) <= LONGEST_CODE))


def moment_of(item: Mapping[str, Any]) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text(item.get("dateTime")))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def comment_of(eaten: Eaten) -> str:
    """What the person wrote, else how much it was where that is not told in grams."""
    if said := text(eaten.item.get("description")).strip():
        return said
    unit = unit_of(eaten.record)
    if is_quick_add(eaten.record) or unit in GRAMS:
        return ""
    return f"{portions_of(eaten):g} {text(eaten.record.get('unit')).strip() or 'x'}"
