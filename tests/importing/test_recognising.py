"""Names that other apps give to exercises."""

import pytest

from exercises.recognising import MOST_SUGGESTIONS, Names
from tests.exercises.factories import AliasFactory, TranslationFactory


@pytest.fixture
def catalogue(db):
    names = ["Barbell Bench Press", "Dumbbell Bench Press", "Pull-Up", "Lat Pulldown", "Triceps Extension"]
    found = {name: TranslationFactory(name=name) for name in names}
    AliasFactory(translation=found["Barbell Bench Press"], alias="Bench Press")
    return {name: row.exercise_id for name, row in found.items()}


@pytest.mark.parametrize(
    ("written", "meant", "is_exact"),
    [
        ("Barbell Bench Press", "Barbell Bench Press", True),
        ("barbell bench-press", "Barbell Bench Press", True),
        ("Bench Press", "Barbell Bench Press", True),
        ("Bench Press (Barbell)", "Barbell Bench Press", False),
        ("Flat Barbell Bench Press", "Barbell Bench Press", False),
        ("DB Bench Press", "Dumbbell Bench Press", False),
        ("Pullups", "Pull-Up", False),
        ("Lat Pull Down", "Lat Pulldown", False),
        ("Tricep Extensions", "Triceps Extension", False),
    ],
)
def test_surely_known(catalogue, written, meant, is_exact):
    found = Names().recognise(written)

    assert (found.exercise, found.is_exact) == (catalogue[meant], is_exact)


@pytest.mark.parametrize("written", ["Press", "Bench Press (Smith Machine)", "Curl", "Übung", ""])
def test_not_surely_known(catalogue, written):
    assert Names().recognise(written).exercise is None


def test_suggestions(catalogue):
    found = Names().recognise("Lat Pulldown (Cable)").suggestions

    assert (found[0], len(found) <= MOST_SUGGESTIONS) == ("Lat Pulldown", True)


def test_name_of_two_exercises_is_not_sure(catalogue):
    TranslationFactory(name="Barbell Bench Press")

    assert Names().recognise("Barbell Bench Press").exercise is None


def test_what_a_person_may_write(catalogue, bench):
    names = Names()

    assert [names.chosen(text) for text in ("pull up", str(bench.pk), str(bench.uuid), "-1", "nothing", "")] == [
        catalogue["Pull-Up"],
        bench.pk,
        bench.pk,
        None,
        None,
        None,
    ]


def test_two_queries(catalogue, django_assert_num_queries):
    with django_assert_num_queries(2):
        names = Names()
        for written in ("Pull-Up", "DB Bench Press", "Curl"):
            names.recognise(written)
