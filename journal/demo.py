"""A made-up person's body, and the last week as Waistline would have sent it."""

import math
from collections.abc import Iterable, Iterator
from datetime import date, time
from decimal import Decimal
from random import Random
from typing import Any

import orjson

from accounts import demo
from journal.actions import store_body
from journal.models import Measurement, MeasurementCategory, WeightEntry
from journal.models.measurement import Metric
from journal.waistline import read_body
from nutrition.demo import foods, served
from nutrition.menus import MENUS, Menu
from nutrition.models import Ingredient

# Kilograms: at first, and what goes within a year, quickly in the beginning; what scales and water add or take.
WEIGHT, LOSS, NOISE = 86.0, 7.5, 0.45
WEEKEND_WATER = 0.35
WAIST, BODY_FAT = 96.0, 24.0
DILIGENCE = 0.75
USER_AGENT = "Waistline - Android - Version 3.11.1"
# What the app calls what a food has; grams, but kilocalories and kilojoules.
NAMES = {
    "calories": "energy",
    "proteins": "protein",
    "carbohydrates": "carbohydrates",
    "sugars": "carbohydrates_sugar",
    "fat": "fat",
    "saturated-fat": "fat_saturated",
    "fiber": "fiber",
}
KILOJOULES_PER_KILOCALORIE = 4.184
SALT_PER_SODIUM = 2.5


def trend(number: int) -> float:
    """What of a year's change is there after so many days."""
    return 1.3 * (1 - math.exp(-number / 250))


def weight_on(day: date, number: int, random: Random) -> Decimal:
    water = WEEKEND_WATER if day.isoweekday() in {1, 7} else 0
    return Decimal(f"{WEIGHT - LOSS * trend(number) + water + random.gauss(0, NOISE):.1f}")


def waist_on(number: int, random: Random) -> Decimal:
    return Decimal(f"{WAIST - 9 * trend(number) + random.gauss(0, 0.4):.1f}")


class DemoBody(demo.Part):
    label = "body"

    def check(self) -> None:
        """Needs nothing."""

    def fill(self, span: demo.Span) -> Iterator[int]:
        random = span.random("body")
        waist = MeasurementCategory.objects.create(user=span.user, name="Waist", unit="cm")
        fat = MeasurementCategory.objects.create(user=span.user, name="Body fat", unit="%", metric_type=Metric.BODY_FAT)
        weights, readings = [], []
        for number, day in enumerate(span.unsynced):
            morning = span.moment(day, time(6, random.randrange(30, 60)))
            if random.random() < DILIGENCE:
                weights.append(WeightEntry(user=span.user, date=morning, weight=weight_on(day, number, random)))
            if number % 7 == 0:
                readings.append(reading(waist, morning, waist_on(number, random)))
            if number % 14 == 0:
                value = Decimal(f"{BODY_FAT - 6 * trend(number) + random.gauss(0, 0.3):.1f}")
                readings.append(reading(fat, morning, value))
        WeightEntry.objects.bulk_create(weights)
        Measurement.objects.bulk_create(readings)
        yield len(span.days)


def reading(category: MeasurementCategory, date: Any, value: Decimal) -> Measurement:
    return Measurement(user=category.user, category=category, date=date, value=value)


class DemoSync(demo.Part):
    label = "Waistline"

    def check(self) -> None:
        foods()

    def fill(self, span: demo.Span) -> Iterator[int]:
        known, random = foods(), span.random("Waistline")
        first = len(span.unsynced)
        for number, day in enumerate(span.synced, start=first):
            menus = [menu for menu in MENUS if span.has_come(day, time(menu.hour, menu.minute))]
            body = read_body(orjson.dumps(sent(day, number, menus, known, random)))
            arrived = span.moment(day, time(21, random.randrange(60)))
            store_body(user=span.user, body=body, arrived=arrived, user_agent=USER_AGENT)
        yield len(span.days)


def sent(day: date, number: int, menus: Iterable[Menu], known: dict[str, Ingredient], random: Random) -> dict[str, Any]:
    """A day as the app sends it: its sums, the record of each food for the amount eaten, and the entry."""
    items, records, sums = list[Any](), list[Any](), dict[str, float]()
    for place, menu in enumerate(menus):
        for food, grams in served(menu, known, random):
            values = nutrition(food, grams)
            for name, value in values.items():
                sums[name] = round(sums.get(name, 0) + value, 2)
            moment = f"{day}T{menu.hour:02}:{menu.minute:02}:{len(items):02}.000Z"
            items.append(
                {
                    "id": food.pk,
                    "type": "food",
                    "portion": str(grams),
                    "quantity": "1",
                    "category": place,
                    "dateTime": moment,
                }
            )
            records.append({"id": food.pk, "name": food.name, "portion": str(grams), "unit": "g", "nutrition": values})
    stats = {"weight": float(weight_on(day, number, random)), "waist": float(waist_on(number, random))}
    entry = {"dateTime": f"{day}T00:00:00.000Z", "items": items, "stats": stats}
    return {"nutrition": sums, "entryDetails": records, "entry": entry}


def nutrition(food: Ingredient, grams: int) -> dict[str, float]:
    found = {name: getattr(food, column) for name, column in NAMES.items()}
    values = {name: round(float(value) * grams / 100, 2) for name, value in found.items() if value is not None}
    values["kilojoules"] = round(values["calories"] * KILOJOULES_PER_KILOCALORIE, 2)
    if food.sodium is not None:
        values["sodium"] = round(float(food.sodium) * grams * 10, 2)
        values["salt"] = round(float(food.sodium) * SALT_PER_SODIUM * grams / 100, 2)
    return values
