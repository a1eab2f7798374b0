"""What becomes of the numbers of a set."""

from datetime import datetime
from decimal import Decimal

import pytest

from workouts.importing.sets import Kind, PerformedSet, Units, Unusable, figures


def performed(**values):
    numbers = {
        name: Decimal(value) if isinstance(value, str) and value[-1].isdigit() else value
        for name, value in values.items()
    }
    return PerformedSet(line=1, key="", moment=datetime(2024, 1, 5), exercise="Squat", **numbers)


def found(units=None, **values):
    row = figures(performed(**values), units or Units())
    weight = None if row.weight is None else float(row.weight)
    return float(row.repetitions), row.repetitions_unit, weight, row.weight_unit, row.rir, row.lost


CASES = {
    "repetitions with a weight": ({"repetitions": "8", "weight": "80"}, (8, 1, 80, 1, None, [])),
    "pounds": ({"repetitions": "8", "weight": "180.5", "weight_unit": "lb"}, (8, 1, 180.5, 2, None, [])),
    "own body": ({"repetitions": "8", "weight": "0"}, (8, 1, 0, 1, None, [])),
    "help by a machine": ({"repetitions": "8", "weight": "-20"}, (8, 1, None, 1, None, ["-20 kg"])),
    "seconds": ({"seconds": 90}, (90, 3, None, 1, None, [])),
    "hours": ({"seconds": 12600}, (210, 4, None, 1, None, [])),
    "seconds with a weight": ({"seconds": 90, "weight": "20"}, (90, 3, 20, 1, None, [])),
    "kilometres by default": ({"distance": "5"}, (5, 6, None, 1, None, [])),
    "miles": ({"distance": "2", "distance_unit": "mi"}, (2, 5, None, 1, None, [])),
    "feet": ({"distance": "100", "distance_unit": "ft"}, (30.48, 8, None, 1, None, [])),
    "many metres": ({"distance": "12000", "distance_unit": "m"}, (12, 6, None, 1, None, [])),
    "speed": ({"distance": "5", "seconds": 1500}, (5, 6, 12, 5, None, ["1500 s"])),
    "speed in miles": ({"distance": "3", "distance_unit": "mi", "seconds": 1800}, (3, 5, 6, 6, None, ["1800 s"])),
    "speed over metres": (
        {"distance": "400", "distance_unit": "m", "seconds": 120},
        (400, 8, 12, 5, None, ["120 s"]),
    ),
    "a sled keeps its weight": (
        {"distance": "20", "distance_unit": "m", "seconds": 10, "weight": "60"},
        (20, 8, 60, 1, None, ["10 s"]),
    ),
    "repetitions count before the rest": (
        {"repetitions": "8", "seconds": 60, "distance": "1"},
        (8, 1, None, 1, None, ["60 s", "1 km"]),
    ),
    "RPE": ({"repetitions": "8", "rpe": "8.5"}, (8, 1, None, 1, Decimal("1.5"), [])),
    "RPE of an easy set": ({"repetitions": "8", "rpe": "4"}, (8, 1, None, 1, None, ["RPE 4"])),
    "RPE that cannot be": ({"repetitions": "8", "rpe": "11"}, (8, 1, None, 1, None, ["RPE 11"])),
    "RIR": ({"repetitions": "8", "rir": "2"}, (8, 1, None, 1, Decimal(2), [])),
    "to failure": ({"repetitions": "8", "kind": Kind.FAILURE}, (8, 1, None, 1, 0, ["to failure"])),
    "warm-up": ({"repetitions": "8", "kind": Kind.WARM_UP}, (8, 1, None, 1, None, ["warm-up"])),
}


@pytest.mark.parametrize("case", CASES)
def test_figures(case):
    values, expected = CASES[case]

    assert found(**values) == expected


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"weight": "80"},
        {"repetitions": "0", "weight": "80"},
        {"repetitions": "-1"},
        {"distance": "-5"},
        {"repetitions": "8", "weight": "99999"},
        {"repetitions": "99999"},
    ],
)
def test_what_is_no_set(values):
    with pytest.raises(Unusable):
        found(**values)


def test_units_that_the_person_has_named():
    assert found(Units("lb", "mi"), repetitions="8", weight="180")[3] == 2
    assert found(Units("lb", "mi"), distance="2")[:2] == (2, 5)
