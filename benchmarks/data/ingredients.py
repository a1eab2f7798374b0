"""``python -m benchmarks.data.ingredients 1000000``: so many made-up foods, the same ones for the same number.

Prints a JSON of what requests need; the benchmark's person gets a plan and a diary of some of them.

Two of three have English names, the others German ones; nine of ten have a brand and a barcode, and one of fifty has
values that cannot be right.
"""

import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

import django

SEED = 600
SOURCE = "Generated"
ROWS_AT_ONCE = 2000
START = datetime(2024, 1, 1, tzinfo=UTC)
ENGLISH, GERMAN = 2, 1
IS_ENGLISH, HAS_BRAND, IS_DOUBTFUL = 2 / 3, 0.9, 0.02
CODE_DIGITS = 12

MANNERS = {
    ENGLISH: "organic natural creamy low-fat roasted crunchy wild fine dark spicy smoked fresh classic light golden "
    "homemade sweet sour salted unsalted whole mini extra thin baked grilled frozen dried traditional vegan "
    "gluten-free sugar-free crispy soft mild strong ground sliced chopped stuffed marinated premium farmhouse "
    "rustic country",
    GERMAN: "Bio naturbelassen cremig fettarm geröstet knusprig wild fein dunkel scharf geräuchert frisch klassisch "
    "leicht golden hausgemacht süß sauer gesalzen ungesalzen ganz mini extra dünn gebacken gegrillt tiefgekühlt "
    "getrocknet traditionell vegan glutenfrei zuckerfrei zart mild kräftig gemahlen geschnitten gehackt gefüllt "
    "mariniert",
}
THINGS = {
    ENGLISH: "yogurt biscuits rice soup chocolate juice bread cheese muesli sauce tea beans pasta crisps honey milk "
    "butter ham sausage chicken turkey salmon tuna cod prawns lentils chickpeas peas corn spinach broccoli carrots "
    "potatoes onions tomatoes cucumber lettuce apple pear banana orange lemon cherry strawberry raspberry "
    "blueberry grapes plum peach apricot mango pineapple coconut almonds walnuts hazelnuts cashews peanuts "
    "pistachios oats barley quinoa couscous noodles spaghetti pizza burger nuggets fries wrap tortilla crackers "
    "pretzels cookies cake muffin waffles pancakes croissant bagel jam marmalade syrup ketchup mustard mayonnaise "
    "vinegar oil pesto hummus tofu tempeh seitan cocoa coffee cola lemonade water beer wine cider protein bar "
    "shake pudding custard cream ice sorbet",
    GERMAN: "Joghurt Kekse Reis Suppe Schokolade Saft Brot Käse Müsli Soße Tee Bohnen Nudeln Chips Honig Milch Butter "
    "Schinken Wurst Hähnchen Pute Lachs Thunfisch Kabeljau Garnelen Linsen Kichererbsen Erbsen Mais Spinat "
    "Brokkoli Möhren Kartoffeln Zwiebeln Tomaten Gurke Salat Apfel Birne Banane Orange Zitrone Kirsche Erdbeere "
    "Himbeere Heidelbeere Trauben Pflaume Pfirsich Aprikose Mango Ananas Kokosnuss Mandeln Walnüsse Haselnüsse "
    "Cashewkerne Erdnüsse Pistazien Haferflocken Gerste Quinoa Couscous Spätzle Spaghetti Pizza Frikadelle Pommes "
    "Fladenbrot Cracker Brezeln Plätzchen Kuchen Waffeln Pfannkuchen Hörnchen Brötchen Marmelade Sirup Ketchup "
    "Senf Mayonnaise Essig Öl Pesto Tofu Kakao Kaffee Limonade Wasser Bier Wein Eiweißriegel Pudding Quark Sahne "
    "Speiseeis Sorbet Frischkäse Buttermilch Apfelmus",
}
JOINS = {ENGLISH: ("with", "and", "in", "without"), GERMAN: ("mit", "und", "in", "ohne")}
FIRST = "North Alma Casa Hof Vita Berg Sonnen Green Blue Golden Royal Old Little Great Happy True Pure Wald See Feld"
LAST = "Mill Valley & Co Farm Kitchen Garden Foods House Brothers Bakery Dairy Orchard Harvest Küche Gut Land Quelle"
SIZES = ("100 g", "250 g", "500 g", "1 l", "330 ml", "6 x 50 g", "1 kg", "2 %", "3,5 %", "70 %")


class Foods:
    def __init__(self, seed: int = SEED) -> None:
        self.random = Random(seed)
        self.manners = {language: words.split() for language, words in MANNERS.items()}
        self.things = {language: words.split() for language, words in THINGS.items()}
        self.brands = [f"{first} {last}" for first in FIRST.split() for last in LAST.split()]

    def rows(self, number: int) -> Iterator[dict[str, Any]]:
        for place in range(number):
            yield self.row(place)

    def row(self, place: int) -> dict[str, Any]:
        pick = self.random
        language = ENGLISH if pick.random() < IS_ENGLISH else GERMAN
        is_branded = pick.random() < HAS_BRAND
        when = START + timedelta(seconds=place)
        return {
            "uuid": UUID(int=pick.getrandbits(128), version=4),
            "name": self.name(language),
            "language_id": language,
            "brand": self.common(self.brands) if is_branded else "",
            "code": barcode(place) if is_branded else None,
            "source_name": SOURCE,
            "remote_id": str(place),
            "license_author": f"author-{place % 5000}",
            "nutriscore": pick.choice(("a", "b", "c", "d", "e", None)),
            "quality": 1 if pick.random() < IS_DOUBTFUL else 0,
            "created": when,
            "last_update": when,
            **self.nutrients(),
        }

    def name(self, language: int) -> str:
        """Two to seven words; some names are shared, as with real products."""
        pick = self.random
        words = [self.common(self.things[language])]
        if pick.random() < 0.7:
            words.insert(0, self.common(self.manners[language]))
        if pick.random() < 0.6:
            words += [self.common(JOINS[language]), self.common(self.things[language])]
        if pick.random() < 0.35:
            words.insert(0, self.common(self.brands))
        if pick.random() < 0.5 or len(words) == 1:
            words.append(pick.choice(SIZES))
        text = " ".join(words)
        return text[0].upper() + text[1:]

    def common(self, words: Any) -> Any:
        """One of them, the first ones more often, as words are in any language."""
        return words[int(len(words) * self.random.random() ** 1.6)]

    def nutrients(self) -> dict[str, Any]:
        pick = self.random
        protein, carbohydrates, fat = (round(pick.random() ** 2 * most, 1) for most in (30, 60, 10))
        return {
            "energy": round(4 * protein + 4 * carbohydrates + 9 * fat),
            "protein": grams(protein),
            "carbohydrates": grams(carbohydrates),
            "carbohydrates_sugar": grams(carbohydrates * pick.random()),
            "fat": grams(fat),
            "fat_saturated": grams(fat * pick.random()),
            "fiber": grams(pick.random() * 8) if pick.random() < 0.6 else None,
            "sodium": grams(pick.random()),
        }


def grams(value: float) -> Decimal:
    return Decimal(round(value * 1000)).scaleb(-3)


def barcode(place: int) -> str:
    """A valid EAN-13 of its own for each place, scattered as real ones are."""
    digits = f"{400_000_000_000 + place * 7_919 % 99_999_999_977:0{CODE_DIGITS}}"
    return digits + check_digit(digits)


def check_digit(digits: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return str(-total % 10)


def fill(number: int) -> None:
    """Up to so many in all; those that are there stay."""
    from django.db import transaction
    from tqdm import tqdm

    from nutrition.models import Ingredient

    rows = islice(Foods().rows(number), Ingredient.objects.filter(source_name=SOURCE).count(), None)
    with tqdm(total=number, unit=" foods", disable=None) as bar:
        while some := list(islice(rows, ROWS_AT_ONCE)):
            with transaction.atomic():
                Ingredient.objects.bulk_create([Ingredient(**row) for row in some])
            bar.update(len(some))


def known(number: int) -> dict[str, Any]:
    from benchmarks.data import diary, meals, people

    found = meals.save(people.benchmark_person())
    diary.settle()
    return {**found, "offset": number * 9 // 10}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    fill(int(sys.argv[1]))
    print(json.dumps(known(int(sys.argv[1]))))
