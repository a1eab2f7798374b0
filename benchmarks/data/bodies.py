"""What the Waistline app sends for a day, in the sizes in which it does: 6 KB at the median, 100 KB with photos."""

import json
from datetime import date, timedelta
from random import Random
from typing import Any

LAST_DAY = date(2025, 12, 29)
FOODS = 8
# Base64 of what the app makes of a photo.
PHOTO = 19_000
# Names and about what a food of a day has of it.
NUTRIENTS = {
    "calories": 290,
    "kilojoules": 1200,
    "fat": 11,
    "saturated-fat": 4,
    "carbohydrates": 32,
    "sugars": 9,
    "fiber": 4,
    "proteins": 15,
    "salt": 0.8,
    "sodium": 320,
    "cholesterol": 30,
    "vitamin-c": 11,
    "calcium": 120,
    "iron": 1.6,
    "magnesium": 45,
    "potassium": 420,
}


def days(count: int) -> list[date]:
    """The latest days of the diary, latest first."""
    return [LAST_DAY - timedelta(days=number) for number in range(count)]


def body(day: str, *, edit: str = "", photos: int = 0) -> str:
    """JSON as the app writes it; ``edit`` are further digits of each nutrient, so that another edit is another day."""
    random = Random(day)
    details = [food(random, pk, "x" * PHOTO if pk <= photos else "") for pk in range(1, FOODS + 1)]
    sums = {name: sum(each["nutrition"][name] for each in details) for name in NUTRIENTS}
    nutrition = ",".join(f'"{name}":{value:.2f}{edit}7' for name, value in sums.items())
    entry = {
        "dateTime": f"{day}T00:00:00.000Z",
        "items": [item(each["id"], day) for each in details],
        "stats": {"weight": round(random.gauss(81, 1), 2)},
        "id": 1042,
    }
    return f'{{"nutrition":{{{nutrition}}},"entryDetails":{compact(details)},"entry":{compact(entry)}}}'


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def food(random: Random, pk: int, photo: str) -> dict[str, Any]:
    return {
        "name": f"Wholemeal bread with seeds, {pk}",
        "brand": "Bakery",
        "portion": "100",
        "unit": "g",
        "nutrition": {name: round(usual * random.uniform(0.2, 1.8), 2) for name, usual in NUTRIENTS.items()},
        "barcode": f"40{random.randrange(10**11):011}",
        "image_url": f"data:image/jpeg;base64,{photo}" if photo else "https%3A%2F%2Fimages.example%2Ffront_en.400.jpg",
        "categories": ["\N{BREAD}"],
        "notes": "",
        "archived": False,
        "dateTime": "2025-11-03T07:12:45.120Z",
        "id": pk,
    }


def item(pk: int, day: str) -> dict[str, Any]:
    logged = f"{day}T{7 + pk:02}:31:07.482Z"
    return {"id": pk, "portion": "120", "quantity": "1", "type": "food", "dateTime": logged, "category": pk % 7}
