"""The file that speed is measured with."""

from collections import Counter
from itertools import islice

from benchmarks.data.products import Products, write
from nutrition.importing.foods import Food
from nutrition.management.commands.import_off import product

LANGUAGES = dict.fromkeys(("en", "fr", "de", "it", "es", "nl", "pl", "pt"), 1)


def test_same_number_makes_the_same_file(tmp_path):
    write(50, tmp_path / "a")
    write(50, tmp_path / "b")

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_of_a_thousand_as_many_are_left_out_as_it_says():
    read = [product(line, LANGUAGES) for line in islice(Products().lines(1000), 1000)]

    reasons = Counter("fine" if isinstance(each, Food) else each.reason for each in read)

    assert reasons == {
        "fine": 849,
        "is in a language that is not imported": 100,
        "has no name": 30,
        "has no energy, protein, carbohydrates or fat": 20,
        "is no JSON": 1,
    }
    assert sum(1 for each in read if isinstance(each, Food) and each.content["quality"]) >= 15
