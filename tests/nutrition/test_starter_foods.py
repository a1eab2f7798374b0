from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from operator import mul
from pathlib import Path

import pytest

from nutrition import starter
from nutrition.nutrients import EIGHT, MICRONUTRIENTS
from nutrition.plausibility import doubts

FOODS = starter.foods()
# Of a gram of protein, carbohydrates, fat, fiber and alcohol.
KILOCALORIES = (4, 4, 9, 2, 7)

ENTRY = """
[[food]]
key = "apple"
en = "Apple"
de = "Apfel"
values = [52, 0.30, 11.4, 10.4, 0.2, 0.0, 2.4, 0.001]
diet = "vegan"
units = [["slice", "Spalte", 25]]
micro = { vitamin_c = 4.6 }
"""


def repeated(values: Iterable[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def grams(food: starter.Food) -> list[Decimal]:
    """Of what has energy, none of it part of another."""
    alcohol = food.micronutrients.get("alcohol", Decimal(0))
    return [*(food.values[name] for name in ("protein", "carbohydrates", "fat", "fiber")), alcohol]


def read_text(folder: Path, text: str) -> tuple[starter.Food, ...]:
    (folder / "fruit.toml").write_text(text, encoding="utf-8")
    return starter.read(folder)


def test_there_is_enough_to_eat():
    assert len(FOODS) >= 420


def test_no_key_and_no_name_is_used_twice():
    assert repeated(food.key for food in FOODS) == []
    for language in starter.LANGUAGES:
        assert repeated(food.names[language].casefold() for food in FOODS) == []


def test_every_row_has_a_uuid_of_its_own():
    uuids = [food.uuid for food in FOODS] + [food.uuid_in(code) for food in FOODS for code in starter.LANGUAGES]

    assert len(set(uuids)) == 3 * len(FOODS)


def test_uuids_stay_what_they_are():
    food = next(food for food in FOODS if food.key == "apple-raw")

    assert str(food.uuid) == "67343f18-a453-5332-b971-33f2440159bd"
    assert str(food.uuid_in("de")) == "7700ef2a-22c5-5a09-b798-e4e3c38601c6"


def test_every_food_is_named_in_both_languages():
    for food in FOODS:
        assert list(food.names) == ["en", "de"], food.key
        assert all(name and name == name.strip() and len(name) <= 200 for name in food.names.values()), food.key


def test_every_food_has_units_told_apart_by_name():
    for food in FOODS:
        assert food.units, food.key
        assert all(unit.grams > 0 for unit in food.units), food.key
        for language in starter.LANGUAGES:
            assert all(unit.names[language].strip() for unit in food.units), food.key
            assert repeated(unit.names[language] for unit in food.units) == [], food.key


def test_the_nutrients_are_known():
    for food in FOODS:
        assert tuple(food.values) == EIGHT
        assert set(food.micronutrients) <= set(MICRONUTRIENTS), food.key


def test_the_parts_are_no_more_than_the_whole():
    assert [food.key for food in FOODS if sum(grams(food)) > 101] == []


def test_a_part_of_a_nutrient_is_no_more_than_the_nutrient():
    for food in FOODS:
        assert food.values["carbohydrates_sugar"] <= food.values["carbohydrates"], food.key
        assert food.values["fat_saturated"] <= food.values["fat"], food.key


def test_nothing_is_saltier_than_salt():
    assert [food.key for food in FOODS if food.values["sodium"] >= 40] == []


def test_the_energy_is_that_of_the_parts():
    for food in FOODS:
        declared = food.values["energy"]
        computed = sum(map(mul, KILOCALORIES, grams(food)))
        assert abs(computed - declared) <= max(declared * Decimal("0.15"), 12), food.key


def test_an_import_would_doubt_none_of_them():
    doubted = {
        food.key: found
        for food in FOODS
        for name in food.names.values()
        if (found := doubts({**food.micronutrients, **food.values}, name=name))
    }

    assert doubted == {}


def test_what_vegans_eat_vegetarians_eat():
    assert [food.key for food in FOODS if food.is_vegan and not food.is_vegetarian] == []


def test_meat_and_milk_are_told_apart():
    diets = {food.key: (food.is_vegan, food.is_vegetarian) for food in FOODS}

    assert diets["tofu"] == (True, True)
    assert diets["whole-milk"] == (False, True)
    assert diets["beef-mince-raw"] == (False, False)


def test_values_are_as_written(tmp_path):
    (food,) = read_text(tmp_path, ENTRY)

    assert list(map(str, food.values.values())) == ["52", "0.30", "11.4", "10.4", "0.2", "0.0", "2.4", "0.001"]
    assert food.micronutrients == {"vitamin_c": Decimal("4.6")}
    assert food.units == (starter.Unit({"en": "slice", "de": "Spalte"}, Decimal(25)),)


def test_diet_and_micronutrients_may_be_left_out(tmp_path):
    (food,) = read_text(tmp_path, ENTRY.replace('diet = "vegan"', "").replace("micro = { vitamin_c = 4.6 }", ""))

    assert (food.is_vegan, food.is_vegetarian, food.micronutrients) == (False, False, {})


@pytest.mark.parametrize(
    ("written", "instead", "message"),
    [
        ("[[food]]", "[[food", "fruit.toml: Expected"),
        ("[[food]]", "[[meal]]", r"fruit.toml: only \[\[food\]\] belongs here"),
        ('de = "Apfel"', "", r"fruit.toml: apple: keys missing or unknown: \['de'"),
        ("micro =", "minerals =", "fruit.toml: apple: keys missing or unknown"),
        ('"apple"', '"An apple"', "fruit.toml: An apple: a key is lower case"),
        ("52, ", "", "fruit.toml: apple: values are energy, protein"),
        ('"vegan"', '"meat"', "fruit.toml: apple: nobody knows the diet 'meat'"),
        ("vitamin_c", "vitamin_z", r"fruit.toml: apple: unknown micronutrients \['vitamin_z'\]"),
        ('"Spalte", ', "", "fruit.toml: apple: a unit is its names in en, de"),
    ],
)
def test_what_cannot_be_understood_is_told(tmp_path, written, instead, message):
    with pytest.raises(starter.StarterFoodError, match=message):
        read_text(tmp_path, ENTRY.replace(written, instead))
