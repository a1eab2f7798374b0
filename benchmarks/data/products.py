"""``python -m benchmarks.data.products 500000 products.jsonl.gz``: a file as Open Food Facts exports it.

The keys and shapes are those of real products, the values are made up, and the same number makes the same file.
Of 1,000 products 100 are in languages that no server has, 30 have no name, 20 no nutrients, 15 nutrients that cannot be
right, and 1 is a line that is no JSON; one in four has the schema of 2026.
"""

import gzip
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import orjson

SEED = 500
LANGUAGES = ("en", "fr", "de", "it", "es", "nl", "pl", "pt")
UNKNOWN_LANGUAGES = ("ja", "hu", "bs", "xx")
KINDS = {
    "en": "yogurt biscuits rice soup chocolate juice bread cheese muesli sauce tea beans pasta crisps honey",
    "de": "Joghurt Kekse Reis Suppe Schokolade Saft Brot Käse Müsli Soße Tee Bohnen Nudeln Chips Honig",
    "fr": "yaourt biscuits riz soupe chocolat jus pain fromage muesli sauce thé haricots pâtes chips miel",
}
MANNERS = {
    "en": "organic classic creamy low-fat roasted crunchy wild fine dark spicy smoked fresh",
    "de": "Bio klassisch cremig fettarm geröstet knusprig wild fein dunkel scharf geräuchert frisch",
    "fr": "bio classique crémeux allégé grillé croquant sauvage fin noir épicé fumé frais",
}
WORDS = {language: (MANNERS[language].split(), KINDS[language].split()) for language in KINDS}
PLACES = ("Mill", "Valley", "& Co")
BRANDS = [f"{first} {second}" for first in ("North", "Alma", "Casa", "Hof", "Vita") for second in PLACES]
SERVINGS = ("30 g", "2 biscuits (25 g)", "1 cup (240 ml)", "25g", "1/2 pot = 75 g", "1 portion", "", "8 fl oz (240 mL)")
VITAMINS = ("calcium", "iron", "vitamin-c", "magnesium", "potassium")


class Products:
    def __init__(self, seed: int = SEED) -> None:
        self.random = Random(seed)

    def lines(self, number: int) -> Iterator[bytes]:
        for place in range(number):
            if place % 1000 == 999:
                yield b'{"code": "broken\n'
            else:
                yield orjson.dumps(self.product(place)) + b"\n"

    def product(self, place: int) -> dict[str, Any]:
        pick = self.random
        kind = place % 1000
        language = pick.choice(UNKNOWN_LANGUAGES if kind < 100 else LANGUAGES)
        manners, kinds = WORDS.get(language, WORDS["en"])
        name = "" if 100 <= kind < 130 else f"{pick.choice(manners)} {pick.choice(kinds)} {place}"
        code = str(2_000_000_000_000 + place * 7)
        changed = 1_600_000_000 + pick.randrange(150_000_000)
        found: dict[str, Any] = {
            "_id": code,
            "code": code,
            "lang": language,
            "lc": language,
            "product_type": "food",
            "product_name": name,
            f"product_name_{language}": name,
            "generic_name": name.title(),
            "brands": pick.choice(BRANDS),
            "serving_size": pick.choice(SERVINGS),
            "quantity": f"{pick.randrange(50, 1000)} g",
            "last_modified_t": changed,
            "created_t": changed - 1000,
            "nutrition_grades": pick.choice("abcde"),
            "ingredients_analysis_tags": [
                "en:palm-oil-free",
                pick.choice(("en:vegan", "en:non-vegan")),
                "en:vegetarian",
            ],
            "editors_tags": [f"editor-{pick.randrange(5000)}" for _ in range(3)],
            **self.padding(kinds),
        }
        nutriments = {} if 130 <= kind < 150 else self.nutriments(is_wrong=150 <= kind < 165)
        if kind % 4:
            found["nutriments"] = {
                **{f"{key}_100g": value for key, value in nutriments.items()},
                **{f"{key}_unit": "g" for key in nutriments},
            }
        else:
            found["schema_version"] = 1003
            found["nutrition"] = {"aggregated_set": aggregated(nutriments)}
        return found

    def nutriments(self, *, is_wrong: bool) -> dict[str, float]:
        pick = self.random
        protein, carbohydrates, fat = (round(pick.random() * most, 1) for most in (25, 60, 15))
        kilocalories = round(4 * protein + 4 * carbohydrates + 9 * fat)
        salt = round(pick.random() * 2, 2)
        return {
            "energy-kcal": kilocalories * (5 if is_wrong else 1) + 50 * is_wrong,
            "energy-kj": round(kilocalories * 4.184),
            "energy": round(kilocalories * 4.184),
            "proteins": protein,
            "carbohydrates": carbohydrates,
            "sugars": round(carbohydrates * pick.random(), 1),
            "fat": fat,
            "saturated-fat": round(fat * pick.random(), 1),
            "fiber": round(pick.random() * 5, 1),
            "salt": salt,
            "sodium": salt / 2.5,
            **{vitamin: round(pick.random() / 100, 5) for vitamin in VITAMINS if pick.random() < 0.2},
        }

    def padding(self, kinds: list[str]) -> dict[str, Any]:
        """What a product has besides, and an import reads over."""
        pick = self.random
        return {
            "ingredients_text": ", ".join(pick.choices(kinds, k=25)),
            "categories_tags": [f"en:{kind}" for kind in pick.choices(WORDS["en"][1], k=6)],
            "countries_tags": ["en:germany", "en:france"],
            "states_tags": ["en:to-be-completed", "en:nutrition-facts-completed", "en:photos-uploaded"] * 3,
            "images": {
                str(number): {
                    "uploader": f"editor-{pick.randrange(5000)}",
                    "uploaded_t": pick.randrange(1_600_000_000, 1_700_000_000),
                    "sizes": {"100": {"h": 100, "w": 75}, "400": {"h": 400, "w": 300}, "full": {"h": 2000, "w": 1500}},
                }
                for number in range(5)
            },
        }


def aggregated(nutriments: dict[str, float]) -> dict[str, Any]:
    units = {"energy-kcal": "kcal", "energy-kj": "kJ", "energy": "kJ"}
    return {
        "per": "100g",
        "preparation": "as_sold",
        "nutrients": {
            name: {"value": value, "unit": units.get(name, "g"), "source": "packaging", "source_per": "100g"}
            for name, value in nutriments.items()
        },
    }


def write(number: int, path: Path) -> None:
    # Without the name and the time that gzip writes otherwise: the same products are the same bytes.
    with path.open("wb") as file, gzip.GzipFile("", "wb", 1, file, mtime=0) as packed, io.BufferedWriter(packed) as out:
        out.writelines(Products().lines(number))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
