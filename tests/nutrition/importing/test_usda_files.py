import csv
import json
from zipfile import ZipFile

import pytest

from exercises.importing.source import SourceError
from nutrition.importing.foods import Unusable
from nutrition.importing.usda_files import Archive, joined, objects

ROWS = [{"fdcId": 1, "name": "a]}"}, {"fdcId": 2, "nested": {"list": [1, {"x": "{"}]}}, {"fdcId": 3}]


def pieces(text, size):
    content = text.encode()
    return [content[place : place + size] for place in range(0, len(content), size)]


@pytest.mark.parametrize("size", [1, 7, 10_000])
@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"FoundationFoods": ROWS}),
        '{"BrandedFoods": [\n' + ",\n".join(map(json.dumps, ROWS)) + "\n]}",
        json.dumps({"SRLegacyFoods": ROWS}, indent=4),
        json.dumps(ROWS),
        "\n".join(map(json.dumps, ROWS)),
        "\ufeff" + json.dumps({"FoundationFoods": ROWS}),
    ],
    ids=["one line", "a line each", "indented", "list", "lines", "byte order mark"],
)
def test_objects_are_read_however_the_file_is_written(text, size):
    assert list(objects(pieces(text, size))) == ROWS


def test_broken_object_is_skipped_and_the_next_line_is_read():
    text = '{"BrandedFoods": [\n{"fdcId": 1},\n{"fdcId": 2, "na\n{"fdcId": 3}\n]}'

    first, broken, last = objects(pieces(text, 20))

    assert (first, last) == ({"fdcId": 1}, {"fdcId": 3})
    assert isinstance(broken, Unusable)


def test_file_that_ends_in_the_middle_has_a_broken_last_object():
    assert [type(each) for each in objects(pieces('[{"fdcId": 1}, {"fdc', 5))] == [dict, Unusable]


@pytest.mark.parametrize("text", ["", "[]", '{"FoundationFoods": []}', "no JSON"])
def test_file_without_objects_has_none(text):
    assert list(objects(pieces(text, 5))) == []


TABLES = {
    "food": [
        ("fdc_id", "data_type", "description", "food_category_id", "publication_date"),
        ("20", "branded_food", "Oats, rolled", "", "2026-04-30"),
        ("10", "foundation_food", "Pear", "", "2026-04-30"),
    ],
    "branded_food": [
        (
            "fdc_id",
            "brand_owner",
            "brand_name",
            "gtin_upc",
            "serving_size",
            "serving_size_unit",
            "household_serving_fulltext",
        ),
        ("20", "Acme", "", "00012345600012", "30", "g", "1 packet"),
    ],
    "food_nutrient": [
        ("id", "fdc_id", "nutrient_id", "amount"),
        ("1", "20", "1008", "370"),
        ("2", "10", "1008", "57"),
        ("3", "10", "9999", "1"),
        ("4", "20", "1003", "13.5"),
    ],
    "food_portion": [
        ("id", "fdc_id", "seq_num", "amount", "measure_unit_id", "portion_description", "modifier", "gram_weight"),
        ("7", "10", "1", "1", "1000", "", "whole", "178"),
    ],
    "measure_unit": [("id", "name", "abbreviation"), ("1000", "piece", "")],
}


@pytest.fixture
def folder(tmp_path):
    for name, rows in TABLES.items():
        with (tmp_path / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    return tmp_path


def records(path):
    archive = Archive(path)
    return list(joined(archive, archive.tables(), lambda size: None))


def test_tables_are_joined_in_the_order_of_the_foods(folder):
    pear, oats = records(folder)

    assert pear == {
        "fdcId": 10,
        "dataType": "foundation_food",
        "description": "Pear",
        "foodNutrients": [{"nutrient": {"id": "1008"}, "amount": "57"}],
        "foodPortions": [
            {
                "id": "7",
                "amount": "1",
                "measureUnit": {"name": "piece"},
                "portionDescription": "",
                "modifier": "whole",
                "gramWeight": "178",
            }
        ],
    }
    assert (oats["gtinUpc"], oats["servingSize"], len(oats["foodNutrients"])) == ("00012345600012", "30", 2)


def test_zip_file_is_read_like_its_folder(folder, tmp_path):
    with ZipFile(tmp_path / "all.zip", "w") as archive:
        for name in TABLES:
            archive.write(folder / f"{name}.csv", f"FoodData_Central_csv/{name}.csv")

    assert records(tmp_path / "all.zip") == records(folder)


def test_tables_without_foods_are_an_error(folder):
    (folder / "food.csv").unlink()

    with pytest.raises(SourceError, match="no food.csv"):
        records(folder)


def test_file_that_is_no_zip_is_an_error(tmp_path):
    (tmp_path / "a.zip").write_text("x")

    with pytest.raises(SourceError, match="cannot be read"):
        Archive(tmp_path / "a.zip")
