"""Loads the starter foods: by the rules of an import, so that nobody's edits are lost when they are loaded again."""

import hashlib
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any, ClassVar

from django.db import connection, transaction

from config.seeding import Seeder
from exercises.models import Language, Revision
from exercises.models.license import SHARE_ALIKE
from nutrition import name_index, starter
from nutrition.importing import foods
from nutrition.importing.foods import STARTER, Food, Portion
from nutrition.importing.report import Report
from nutrition.importing.storing import Store
from nutrition.models import FoodUnit
from nutrition.sources import Reading

STATE = "starter foods"
IMPORTER = "starter"
AUTHOR = "Regimen"
FOODS_PER_BATCH = 100
HUNDREDTH = Decimal("0.01")


class StarterFoods(Seeder):
    label: ClassVar[str] = "foods"

    @cached_property
    def foods(self) -> tuple[starter.Food, ...]:
        return starter.foods()

    @cached_property
    def version(self) -> int:
        """A number that changes with any word or value of the files."""
        return int(hashlib.sha256(repr(self.foods).encode()).hexdigest()[:15], 16)

    def is_current(self) -> bool:
        return Revision.objects.filter(name=STATE, number=self.version).exists()

    def total(self) -> int:
        return len(self.foods) * len(starter.LANGUAGES)

    def load(self) -> Iterator[int]:
        store = Store(IMPORTER)
        languages = dict(Language.objects.filter(short_name__in=starter.LANGUAGES).values_list("short_name", "pk"))
        for start in range(0, len(self.foods), FOODS_PER_BATCH):
            batch = self.foods[start : start + FOODS_PER_BATCH]
            with transaction.atomic():
                names = unit_names(batch, languages)
                rows = [localized(food, code, pk, names) for food in batch for code, pk in languages.items()]
                store.save(rows, Report())
            yield len(rows)
        Revision.objects.update_or_create(name=STATE, defaults={"number": self.version})
        name_index.settle(connection)


Names = dict[tuple[int, str], int]


def unit_names(batch: tuple[starter.Food, ...], languages: dict[str, int]) -> Names:
    """Ids of the words for portions by language and word; those that nobody has used yet are added."""
    wanted = {(pk, unit.names[code]) for food in batch for unit in food.units for code, pk in languages.items()}
    known: Any = FoodUnit.objects.filter(language__in=languages.values()).values_list("language_id", "name", "pk")
    found = {(language, name): pk for language, name, pk in known}
    for language, name in sorted(wanted - found.keys()):
        found[language, name] = FoodUnit.objects.create(language_id=language, name=name).pk
    return found


def localized(food: starter.Food, code: str, language: int, names: Names) -> Food:
    """The food in one of its languages, in the form in which an import stores it."""
    name = food.names[code]
    content = {
        "name": name,
        "common_name": "",
        "brand": "",
        "code": None,
        "language_id": language,
        "source_url": "",
        "is_vegan": food.is_vegan,
        "is_vegetarian": food.is_vegetarian,
        "nutriscore": None,
        **foods.nutrition(Reading({**food.values, **food.micronutrients}), name=name),
        **foods.attribution(SHARE_ALIKE, author=AUTHOR),
    }
    portions = [portion(unit, code, names[language, unit.names[code]]) for unit in food.units]
    return Food(STARTER, f"{food.key}/{code}", food.uuid_in(code), content, portions)


def portion(unit: starter.Unit, code: str, unit_id: int) -> Portion:
    """Whole grams, which is all that newer apps know; older ones multiply by the amount."""
    gram = max(int(unit.grams.to_integral_value(ROUND_HALF_UP)), 1)
    amount = (unit.grams / gram).quantize(HUNDREDTH)
    return Portion(unit.names[code], gram, f"unit {unit.names['en']}", amount, unit_id=unit_id)
