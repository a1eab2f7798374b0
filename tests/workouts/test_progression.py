"""The worked examples of the routine vocabulary."""

from decimal import ROUND_UP, Decimal, localcontext
from itertools import islice

import pytest

from tests.workouts.plans import (
    BOTH,
    MAX_REPETITIONS,
    MAX_WEIGHT,
    REPETITIONS,
    REST,
    RIR,
    SETS,
    WEIGHT,
    course,
    log,
    numbers,
    rule,
    rules,
    values,
)
from workouts.progression import (
    Course,
    Performance,
    Quantity,
    Values,
    progress,
    rounded,
    values_at,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "1:r50 4:+10% 6:+2 7:+1 8:r45", "50 50 50 55 55 57 58 45 45", id="each rule acts once, in its turn"
        ),
        pytest.param("1:r20 2:+2.5* 5:-10%", "20 22.5 25 27.5 24.75 24.75", id="a later rule ends one that repeats"),
        pytest.param("3:+5*", "- - 5 10 15 20", id="adding to nothing begins at zero"),
        pytest.param("3:r50", "- - 50 50", id="before its first rule a quantity has no value"),
        pytest.param("0:r50", "- - -", id="iteration zero never comes"),
        pytest.param("1:r5 2:-3*", "5 2 0 0 0", id="a value does not fall below zero"),
        pytest.param("1:r5 2:-3% 3:-200%", "5 4.85 0", id="percent does not take a value below zero either"),
        pytest.param("1:r5 2:r30* 4:+1", "5 30 30 31 31 31", id="repeating to replace changes nothing"),
        pytest.param("1:r3000 2:+100%*", "3000 6000 9999.99 9999.99", id="a value stays at the cap"),
        pytest.param("1:r3000 2:+100%* 4:-1", "3000 6000 9999.99 9998.99", id="and goes on from the cap"),
        pytest.param("1:r50 2:+10n", "50 60", id="plus with step na is absolute"),
        pytest.param("1:r50 2:-10n*", "50 40 30", id="minus with step na is absolute"),
        pytest.param("2:-4", "- 0", id="taking from nothing is zero"),
        pytest.param("2:+10%", "- 0", id="ten percent of nothing is zero"),
        pytest.param("1:r50 2:r0 3:+5", "50 0 5", id="zero is a value"),
        pytest.param("1:r9999.99 2:r12000", "9999.99 9999.99", id="replacing is capped too"),
        pytest.param("1:r-5 2:+3", "0 3", id="replacing does not go below zero"),
        pytest.param("1:r5 3:+1* 4:+2", "5 5 6 8 8", id="a single rule takes over for good"),
    ],
)
def test_value_follows_its_rules(text, expected):
    assert values(course(weight=text), "weight", len(expected.split())) == numbers(expected)


@pytest.mark.parametrize("quantity", list(Quantity))
def test_every_quantity_has_its_own_rules_and_value(quantity):
    mine = course(**{quantity.value: "1:r3 2:+1*"})

    assert values(mine, quantity, 3) == [3, 4, 5]
    assert [getattr(values_at(mine, 3), other) for other in Quantity if other != quantity] == [None] * 9


@pytest.mark.parametrize("quantity", ["rir", "max_rir"])
def test_repetitions_in_reserve_stay_at_nine_and_a_half(quantity):
    assert values(course(**{quantity: "1:r9 2:+0.4*"}), quantity, 4) == numbers("9 9.4 9.5 9.5")


def test_repetitions_in_reserve_do_not_fall_below_zero():
    assert values(course(rir="1:r2 2:-0.5*"), "rir", 6) == numbers("2 1.5 1 0.5 0 0")


GATED = {"weight": [rule("1:r50"), rule("2:+2.5*", BOTH)], "repetitions": [rule("1:r8")]}
ONCE = {"weight": [rule("1:r50"), rule("2:+5", "weight")]}
ONCE_THEN_UNGATED = {"weight": [*ONCE["weight"], rule("4:+1")]}
ONCE_THEN_GATED = {"weight": [*ONCE["weight"], rule("4:+1", "weight")]}


@pytest.mark.parametrize(
    ("plan", "logs", "expected"),
    [
        pytest.param(GATED, [], "50 50 50 50 50", id="without logs nothing is earned"),
        pytest.param(GATED, [(1, 50, 8)], "50 52.5 52.5 52.5 52.5", id="one iteration earned is one step"),
        pytest.param(GATED, [(1, 50, 8), (2, 50, 8)], "50 52.5 52.5 52.5 52.5", id="the new weight has to be reached"),
        pytest.param(
            GATED,
            [(1, 50, 8), (2, 50, 8), (3, "52.5", 10)],
            "50 52.5 52.5 55 55 55",
            id="a missed iteration is never made up for",
        ),
        pytest.param(GATED, [(1, 50, 7), (1, 45, 8)], "50 50 50", id="one single set has to reach everything"),
        pytest.param(GATED, [(1, 50, None), (1, None, 8)], "50 50 50", id="what was not written down is not reached"),
        pytest.param(GATED, [(1, 40, 1), (1, 50, 8)], "50 52.5 52.5", id="any set will do, not only the first"),
        pytest.param(GATED, [(2, 50, 8)], "50 50 52.5 52.5", id="only the iteration just before counts"),
        pytest.param(ONCE, [(3, 50, None)], "50 50 50 55 55 55", id="a single rule waits until it is earned, once"),
        pytest.param(ONCE, [(3, 50, None), (4, 60, None)], "50 50 50 55 55", id="and does not fire a second time"),
        pytest.param(ONCE_THEN_UNGATED, [], "50 50 50 51 51", id="the next rule discards a waiting one"),
        pytest.param(ONCE_THEN_GATED, [(4, 50, None)], "50 50 50 50 51 51", id="and may itself have to wait"),
        pytest.param(
            {"weight": [rule("1:r50", BOTH), rule("2:+5")]}, [], "50 55 55", id="the first iteration needs nothing"
        ),
        pytest.param(
            {"weight": [rule("1:r50"), rule("2:+5*", "rir")]},
            [log(1, 50, 8, 4)],
            "50 50 50",
            id="nothing reaches a target that is not set",
        ),
    ],
)
def test_weight_has_to_be_earned(plan, logs, expected):
    logs = [one if isinstance(one, Performance) else log(*one) for one in logs]
    mine = Course({Quantity(name): held for name, held in plan.items()})

    assert values(mine, "weight", len(expected.split()), logs) == numbers(expected)


@pytest.mark.parametrize(
    ("name", "target", "achieved", "expected"),
    [
        pytest.param("rir", "2", {"rir": 2}, 55, id="repetitions in reserve: as many are enough"),
        pytest.param("rir", "2", {"rir": "1.5"}, 50, id="repetitions in reserve: fewer are not"),
        pytest.param("rest", "120", {"rest": 120}, 55, id="rest: as long is enough"),
        pytest.param("rest", "120", {"rest": 119}, 50, id="rest: shorter is not"),
        pytest.param("repetitions", "8", {"repetitions": 8}, 55, id="repetitions: as many are enough"),
        pytest.param("repetitions", "8", {"repetitions": 7}, 50, id="repetitions: fewer are not"),
    ],
)
def test_requirement_compares_its_own_quantity(name, target, achieved, expected):
    mine = Course({WEIGHT: [rule("1:r50"), rule("2:+5", name)], Quantity(name): rules(f"1:r{target}")})

    assert values(mine, "weight", 2, [log(1, **achieved)])[1] == expected


@pytest.mark.parametrize(
    ("name", "start", "rounding", "achieved", "is_earned"),
    [
        pytest.param("weight", "51", {"weight_rounding": Decimal("2.5")}, 50, True, id="51 kg are shown as 50"),
        pytest.param("weight", "51", {}, 50, False, id="51 kg without rounding are 51"),
        pytest.param(
            "repetitions", "9", {"repetitions_rounding": Decimal(4)}, 8, True, id="9 repetitions are shown as 8"
        ),
        pytest.param("repetitions", "9", {"weight_rounding": Decimal(4)}, 8, False, id="roundings are not mixed up"),
        pytest.param("rir", "1.2", {}, 1, True, id="RiR is shown in halves"),
        pytest.param("rest", "60.4", {}, 60, True, id="rest is shown in seconds"),
    ],
)
def test_requirement_compares_with_what_was_shown(name, start, rounding, achieved, is_earned):
    gated = {Quantity(name): rules(f"1:r{start}"), SETS: [rule("1:r1"), rule("2:+1", name)]}

    sets = values(Course(gated, **rounding), "sets", 2, [log(1, **{name: achieved})])

    assert sets == [1, 2 if is_earned else 1]


def test_requirement_compares_with_the_values_before_any_rule_of_the_iteration():
    mine = Course({WEIGHT: rules("1:r50 2:+5"), REPETITIONS: [rule("1:r8"), rule("2:+1", "weight")]})

    assert values(mine, "repetitions", 2, [log(1, 50)]) == [8, 9]


MAX_MOVES_ALONE = rules("1:r10 2:+1*")


@pytest.mark.parametrize(
    ("logs", "lower", "upper"),
    [
        pytest.param([], "8 8 8", "10 10 10", id="the upper end waits for the lower one"),
        pytest.param([log(1, repetitions=8)], "8 9 9", "10 11 11", id="both move together"),
    ],
)
def test_upper_end_needs_what_the_lower_end_needs(logs, lower, upper):
    gated = [rule("1:r8"), rule("2:+1*", "repetitions")]
    mine = Course({REPETITIONS: gated, MAX_REPETITIONS: MAX_MOVES_ALONE})

    assert values(mine, "repetitions", 3, logs) == numbers(lower)
    assert values(mine, "max_repetitions", 3, logs) == numbers(upper)


@pytest.mark.parametrize(
    ("lower", "expected"),
    [
        pytest.param([rule("1:r8")], "10 11 12", id="a lower end without requirements lifts those of the upper end"),
        pytest.param([], "10 10 10", id="without a lower end the upper one has its own"),
        pytest.param([rule("3:r8")], "10 10 11", id="the lower end counts from its first rule on"),
        pytest.param([rule("0:r8")], "10 10 10", id="a lower end whose rule never comes does not count"),
    ],
)
def test_whose_requirements_count_for_the_upper_end(lower, expected):
    gated = [rule("1:r10"), rule("2:+1*", "repetitions")]

    mine = Course({REPETITIONS: lower, MAX_REPETITIONS: gated})

    assert values(mine, "max_repetitions", 3) == numbers(expected)


@pytest.mark.parametrize("name", ["weight", "repetitions", "rir", "rest", "sets"])
def test_each_upper_end_has_its_lower_end(name):
    gated = [rule("1:r2"), rule("2:+1*", "weight")]
    mine = Course({Quantity(name): gated, Quantity(f"max_{name}"): rules("1:r5 2:+1*")})

    assert values(mine, f"max_{name}", 2) == [5, 5]


@pytest.mark.parametrize(
    ("value", "multiple", "expected"),
    [
        pytest.param("20.62", "1.25", "20", id="down to the nearest"),
        pytest.param("20.63", "1.25", "21.25", id="up to the nearest"),
        pytest.param("51.25", "2.5", "50", id="a tie to the even multiple below"),
        pytest.param("53.75", "2.5", "55", id="a tie to the even multiple above"),
        pytest.param("51.13", None, "51.13", id="no multiple"),
        pytest.param("51.13", "0", "51.13", id="a multiple of zero"),
    ],
)
def test_rounding(value, multiple, expected):
    assert rounded(Decimal(value), multiple if multiple is None else Decimal(multiple)) == Decimal(expected)


def test_rounding_is_for_showing_only():
    mine = course(weight="1:r50 2:+3%*")

    shown = [rounded(value, Decimal("2.5")) for value in values(mine, "weight", 8)]

    assert shown == numbers("50 52.5 52.5 55 57.5 57.5 60 62.5")


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (WEIGHT, Decimal("2.5")),
        (MAX_WEIGHT, Decimal("2.5")),
        (REPETITIONS, Decimal(2)),
        (MAX_REPETITIONS, Decimal(2)),
        (RIR, Decimal("0.5")),
        (Quantity.MAX_RIR, Decimal("0.5")),
        (REST, 1),
        (Quantity.MAX_REST, 1),
        (SETS, None),
        (Quantity.MAX_SETS, None),
    ],
)
def test_both_ends_of_a_span_are_rounded_alike(quantity, expected):
    assert Course({}, Decimal("2.5"), Decimal(2)).rounding(quantity) == expected


@pytest.mark.parametrize(("iteration", "expected"), [(-1, 50), (0, 50), (1, 50), (2, 55), (4, 65)])
def test_values_at_one_iteration(iteration, expected):
    assert values_at(course(weight="1:r50 2:+5*"), iteration).weight == expected


def test_values_at_one_iteration_knows_the_logs():
    mine = Course({Quantity(name): held for name, held in GATED.items()})

    assert values_at(mine, 2, [log(1, 50, 8)]).weight == Decimal("52.5")


def test_iteration_that_changes_nothing_is_the_same_object():
    first, second, third = islice(progress(course(weight="1:r50 3:+5")), 3)

    assert first is second
    assert third is not second
    assert third == Values(weight=Decimal(55))


def test_rule_that_is_not_earned_changes_nothing():
    first, second = islice(progress(Course({WEIGHT: GATED["weight"]})), 2)

    assert first is second


def test_rounding_does_not_depend_on_the_context():
    with localcontext(rounding=ROUND_UP):
        assert rounded(Decimal("51.25"), Decimal("2.5")) == 50
