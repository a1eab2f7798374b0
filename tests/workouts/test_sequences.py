"""How the slots of a day are shown, performed and counted."""

from datetime import date
from decimal import Decimal

import pytest

from workouts.calendar import Appointment, Day
from workouts.progression import Course, Operation, Performance, Quantity, Rule
from workouts.sequences import (
    MOST_SETS,
    ShownSlot,
    Slot,
    Unfolding,
    computed_settings,
    rounds_of,
    taking_turns,
    with_usual_sets,
)
from workouts.targets import Entry

DAY = Day(5)


def entry(number, exercise, sets=None):
    rules = {} if sets is None else {Quantity.SETS: [Rule(1, Decimal(sets))]}
    return Entry(number, exercise, Course(rules))


def slot(text, comment="", rounds=None):
    """``a b3 a`` are entries of exercises 1, 2 and 1, the second with three sets; their ids count from 1."""
    return Slot(
        tuple(entry(number, ord(each[0]) - 96, each[1:] or None) for number, each in enumerate(text.split(), start=1)),
        comment,
        rounds,
    )


def on(iteration, day=DAY):
    return Appointment(date(2026, 1, 5), iteration, day)


def shown(slots, way="display"):
    unfolding = Unfolding({DAY.id: slots}, {})
    return getattr(unfolding, way)(on(1))


@pytest.mark.parametrize(
    ("text", "rounds", "expected"),
    [
        pytest.param("a", 4, [4], id="the only entry inherits the rounds"),
        pytest.param("a b", 4, [4, 4], id="each exercise of a superset does"),
        pytest.param("a2 b", 4, [1, 4], id="a rule of its own comes first"),
        pytest.param("a a a", 4, [1, 1, 1], id="steps of a pyramid count once"),
        pytest.param("a a b", 3, [1, 1, 3], id="a pyramid beside another exercise"),
        pytest.param("a", 0, [0], id="no rounds are a number too"),
        pytest.param("a b", None, [1, 1], id="a slot without rounds"),
        pytest.param("", 4, [], id="an empty slot"),
    ],
)
def test_usual_sets(text, rounds, expected):
    assert [sets for _, sets in with_usual_sets(slot(text, rounds=rounds))] == expected


def test_rule_about_sets_that_begins_later_is_a_rule_of_its_own():
    later = Entry(1, 1, Course({Quantity.SETS: [Rule(3, Decimal(5))]}))

    assert with_usual_sets(Slot((later,), rounds=4)) == [(later, 1)]


@pytest.mark.parametrize(
    ("text", "rounds", "expected"),
    [
        pytest.param("a2", 4, 4, id="the column"),
        pytest.param("a2", 0, 0, id="the column, even if zero"),
        pytest.param("a3 b5", None, 3, id="else the first entry's sets"),
        pytest.param("a b5", None, 1, id="else one"),
        pytest.param("", None, 1, id="an empty slot"),
    ],
)
def test_rounds_are_read_back(text, rounds, expected):
    assert rounds_of(slot(text, rounds=rounds)) == expected


def test_sets_that_grow_are_read_as_they_begin():
    growing = Entry(1, 1, Course({Quantity.SETS: [Rule(1, Decimal(2)), Rule(2, Decimal(9))]}))

    assert rounds_of(Slot((growing,))) == 2
    assert computed_settings(Slot((growing,))) == [growing, growing]


@pytest.mark.parametrize(
    ("text", "rounds", "expected"),
    [
        pytest.param("a", 4, [1, 1, 1, 1], id="one setting as often as there are rounds"),
        pytest.param("a a a", 4, [1, 2, 3], id="several of one exercise once each"),
        pytest.param("a b", 2, [1, 2, 1, 2], id="exercises take turns"),
        pytest.param("a b b b", 2, [1, 2, 1, 3, 4], id="nothing is cut off"),
        pytest.param("a2 b3", None, [1, 2, 1, 2, 2], id="sets of the newer vocabulary"),
        pytest.param("a2 a1", None, [1, 1, 2], id="settings of one exercise one after the other"),
        pytest.param("a", 0, [], id="no rounds"),
        pytest.param("", 4, [], id="an empty slot"),
    ],
)
def test_computed_settings(text, rounds, expected):
    assert [each.id for each in computed_settings(slot(text, rounds=rounds))] == expected


def test_thousands_of_sets_are_not_listed():
    assert len(computed_settings(slot("a9999"))) == MOST_SETS
    assert len(shown([slot("a9999")], "gym")[0].sets) == MOST_SETS


@pytest.mark.parametrize(
    ("queues", "expected"),
    [
        pytest.param(["1111", "22", "333"], "123123131", id="until all are used"),
        pytest.param(["11"], "11", id="a single one"),
        pytest.param(["", "22"], "22", id="an empty one"),
        pytest.param([], "", id="none"),
    ],
)
def test_taking_turns(queues, expected):
    assert "".join(taking_turns(queues)) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(["a", "a"], [((1,), 2)], id="neighbours with the same exercise are merged"),
        pytest.param(["a", "a a", "a"], [((1,), 4)], id="however many entries and slots"),
        pytest.param(["a", "b", "a"], [((1,), 1), ((2,), 1), ((1,), 1)], id="another exercise in between"),
        pytest.param(["a", "a b", "a"], [((1,), 1), ((1, 2), 2), ((1,), 1)], id="a superset in between"),
        pytest.param(["a b", "a b"], [((1, 2), 2), ((1, 2), 2)], id="supersets stay apart"),
        pytest.param(["", "a", "", "a"], [((1,), 2)], id="slots without entries are left out"),
        pytest.param(["b a b"], [((2, 1), 3)], id="exercises in the order of their first set"),
        pytest.param([], [], id="no slots"),
    ],
)
def test_display_merges_slots(texts, expected):
    found = shown([slot(text) for text in texts])

    assert [(each.exercises, len(each.sets)) for each in found] == expected
    assert [each.is_superset for each in found] == [len(exercises) > 1 for exercises, _ in expected]


def test_display_keeps_the_first_comment_and_the_order_of_sets():
    first, second = slot("a2", "slowly"), slot("a3", "fast")

    (found,) = shown([first, second])

    assert found.comment == "slowly"
    assert [each.sets for each in found.sets] == [2, 3]


@pytest.mark.parametrize(
    ("text", "rounds", "expected"),
    [
        pytest.param("a3", None, [1, 1, 1], id="one target a set"),
        pytest.param("a4 b2 c3", None, [1, 2, 3, 1, 2, 3, 1, 3, 1], id="entries take turns"),
        pytest.param("a2 a1", None, [1, 2, 1], id="entries of one exercise too"),
        pytest.param("a b", 2, [1, 2, 1, 2], id="rounds of the older vocabulary"),
        pytest.param("a0", None, [], id="no sets"),
        pytest.param("", None, [], id="no entries"),
    ],
)
def test_gym_lists_every_set(text, rounds, expected):
    (found,) = shown([slot(text, rounds=rounds)], "gym")

    assert [each.slot_entry_id for each in found.sets] == expected
    assert {each.sets for each in found.sets} <= {1}


def test_gym_keeps_every_slot_as_it_is():
    found = shown([slot("a", "x"), slot("", "y"), slot("a0", "z")], "gym")

    assert [(each.comment, each.exercises, each.is_superset) for each in found] == [
        ("x", (1,), False),
        ("y", (), False),
        ("z", (1,), False),
    ]
    assert found[1] == ShownSlot("y", is_superset=False, exercises=(), sets=())


GROWING = Entry(
    9,
    1,
    Course(
        {
            Quantity.WEIGHT: [
                Rule(1, Decimal(50)),
                Rule(2, Decimal(5), Operation.ADD, repeat=True, requirements=frozenset({Quantity.WEIGHT})),
            ]
        }
    ),
)


def test_unfolding_knows_every_iteration_in_any_order():
    performances = {9: [Performance(1, Decimal(50)), Performance(2, Decimal(55))], 8: [Performance(3, Decimal(99))]}
    unfolding = Unfolding({DAY.id: [Slot((GROWING,))]}, performances)

    weights = [unfolding.display(on(iteration))[0].sets[0].weight for iteration in (3, 1, 2, 5)]

    assert weights == ["60", "50", "55", "60"]


def test_unfolding_computes_a_day_once():
    unfolding = Unfolding({DAY.id: [Slot((GROWING,))]}, {})

    assert unfolding.display(on(1)) is unfolding.display(on(1))
    assert unfolding.gym(on(1)) is unfolding.gym(on(1))


@pytest.mark.parametrize(
    "appointment",
    [pytest.param(on(1, None), id="an empty date"), pytest.param(on(1, Day(6)), id="a day without slots")],
)
@pytest.mark.parametrize("way", ["display", "gym"])
def test_nothing_to_do(appointment, way):
    unfolding = Unfolding({DAY.id: [Slot((GROWING,))]}, {})

    assert getattr(unfolding, way)(appointment) == []
