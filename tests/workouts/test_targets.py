"""What clients show for one entry in one iteration."""

import json
from decimal import Decimal
from itertools import islice

import orjson
import pytest

from workouts.progression import Course, Operation, Quantity, Rule, Step, Values
from workouts.targets import Entry, Target, Unit, target_of, targets, written

KG, LB = Unit(1, "kg"), Unit(2, "lb")
REPETITIONS, UNTIL_FAILURE, SECONDS, MAX_REPS = (
    Unit(1, "Repetitions"),
    Unit(2, "Until Failure"),
    Unit(3, "Seconds"),
    Unit(7, "Max Reps"),
)


def entry(weight_unit=KG, repetition_unit=REPETITIONS, **course):
    roundings = {name: Decimal(value) for name, value in course.items()}
    return Entry(43, 1, Course({}, **roundings), repetition_unit, weight_unit)


def values(text):
    """``weight=50 max_weight=60`` and so on."""
    pairs = (pair.split("=") for pair in text.split())
    return Values(**{name: Decimal(value) for name, value in pairs})


def target(text, usual_sets=1, **about):
    return target_of(entry(**about), values(text), usual_sets)


ALL = (
    "sets=4 max_sets=5 weight=51.5 max_weight=61.5 repetitions=8 max_repetitions=10"
    " rir=1.5 max_rir=2.5 rest=120 max_rest=150"
)


def test_every_field_of_a_target():
    found = target_of(
        Entry(43, 7, Course({}, Decimal("0.25"), Decimal(1)), REPETITIONS, LB, "dropset", "slowly"), values(ALL), 1
    )

    assert found == Target(
        slot_entry_id=43,
        exercise=7,
        sets=4,
        max_sets=5,
        weight="51.50",
        max_weight="61.50",
        weight_unit=2,
        weight_rounding="0.25",
        repetitions="8",
        max_repetitions="10",
        repetitions_unit=1,
        repetitions_rounding="1.00",
        rir="1.5",
        max_rir="2.5",
        rpe="8.5",
        rest="120",
        max_rest="150",
        type="dropset",
        text_repr="4-5 Sets, 8-10 × 51.50-61.50 lb @ 1.5-2.5 RiR 120-150s rest",
        comment="slowly",
    )


def test_target_without_values_has_one_set_and_no_units():
    assert target("", weight_rounding="2.5", repetitions_rounding="1") == Target(
        slot_entry_id=43,
        exercise=1,
        sets=1,
        **dict.fromkeys(
            [
                "max_sets",
                "weight",
                "max_weight",
                "weight_unit",
                "weight_rounding",
                "repetitions",
                "max_repetitions",
                "repetitions_unit",
                "repetitions_rounding",
                "rir",
                "max_rir",
                "rpe",
                "rest",
                "max_rest",
            ]
        ),
        type="normal",
        text_repr="",
        comment="",
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("50", "50"),
        ("50.00", "50"),
        ("51.2500", "51.25"),
        ("52.5", "52.50"),
        ("50.004", "50"),
        ("0", "0"),
        ("100", "100"),
    ],
)
def test_values_are_whole_or_have_two_places(value, expected):
    assert written(Decimal(value)) == expected


@pytest.mark.parametrize(("value", "expected"), [("2", "2"), ("1.5", "1.5"), ("2.0", "2"), ("10", "10")])
def test_values_in_tenths_are_whole_or_have_one_place(value, expected):
    assert written(Decimal(value), Decimal("0.1")) == expected


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        pytest.param("weight=51.25 max_weight=56", "weight max_weight", "50 55", id="weight by its multiple"),
        pytest.param("repetitions=9.4 max_repetitions=11", "repetitions max_repetitions", "8 12", id="repetitions"),
        pytest.param("rir=1.3 max_rir=1.8", "rir max_rir", "1.5 2", id="repetitions in reserve in halves"),
        pytest.param("rest=60.4 max_rest=89.6", "rest max_rest", "60 90", id="rest in seconds"),
        pytest.param("sets=4.9 max_sets=5.9", "sets max_sets", "4 5", id="sets are cut off"),
    ],
)
def test_values_are_rounded(text, fields, expected):
    found = target(text, weight_rounding="2.5", repetitions_rounding="4")

    assert [str(getattr(found, field)) for field in fields.split()] == expected.split()


@pytest.mark.parametrize("name", ["weight", "repetitions", "rir", "rest"])
@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        pytest.param("4", "5", "5", id="above the value"),
        pytest.param("4", "4", None, id="as high as the value"),
        pytest.param("4", "3", None, id="below the value"),
        pytest.param("0", "3", None, id="no span begins at zero"),
        pytest.param(None, "3", None, id="no span begins at nothing"),
    ],
)
def test_maximum_is_shown_above_a_value_that_is_not_zero(name, low, high, expected):
    found = target(f"{name}={low} max_{name}={high}" if low else f"max_{name}={high}")

    assert getattr(found, f"max_{name}") == expected


def test_maximum_is_compared_before_rounding():
    found = target("weight=50 max_weight=50.5", weight_rounding="2.5")

    assert (found.weight, found.max_weight, found.text_repr) == ("50", "50", "50 kg")


@pytest.mark.parametrize(
    ("text", "usual", "expected"),
    [
        pytest.param("", 3, (3, None), id="the usual number where no rule says one"),
        pytest.param("sets=4 max_sets=2", 3, (4, 2), id="the upper end is not compared"),
        pytest.param("sets=0", 3, (0, None), id="none is a number of sets"),
    ],
)
def test_sets(text, usual, expected):
    found = target(text, usual)

    assert (found.sets, found.max_sets) == expected


@pytest.mark.parametrize(
    ("rir", "expected"),
    [("0", "10"), ("0.5", "9.5"), ("2", "8"), ("5", "5"), ("5.2", "5"), ("5.3", "4"), ("5.5", "4"), ("9.5", "4")],
)
def test_perceived_exertion(rir, expected):
    assert target(f"rir={rir}").rpe == expected


@pytest.mark.parametrize(
    ("text", "about", "expected"),
    [
        pytest.param(
            "sets=4 repetitions=8 weight=50 max_weight=60 rir=2 rest=120",
            {},
            "4 Sets, 8 × 50-60 kg @ 2 RiR 120s rest",
            id="all of it",
        ),
        pytest.param(
            "sets=4 repetitions=8 weight=50 max_weight=60 rir=2 rest=120",
            {"repetition_unit": UNTIL_FAILURE},
            "4 Sets, ∞ × 50-60 kg @ 2 RiR 120s rest",
            id="failure with a weight has no number",
        ),
        pytest.param(
            "sets=4 repetitions=8 weight=50 rest=120",
            {"repetition_unit": SECONDS},
            "4 Sets, 8 Seconds × 50 kg 120s rest",
            id="other units are named",
        ),
        pytest.param("sets=3 weight=51.2500 repetitions=8", {}, "3 Sets, 8 × 51.25 kg", id="rounded values"),
        pytest.param("weight=51.25 repetitions=8", {"weight_rounding": "2.5"}, "8 × 50 kg", id="in multiples"),
        pytest.param("repetitions=8", {}, "8 Reps", id="repetitions alone"),
        pytest.param("repetitions=8 max_repetitions=10", {}, "8-10 Reps", id="a span of repetitions alone"),
        pytest.param("repetitions=8", {"repetition_unit": UNTIL_FAILURE}, "8 Reps", id="failure without a weight"),
        pytest.param("repetitions=8", {"repetition_unit": None}, "8 Reps", id="repetitions without a unit"),
        pytest.param("repetitions=8 weight=50", {"repetition_unit": None}, "8 × 50 kg", id="no unit, with a weight"),
        pytest.param("repetitions=8", {"repetition_unit": SECONDS}, "8 Seconds", id="seconds alone"),
        pytest.param("repetitions=8", {"repetition_unit": MAX_REPS}, "8 Max Reps", id="max reps alone"),
        pytest.param("weight=50", {}, "50 kg", id="weight alone"),
        pytest.param("weight=50", {"repetition_unit": UNTIL_FAILURE}, "50 kg", id="no repetitions, no failure"),
        pytest.param("weight=50", {"weight_unit": None}, "50", id="weight without a unit"),
        pytest.param("weight=110", {"weight_unit": LB}, "110 lb", id="pounds"),
        pytest.param("weight=0 repetitions=8", {}, "8 Reps", id="no weight"),
        pytest.param("repetitions=0 weight=5", {"repetition_unit": UNTIL_FAILURE}, "∞ × 5 kg", id="failure from zero"),
        pytest.param("repetitions=0", {"repetition_unit": SECONDS}, "", id="zero seconds"),
        pytest.param("rir=0 rest=0", {}, "", id="zero is left out"),
        pytest.param("rir=1.5", {}, "@ 1.5 RiR", id="half repetitions in reserve"),
        pytest.param("rest=90 max_rest=120", {}, "90-120s rest", id="a span of rest"),
        pytest.param("sets=3", {}, "3 Sets", id="sets alone"),
        pytest.param("sets=1 max_sets=3 repetitions=8", {}, "8 Reps", id="a single set is not told"),
        pytest.param("sets=2 max_sets=4", {}, "2-4 Sets", id="a span of sets"),
        pytest.param("sets=2 max_sets=2", {}, "2 Sets", id="a span of sets that is none"),
    ],
)
def test_text(text, about, expected):
    assert target(text, **about).text_repr == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("sets=4 repetitions=8", "8 Reps", id="several"),
        pytest.param("sets=4 max_sets=5 repetitions=8", "8 Reps", id="a span"),
        pytest.param("sets=4", "", id="without details"),
        pytest.param("sets=1 repetitions=8", "8 Reps", id="one"),
        pytest.param("sets=0 repetitions=8", "8 Reps", id="none"),
    ],
)
def test_one_of_several_sets(text, expected):
    found = target(text)
    alone = found.alone()

    assert (alone.sets, alone.text_repr, alone.max_sets) == (1, expected, found.max_sets)
    assert alone.repetitions == found.repetitions


def test_targets_go_through_the_iterations():
    rules = [Rule(1, Decimal(50)), Rule(3, Decimal(55))]
    planned = Entry(1, 1, Course({Quantity.WEIGHT: rules}), weight_unit=KG)

    found = list(islice(targets(planned, 3), 4))

    assert [each.text_repr for each in found] == ["3 Sets, 50 kg", "3 Sets, 50 kg", "3 Sets, 55 kg", "3 Sets, 55 kg"]
    assert found[0] is found[1]


def course(**rules):
    """``weight="1:50 2:+5"``: every rule but the first repeats."""
    return Course(
        {
            Quantity(name): [
                Rule(int(iteration), Decimal(change.strip("+-")), Operation(change[0]), repeat=True)
                if change[0] in "+-"
                else Rule(int(iteration), Decimal(change))
                for iteration, change in (each.split(":") for each in text.split())
            ]
            for name, text in rules.items()
        }
    )


def shown(course, fields, count):
    found = list(islice(targets(Entry(1, 1, course), 1), count))
    return [[getattr(each, field) for each in found] for field in fields.split()]


def test_exertion_rises_as_the_reserve_falls():
    assert shown(course(rir="1:2 2:-0.5"), "rir rpe", 6) == [
        ["2", "1.5", "1", "0.5", "0", "0"],
        ["8", "8.5", "9", "9.5", "10", "10"],
    ]


def test_maximum_that_falls_to_the_value_is_hidden():
    assert shown(course(repetitions="1:8", max_repetitions="1:10 2:-2"), "repetitions max_repetitions", 4) == [
        ["8"] * 4,
        ["10", None, None, None],
    ]


def test_exact_values_are_carried_on_and_rounded_ones_shown():
    percent = [Rule(1, Decimal(50)), Rule(2, Decimal(3), Operation.ADD, Step.PERCENT, repeat=True)]
    rounded = Course({Quantity.WEIGHT: percent}, Decimal("2.5"))

    assert shown(rounded, "weight", 8) == [["50", "52.50", "52.50", "55", "57.50", "57.50", "60", "62.50"]]


def test_sample_of_a_date_sequence_as_json():
    found = target_of(
        Entry(43, 1, Course({}), REPETITIONS, KG), values("sets=3 weight=51.25 repetitions=8 rir=0 rest=120"), 1
    )

    assert json.loads(orjson.dumps(found)) == {
        "slot_entry_id": 43,
        "exercise": 1,
        "sets": 3,
        "max_sets": None,
        "weight": "51.25",
        "max_weight": None,
        "weight_unit": 1,
        "weight_rounding": None,
        "repetitions": "8",
        "max_repetitions": None,
        "repetitions_unit": 1,
        "repetitions_rounding": None,
        "rir": "0",
        "max_rir": None,
        "rpe": "10",
        "rest": "120",
        "max_rest": None,
        "type": "normal",
        "text_repr": "3 Sets, 8 × 51.25 kg 120s rest",
        "comment": "",
    }
