"""What sets add up to."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from workouts.statistics import Load, Measure, Muscles, Week, overviews, workload
from workouts.strength import EPLEY, LoggedSet

CHEST, TRICEPS, GLUTES, QUADS, ERECTOR = 4, 5, 8, 10, 16
PRESS, SQUAT, DEADLIFT, RUN = 1, 2, 3, 4
MUSCLES = {
    PRESS: Muscles(frozenset({CHEST}), frozenset({TRICEPS})),
    SQUAT: Muscles(frozenset({QUADS, GLUTES})),
    DEADLIFT: Muscles(frozenset({GLUTES, ERECTOR})),
    RUN: Muscles(),
}
DAY = date(2026, 1, 5)


def logged(exercise, weight, count, *, day=DAY, iteration=1, unit=1, id=1):  # noqa: A002
    numbers = [None if each is None else Decimal(each) for each in (weight, count)]
    return LoggedSet(id, day, exercise, numbers[0], unit, numbers[1], 1, iteration=iteration)


def whole(sets, measure, **about):
    return overviews(sets, MUSCLES, **about)[measure].mesocycle


def test_volume_of_exercises_muscles_and_halves_of_the_body():
    found = whole([logged(PRESS, 50, 8), logged(SQUAT, 100, 5), logged(DEADLIFT, 100, 3)], Measure.VOLUME)

    assert found == Load(
        exercises={PRESS: 400, SQUAT: 500, DEADLIFT: 300},
        muscles={CHEST: 400, TRICEPS: 200, GLUTES: 800, QUADS: 500, ERECTOR: 300},
        upper_body=Decimal(550),
        lower_body=Decimal(650),
        total=Decimal(1200),
    )


def test_pounds_are_converted():
    assert whole([logged(PRESS, 100, 10, unit=2)], Measure.VOLUME).total == Decimal("453.59237")


def test_sets_are_counted_whatever_was_logged():
    found = whole([logged(PRESS, 50, 8), logged(PRESS, None, 8), logged(RUN, None, None, unit=None)], Measure.SETS)

    assert (found.exercises, found.total) == ({PRESS: 2, RUN: 1}, 3)
    assert found.muscles == {CHEST: 2, TRICEPS: 1}


def test_exercise_without_muscles_is_in_the_total_only():
    found = whole([logged(RUN, 10, 10), logged(99, 10, 10)], Measure.VOLUME)

    assert found == Load({RUN: 100, 99: 100}, {}, Decimal(0), Decimal(0), Decimal(200))


@pytest.mark.parametrize(
    ("trained", "expected"),
    [
        pytest.param(Muscles(frozenset({7, 8, 10, 11, 15})), 1, id="all muscles of the lower body"),
        pytest.param(Muscles(frozenset({1, 2, 3, 4, 5, 6, 9, 12, 13, 14, 16})), 0, id="all of the upper body"),
        pytest.param(Muscles(frozenset({CHEST}), frozenset({QUADS})), 0, id="the primary ones decide"),
        pytest.param(Muscles(frozenset(), frozenset({QUADS, CHEST})), Decimal("0.5"), id="else the secondary ones"),
        pytest.param(Muscles(), None, id="no muscles, no half"),
    ],
)
def test_share_of_the_lower_body(trained, expected):
    assert trained.lower_body_share() == expected


def test_a_muscle_named_twice_is_a_primary_one():
    assert Muscles(frozenset({CHEST}), frozenset({CHEST, TRICEPS})).shares() == {CHEST: 1, TRICEPS: Decimal("0.5")}


@pytest.mark.parametrize(
    ("sets", "about", "expected"),
    [
        pytest.param([logged(PRESS, 90, 10)], {}, "0.75", id="of the maximum that the set itself shows"),
        pytest.param([logged(PRESS, 90, 10), logged(PRESS, 60, 10)], {}, "0.625", id="the mean over sets"),
        pytest.param([logged(PRESS, 60, 15), logged(PRESS, 90, 10)], {}, "0.625", id="the best of the day counts"),
        pytest.param([logged(PRESS, 60, 15)], {"maxima": {PRESS: Decimal(120)}}, "0.5", id="a maximum known before"),
        pytest.param([logged(PRESS, 90, 10)], {"maxima": {PRESS: Decimal(180)}}, "0.5", id="the better one counts"),
        pytest.param([logged(PRESS, 90, 10)], {"maxima": {PRESS: Decimal(60)}}, "0.75", id="a worse one does not"),
        pytest.param([logged(PRESS, 60, 15)], {}, "0", id="nothing to compare with"),
        pytest.param([logged(PRESS, 90, 10), logged(PRESS, 90, None)], {}, "0.75", id="sets without repetitions"),
        pytest.param([logged(PRESS, 90, 10), logged(PRESS, None, 9)], {}, "0.75", id="sets without a weight"),
    ],
)
def test_intensity(sets, about, expected):
    found = whole(sets, Measure.INTENSITY, formula=EPLEY, **about)

    assert found.total == Decimal(expected)


def test_getting_stronger_does_not_change_the_past():
    sets = [logged(PRESS, 90, 10, day=DAY), logged(PRESS, 120, 10, day=DAY + timedelta(days=1))]

    daily = overviews(sets, MUSCLES, formula=EPLEY)[Measure.INTENSITY].daily

    assert [each.total for each in daily.values()] == [Decimal("0.75")] * 2


def test_intensity_is_a_mean_in_every_span_and_of_every_exercise():
    sets = [logged(RUN, 9, 60), logged(PRESS, 90, 10), logged(PRESS, 60, 10), logged(SQUAT, 100, 1)]

    found = overviews(sets, MUSCLES, formula=EPLEY)[Measure.INTENSITY]

    mean = {PRESS: Decimal("0.625"), SQUAT: 1}
    for spans in (found.daily, found.weekly, found.iteration, {"all": found.mesocycle}):
        assert [load.exercises for load in spans.values()] == [mean]
        assert [load.total for load in spans.values()] == [Decimal("0.75")]


def test_intensity_of_muscles_is_a_mean_weighted_by_shares():
    muscles = {1: Muscles(frozenset({CHEST})), 2: Muscles(frozenset({TRICEPS}), frozenset({CHEST}))}
    sets = [logged(1, 90, 10), logged(2, 100, 1)]

    found = overviews(sets, muscles, formula=EPLEY)[Measure.INTENSITY].mesocycle

    assert found.muscles == {CHEST: (Decimal("0.75") + Decimal("0.5")) / Decimal("1.5"), TRICEPS: 1}
    assert (found.upper_body, found.lower_body) == (Decimal("0.875"), 0)


def test_spans_of_time():
    sunday, monday = date(2027, 1, 3), date(2027, 1, 4)
    sets = [
        logged(PRESS, 10, 1, day=monday, iteration=2),
        logged(PRESS, 20, 1, day=sunday, iteration=1),
        logged(PRESS, 40, 1, day=monday, iteration=None),
        logged(SQUAT, 80, 1, day=monday, iteration=2),
    ]

    found = overviews(sets, MUSCLES)[Measure.VOLUME]

    assert [(day, load.total) for day, load in found.daily.items()] == [(sunday, 20), (monday, 130)]
    assert [(str(week), load.total) for week, load in found.weekly.items()] == [("2026-W53", 20), ("2027-W01", 130)]
    assert [(each, load.total) for each, load in found.iteration.items()] == [(1, 20), (2, 90)]
    assert found.mesocycle.exercises == {PRESS: 70, SQUAT: 80}


@pytest.mark.parametrize(
    ("day", "name", "number"),
    [
        pytest.param(date(2026, 11, 21), "2026-W47", 202647, id="within a year"),
        pytest.param(date(2024, 12, 30), "2025-W01", 202501, id="the year begins early"),
        pytest.param(date(2027, 1, 1), "2026-W53", 202653, id="the year ends late"),
    ],
)
def test_weeks_carry_their_year(day, name, number):
    assert (str(Week.of(day)), Week.of(day).number) == (name, number)


def test_on_the_wire():
    load = {
        "exercises": {"1": 400.0},
        "muscle": {"4": 400.0, "5": 200.0},
        "upper_body": "400.00",
        "lower_body": "0.00",
        "total": "400.00",
    }

    assert overviews([logged(PRESS, 50, 8)], MUSCLES)[Measure.VOLUME].on_the_wire() == {
        "daily": {"2026-01-05": load},
        "weekly": {"202602": {**load, "week": "2026-W02"}},
        "iteration": {"1": load},
        "mesocycle": load,
    }


def test_nothing_logged():
    nothing = Load({}, {}, Decimal(0), Decimal(0), Decimal(0))

    for found in overviews([], MUSCLES).values():
        assert (found.daily, found.weekly, found.iteration, found.mesocycle) == ({}, {}, {}, nothing)


TODAY = date(2026, 2, 28)


def ago(days, exercise=PRESS):
    return logged(exercise, 10, 10, day=TODAY - timedelta(days=days))


@pytest.mark.parametrize(
    ("ages", "acute", "chronic", "ratio"),
    [
        pytest.param([0, 7, 14, 21], 1, "1", "1", id="the same every week"),
        pytest.param([0, 6], 2, "0.5", "4", id="everything in the last week"),
        pytest.param([7], 0, "0.25", "0", id="nothing in the last week"),
        pytest.param([27, 28], 0, "0.25", "0", id="28 days count, more do not"),
        pytest.param([-1, 0], 1, "0.25", "4", id="the future does not count"),
    ],
)
def test_workload(ages, acute, chronic, ratio):
    found = workload([ago(each) for each in ages], MUSCLES, TODAY, TODAY - timedelta(days=27))[CHEST]

    assert (found.acute, found.chronic, found.ratio) == (acute, Decimal(chronic), Decimal(ratio))


def test_workload_of_secondary_muscles_and_in_kilograms():
    found = workload([ago(0), ago(8)], MUSCLES, TODAY, date(2020, 1, 1), Measure.VOLUME)

    assert {muscle: (each.acute, each.chronic, each.ratio) for muscle, each in found.items()} == {
        CHEST: (100, 50, 2),
        TRICEPS: (50, 25, 2),
    }


@pytest.mark.parametrize(("days", "ratio"), [(27, 4), (26, None)])
def test_short_record_has_no_ratio(days, ratio):
    assert workload([ago(0)], MUSCLES, TODAY, TODAY - timedelta(days=days))[CHEST].ratio == ratio


def test_no_load_has_no_ratio():
    unloaded = logged(PRESS, None, 10, day=TODAY)

    assert workload([unloaded], MUSCLES, TODAY, date(2020, 1, 1), Measure.VOLUME)[CHEST].ratio is None


def test_intensities_are_no_workload():
    with pytest.raises(ValueError, match=r"^Intensities do not add up to a workload\.$"):
        workload([], MUSCLES, TODAY, TODAY, Measure.INTENSITY)
