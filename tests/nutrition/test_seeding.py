from decimal import Decimal

import pytest

from nutrition import starter
from nutrition.models import FoodUnit, Ingredient, IngredientWeightUnit
from nutrition.seeding import StarterFoods

pytestmark = pytest.mark.django_db


def food(key="oat-flakes", **changes):
    units = [({"en": "cup", "de": "Tasse"}, "80"), ({"en": "pinch", "de": "Prise"}, "0.4")]
    return starter.Food(
        **{
            "key": key,
            "names": {"en": "Oat flakes", "de": "Haferflocken"},
            "values": {
                "energy": Decimal(370),
                "protein": Decimal("13.5"),
                "carbohydrates": Decimal("58.7"),
                "fat": Decimal(7),
            },
            "micronutrients": {"iron": Decimal("4.2")},
            "is_vegan": True,
            "is_vegetarian": True,
            "units": tuple(starter.Unit(names, Decimal(grams)) for names, grams in units),
        }
        | changes
    )


def seeder(*foods):
    made = StarterFoods()
    made.foods = foods
    return made


def load(*foods):
    return sum(seeder(*foods).load())


def test_food_is_there_in_each_language_with_its_portions():
    assert load(food()) == 2

    rows = Ingredient.objects.order_by("language").values_list(
        "language", "name", "energy", "is_vegan", "quality", "user"
    )
    assert list(rows) == [(1, "Haferflocken", 370, True, 0, None), (2, "Oat flakes", 370, True, 0, None)]
    units = IngredientWeightUnit.objects.filter(ingredient__language=1).order_by("-gram")
    assert [(unit.name, unit.unit.name, unit.gram, unit.amount) for unit in units] == [
        ("Tasse", "Tasse", 80, Decimal("1.00")),
        ("Prise", "Prise", 1, Decimal("0.40")),
    ]


def test_second_load_is_not_needed_and_changes_nothing():
    made = seeder(food(), food("rye"))
    assert not made.is_current()
    list(made.load())
    tables = (Ingredient, IngredientWeightUnit, FoodUnit)
    before = [list(table.objects.order_by("pk").values()) for table in tables]

    list(made.load())

    assert made.is_current()
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


def test_edit_made_here_is_kept_and_the_rest_follows_the_files():
    load(food())
    row = Ingredient.objects.get(language=2)
    row.name = "Rolled oats"
    row.save()

    load(food(names={"en": "Oats", "de": "Hafer"}))

    assert list(Ingredient.objects.order_by("language").values_list("name", flat=True)) == ["Hafer", "Rolled oats"]


def test_another_value_makes_another_version():
    assert seeder(food()).version != seeder(food(is_vegan=False)).version
    assert seeder(food()).version == seeder(food()).version


@pytest.mark.slow
def test_all_starter_foods_can_be_right():
    made = StarterFoods()

    assert sum(made.load()) == made.total()
    assert not Ingredient.objects.exclude(quality=0).exists()
