"""Records as Open Food Facts, FoodData Central and other servers have them, with values of our own."""

from uuid import UUID

from nutrition.importing.foods import Unusable
from nutrition.importing.report import Report
from nutrition.importing.run import Run

UUIDS = [str(UUID(int=number)) for number in range(1, 10)]


def product(**changes):
    return {
        "code": "4000000000017",
        "lang": "de",
        "product_type": "food",
        "product_name": "Haferkekse &amp; Nüsse",
        "generic_name": "Kekse mit Hafer",
        "brands": "Hof, Mühle",
        "last_modified_t": 1_700_000_000,
        "serving_size": "2 Kekse (25 g)",
        "nutrition_grades": "c",
        "ingredients_analysis_tags": ["en:non-vegan", "en:vegetarian"],
        "editors_tags": ["alice", "bob"],
        "nutriments": {
            "energy-kcal_100g": 452.4,
            "proteins_100g": 8,
            "carbohydrates_100g": "60.5",
            "sugars_100g": 22.125,
            "fat_100g": 19.0,
            "saturated-fat_100g": 9,
            "fiber_100g": 4,
            "sodium_100g": 0.2,
            "iron_100g": 0.0042,
        },
    } | changes


def nutrients(**changes):
    """Values of FoodData Central by nutrient id."""
    found = {"1008": 364, "1003": 10.3, "1005": 76.3, "1004": 1, "1093": 200, "1079": 2.7, "1258": 0.2, "2000": 0.3}
    return {name: value for name, value in (found | changes).items() if value is not None}


def fdc_food(values=None, **changes):
    return {
        "fdcId": 168936,
        "dataType": "SR Legacy",
        "description": "WHEAT FLOUR, WHITE",
        "foodNutrients": [
            {"type": "FoodNutrient", "nutrient": {"id": int(name)}, "amount": amount}
            for name, amount in (nutrients() if values is None else values).items()
        ],
        "foodPortions": [
            {"id": 7, "amount": 1.0, "measureUnit": {"name": "undetermined"}, "modifier": "cup", "gramWeight": 125.0},
            {"id": 8, "amount": 0.5, "measureUnit": {"name": "cup"}, "modifier": "sifted", "gramWeight": 57.4},
        ],
    } | changes


def remote_food(**changes):
    return {
        "id": 9,
        "uuid": UUIDS[0],
        "remote_id": "123",
        "source_name": "Open Food Facts",
        "source_url": "https://remote.example/123",
        "code": "4000000000017",
        "name": "Oat biscuits",
        "common_name": "Biscuits",
        "brand": "Mill",
        "created": "2024-05-01T10:00:00+02:00",
        "last_update": "2024-06-01T10:00:00+02:00",
        "energy": 450,
        "protein": "8.000",
        "carbohydrates": "60.500",
        "carbohydrates_sugar": "22.000",
        "fat": "19.000",
        "fat_saturated": None,
        "fibres": "4.000",
        "sodium": "0.200",
        "is_vegan": None,
        "is_vegetarian": True,
        "nutriscore": "c",
        "weight_units": [{"id": 1, "uuid": UUIDS[1], "ingredient": 9, "gram": 25, "name": "2 biscuits"}],
        "language": {"id": 2, "short_name": "en", "full_name": "English"},
        "license": {"id": 5, "short_name": "ODbL"},
        "license_title": "",
        "license_author": "carol",
        "license_object_url": "javascript:alert(1)",
    } | changes


def run(importer, *foods, **options):
    """Store these and say what was done."""
    return Run(importer, "test", "test", **options).go(enumerate(foods, start=1))


def reason(read, *arguments):
    try:
        read(*arguments)
    except Unusable as problem:
        return problem.reason
    return None


def outcomes(report: Report):
    return dict(report.outcomes)
