from datetime import UTC, datetime
from decimal import Decimal

import pytest

from nutrition.importing import off
from nutrition.importing.foods import Portion
from nutrition.plausibility import Doubt
from tests.nutrition.importing.records import product, reason

LANGUAGES = {"de": 1, "en": 2}


def read(**changes):
    return off.read(product(**changes), LANGUAGES)


def test_every_field_is_mapped():
    food = read()

    assert (food.source_name, food.remote_id) == ("Open Food Facts", "4000000000017")
    assert food.changed == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert food.portions == [Portion("2 Kekse", 25, "serving")]
    assert food.content == {
        "name": "Haferkekse & Nüsse",
        "common_name": "Kekse mit Hafer",
        "brand": "Hof, Mühle",
        "code": "4000000000017",
        "language_id": 1,
        "source_url": "https://world.openfoodfacts.org/api/v2/product/4000000000017.json",
        "is_vegan": False,
        "is_vegetarian": True,
        "nutriscore": "c",
        "energy": 452,
        "protein": Decimal("8.000"),
        "carbohydrates": Decimal("60.500"),
        "carbohydrates_sugar": Decimal("22.125"),
        "fat": Decimal("19.000"),
        "fat_saturated": Decimal("9.000"),
        "fiber": Decimal("4.000"),
        "sodium": Decimal("0.200"),
        "micronutrients": {"salt": 0.5, "iron": 4.2},
        "quality": 0,
        "license_id": 5,
        "license_title": "Haferkekse & Nüsse",
        "license_object_url": "https://world.openfoodfacts.org/product/4000000000017/",
        "license_author": "alice, bob",
        "license_author_url": "",
        "license_derivative_source_url": "",
    }


def test_schema_of_2026_reads_the_same():
    older = read()
    units = {"energy-kcal": "kcal", "iron": "mg"}
    values = {name.removesuffix("_100g"): value for name, value in product()["nutriments"].items()}
    values["iron"] = 4.2
    named = {name: {"value": value, "unit": units.get(name, "g")} for name, value in values.items()}

    newer = read(nutriments=None, nutrition={"aggregated_set": {"per": "100g", "nutrients": named}})

    assert newer.content == older.content


@pytest.mark.parametrize("changes", [{"per": "serving"}, {"per": "100g", "preparation": "prepared"}])
def test_nutrients_of_something_else_than_100_grams_as_sold_are_not_taken(changes):
    found = {"nutrients": {"proteins": {"value": 5, "unit": "g"}}} | changes

    assert reason(off.read, product(nutriments={}, nutrition={"aggregated_set": found}), LANGUAGES) == (
        "has no energy, protein, carbohydrates or fat"
    )


@pytest.mark.parametrize(
    ("nutriments", "energy"),
    [
        ({"energy-kcal_100g": 100, "energy-kj_100g": 999}, 100),
        ({"energy-kj_100g": 418.4}, 100),
        ({"energy_100g": 418}, 100),
        ({"energy-kcal_100g": "", "energy-kj_100g": 418.4}, 100),
    ],
)
def test_energy_is_in_kilocalories_whatever_is_given(nutriments, energy):
    rest = {"proteins_100g": 5, "carbohydrates_100g": 11, "fat_100g": 4}

    assert read(nutriments=nutriments | rest).content["energy"] == energy


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"product_name": "", "product_name_de": "Kekse", "product_name_en": "Biscuits"}, "Kekse"),
        ({"product_name": None, "product_name_en": "Biscuits"}, "Biscuits"),
        ({"product_name": " ", "product_name_fr": "Biscuits secs"}, "Biscuits secs"),
    ],
)
def test_name_is_the_first_there_is(changes, name):
    assert read(**changes).name == name


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"code": ""}, "has no code"),
        ({"code": "12\x0034 <b>"}, "has a code that is none"),
        ({"lang": "ja"}, "is in a language that is not imported"),
        ({"lang": None}, "has no language"),
        ({"product_type": "beauty"}, "is no food"),
        ({"product_name": ""}, "has no name"),
        ({"nutriments": {}}, "has no energy, protein, carbohydrates or fat"),
        ({"nutriments": {"iron_100g": 1}}, "has no energy, protein, carbohydrates or fat"),
        ({"nutriments": []}, "has no energy, protein, carbohydrates or fat"),
    ],
)
def test_product_without_the_needed_is_refused_with_a_reason(changes, because):
    assert reason(off.read, product(**changes), LANGUAGES) == because


@pytest.mark.parametrize("value", [None, [], "text", 5])
def test_what_is_no_object_is_refused(value):
    assert reason(off.read, value, LANGUAGES) == "is no object"


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        ({"fat_100g": 120}, Doubt.TOO_MUCH),
        ({"proteins_100g": -3}, Doubt.NEGATIVE),
        ({"proteins_100g": None}, Doubt.MISSING),
        ({"sugars_100g": "much"}, Doubt.NOT_A_NUMBER),
        ({"energy-kcal_100g": 4520}, Doubt.ENERGY_DISAGREES),
    ],
)
def test_what_cannot_be_right_is_kept_with_doubts_and_fits_its_columns(changes, doubt):
    content = read(nutriments=product()["nutriments"] | changes).content

    assert content["quality"] & doubt
    assert 0 <= content["fat"] <= 100
    assert 0 <= content["protein"] <= 100
    assert 0 <= content["energy"] <= 10_000


@pytest.mark.parametrize(
    ("changes", "portions"),
    [
        ({"serving_size": None}, []),
        ({"serving_size": "1 slice", "serving_quantity": "33"}, [Portion("1 slice", 33, "serving")]),
        ({"serving_size": ["30 g"]}, []),
    ],
)
def test_serving_becomes_a_portion(changes, portions):
    assert read(**changes).portions == portions


def test_same_product_has_the_same_uuid_everywhere():
    assert str(read().uuid) == "81b3914f-e965-511f-967d-a19e727a0f9c"
