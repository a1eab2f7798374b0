"""Single sets: weight, volume, estimated maxima and records."""

from datetime import date
from decimal import Decimal

import pytest

from workouts.strength import (
    BRZYCKI,
    EPLEY,
    FORMULAS,
    Feat,
    LoggedSet,
    best_by_repetitions,
    best_sets,
    feats,
    in_order,
    records,
)

KG, LB, BODY_WEIGHT = 1, 2, 3
REPETITIONS, UNTIL_FAILURE, SECONDS, MAX_REPS = 1, 2, 3, 7


def decimal(text):
    return None if text is None else Decimal(text)


def logged(weight=None, count=None, *, unit=KG, count_unit=REPETITIONS, rir=None, day=1, id=1, exercise=1):  # noqa: A002
    return LoggedSet(id, date(2026, 1, day), exercise, decimal(weight), unit, decimal(count), count_unit, decimal(rir))


@pytest.mark.parametrize(
    ("weight", "unit", "expected"),
    [
        pytest.param("50", KG, "50", id="kilograms"),
        pytest.param("100", LB, "45.359237", id="a pound is 0.45359237 kg exactly"),
        pytest.param("50", BODY_WEIGHT, None, id="other units are no weight"),
        pytest.param("50", None, None, id="no unit"),
        pytest.param(None, KG, None, id="no weight"),
        pytest.param("0", KG, "0", id="zero is a weight"),
    ],
)
def test_kilograms(weight, unit, expected):
    assert logged(weight, unit=unit).kilograms == decimal(expected)


@pytest.mark.parametrize(
    ("unit", "expected"), [(REPETITIONS, 8), (UNTIL_FAILURE, 8), (MAX_REPS, 8), (SECONDS, None), (None, None)]
)
def test_only_repetitions_are_counted(unit, expected):
    assert logged("50", "8", count_unit=unit).count == expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(logged("50", "8"), "400", id="weight by repetitions"),
        pytest.param(logged("100", "10", unit=LB), "453.59237", id="pounds in kilograms"),
        pytest.param(logged("50"), "0", id="no repetitions"),
        pytest.param(logged(None, "8"), "0", id="no weight"),
        pytest.param(logged("50", "60", count_unit=SECONDS), "0", id="seconds"),
    ],
)
def test_volume(one, expected):
    assert one.volume == Decimal(expected)


@pytest.mark.parametrize(
    ("formula", "repetitions", "expected"),
    [
        pytest.param(EPLEY, "1", "90", id="Epley: one repetition is the maximum itself"),
        pytest.param(EPLEY, "1.5", "94.5", id="Epley: with half a repetition in reserve"),
        pytest.param(EPLEY, "10", "120", id="Epley: ten repetitions"),
        pytest.param(EPLEY, "10.5", None, id="Epley: above ten"),
        pytest.param(EPLEY, "0.5", None, id="Epley: below one"),
        pytest.param(BRZYCKI, "1", "90", id="Brzycki: one repetition is the maximum itself"),
        pytest.param(BRZYCKI, "7", "108", id="Brzycki: seven repetitions"),
        pytest.param(BRZYCKI, "10", "120", id="Brzycki: ten repetitions"),
        pytest.param(BRZYCKI, "11", None, id="Brzycki: above ten"),
        pytest.param(BRZYCKI, "0", None, id="Brzycki: none"),
    ],
)
def test_formulas_within_their_ranges(formula, repetitions, expected):
    assert formula.one_rep_max(Decimal(90), Decimal(repetitions)) == decimal(expected)


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
@pytest.mark.parametrize("weight", ["0", "-5"])
def test_no_weight_shows_no_strength(formula, weight):
    assert formula.one_rep_max(Decimal(weight), Decimal(5)) is None


def test_formulas_have_names():
    assert {name: each.name for name, each in FORMULAS.items()} == {"Epley": "Epley", "Brzycki": "Brzycki"}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(logged("90", "7"), "108", id="repetitions done"),
        pytest.param(logged("90", "5", rir="2"), "108", id="and those that were left"),
        pytest.param(logged("90", "8", rir="3"), None, id="together above ten"),
        pytest.param(logged(None, "5"), None, id="no weight"),
        pytest.param(logged("90"), None, id="no repetitions"),
        pytest.param(logged("100", "1", unit=LB), "45.359237", id="pounds"),
    ],
)
def test_estimated_maximum_of_a_set(one, expected):
    assert one.one_rep_max(BRZYCKI) == decimal(expected)


def test_feats_of_a_set():
    assert feats(logged("90", "10"), EPLEY) == {
        Feat.WEIGHT: 90,
        Feat.REPETITIONS: 10,
        Feat.VOLUME: 900,
        Feat.ONE_REP_MAX: 120,
    }


def test_a_set_without_weight_has_only_its_repetitions():
    assert feats(logged("0", "15")) == feats(logged(None, "15")) == {Feat.REPETITIONS: 15}


def test_sets_are_ordered_by_date_and_then_by_id():
    first, second, third = logged(day=1, id=9), logged(day=2, id=1), logged(day=2, id=3)

    assert in_order([third, first, second]) == [first, second, third]


def test_records_are_told_when_they_are_set():
    start, same, more, other = (
        logged("50", "5", id=1),
        logged("50", "5", id=2),
        logged("60", "3", id=3),
        logged("20", "5", id=4, exercise=2),
    )

    told = [(each.feat, each.set.id, each.value, each.previous) for each in records([other, more, same, start], EPLEY)]

    assert [each for each in told if each[0] == Feat.WEIGHT] == [
        ("weight", 1, 50, None),
        ("weight", 3, 60, 50),
        ("weight", 4, 20, None),
    ]
    assert [each[1] for each in told if each[0] == Feat.REPETITIONS] == [1, 4]
    assert [each[1] for each in told if each[0] == Feat.VOLUME] == [1, 4]
    assert [each[1:] for each in told if each[0] == Feat.ONE_REP_MAX and each[1] == 3] == [
        (3, 66, EPLEY.one_rep_max(Decimal(50), Decimal(5)))
    ]


def test_best_sets_are_the_records_that_stand():
    sets = [logged("50", "8", id=1), logged("60", "3", id=2), logged("20", "5", id=3, exercise=2)]

    best = best_sets(sets, BRZYCKI)

    assert {exercise: {feat: each.set.id for feat, each in held.items()} for exercise, held in best.items()} == {
        1: {Feat.WEIGHT: 2, Feat.REPETITIONS: 1, Feat.VOLUME: 1, Feat.ONE_REP_MAX: 2},
        2: {Feat.WEIGHT: 3, Feat.REPETITIONS: 3, Feat.VOLUME: 3, Feat.ONE_REP_MAX: 3},
    }


def test_heaviest_set_of_each_date_by_repetitions():
    sets = [
        logged("50", "8", day=2, id=1),
        logged("55", "8", day=2, id=2),
        logged("55", "8", day=2, id=3),
        logged("100", "8", day=1, id=4, unit=LB),
        logged("60", "5", day=1, id=5),
        logged("60", "30", day=1, id=6, count_unit=SECONDS),
        logged(None, "8", day=3, id=7),
    ]

    charts = best_by_repetitions(sets)

    assert {count: [one.id for one in line] for count, line in charts.items()} == {5: [5], 8: [4, 2]}
    assert list(charts) == [5, 8]


def test_best_sets_use_the_formula_that_is_asked_for():
    sets = [logged("90", "5")]

    assert best_sets(sets, EPLEY)[1][Feat.ONE_REP_MAX].value == 105
