from decimal import Decimal

import pytest

from nutrition.importing import usda
from nutrition.importing.foods import Portion
from tests.nutrition.importing.records import fdc_food, nutrients, reason

ENGLISH = 2


def read(values=None, **changes):
    return usda.read(fdc_food(values, **changes), ENGLISH)


def test_every_field_is_mapped():
    food = read()

    assert (food.source_name, food.remote_id) == ("USDA", "168936")
    assert food.portions == [Portion("1 cup", 125, "portion 7"), Portion("0.5 cup, sifted", 57, "portion 8")]
    assert {name: food.content[name] for name in ("name", "common_name", "brand", "code", "language_id")} == {
        "name": "Wheat Flour, White",
        "common_name": "Wheat Flour, White",
        "brand": "",
        "code": None,
        "language_id": 2,
    }
    assert {
        name: food.content[name] for name in ("energy", "protein", "fat_saturated", "carbohydrates_sugar", "sodium")
    } == {
        "energy": 364,
        "protein": Decimal("10.300"),
        "fat_saturated": Decimal("0.200"),
        "carbohydrates_sugar": Decimal("0.300"),
        "sodium": Decimal("0.200"),
    }
    assert (food.content["license_id"], food.content["quality"]) == (3, 0)


@pytest.mark.parametrize(
    ("changes", "column", "value"),
    [
        ({"1008": None, "2047": 360, "1062": 9}, "energy", 360),
        ({"1008": None, "2048": 350}, "energy", 350),
        ({"1008": None, "1062": 1523}, "energy", 364),
        ({"1004": None, "1085": 1.5}, "fat", Decimal("1.500")),
        ({"2000": None, "1063": 0.4}, "carbohydrates_sugar", Decimal("0.400")),
    ],
)
def test_another_measure_stands_in_where_the_usual_one_is_missing(changes, column, value):
    assert read(nutrients(**changes)).content[column] == value


def test_branded_food_has_barcode_brand_and_serving():
    food = read(
        dataType="Branded",
        gtinUpc="00012345600012",
        brandOwner="ACME FOODS",
        servingSize=30,
        servingSizeUnit="g",
        householdServingFullText="1 PACKET",
        foodPortions=[],
    )

    assert (food.content["code"], food.content["brand"]) == ("00012345600012", "Acme Foods")
    assert food.portions == [Portion("1 Packet", 30, "serving")]


def test_shorter_form_of_the_api_reads_the_same():
    rows = [{"nutrientId": int(name), "value": value} for name, value in nutrients().items()]

    assert read(foodNutrients=rows).content == read().content


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"portionDescription": "1 slice", "modifier": "60919", "gramWeight": 30}, "1 slice"),
        ({"portionDescription": "Quantity not specified", "modifier": "90000", "gramWeight": 30}, None),
        ({"amount": 2, "measureUnit": {"name": "tablespoon"}, "gramWeight": 30}, "2 tablespoon"),
        ({"amount": 1, "modifier": "cup", "gramWeight": 0}, None),
    ],
)
def test_portion_is_named_by_whichever_column_has_words(row, name):
    assert [portion.name for portion in read(foodPortions=[row]).portions] == ([name] if name else [])


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"fdcId": None}, "has no FDC id"),
        ({"description": ""}, "has no name"),
        ({"dataType": "sub_sample_food"}, "is no food of a kind that is imported"),
        ({"foodNutrients": []}, "has no energy, protein, carbohydrates or fat"),
    ],
)
def test_record_without_the_needed_is_refused_with_a_reason(changes, because):
    assert reason(usda.read, fdc_food(**changes), ENGLISH) == because
