"""Sums and trophies after each change.  2026-01-05 is a Monday."""

from datetime import date, time
from decimal import Decimal
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from tests.exercises.factories import ExerciseFactory
from tests.workouts.announcing import (
    MONDAY,
    add_log,
    add_session,
    change_log,
    change_session,
    day,
    held,
    moment,
    record_holders,
    remove_log,
    remove_session,
    sums,
)
from tests.workouts.factories import WorkoutLogFactory, WorkoutSessionFactory
from workouts.logbook.changes import Change, announce
from workouts.models import TrainingStatistics, UserTrophy, WorkoutSession
from workouts.trophies.actions import rebuild

pytestmark = pytest.mark.django_db


@pytest.fixture
def squat(db):
    return ExerciseFactory()


# --- Sums ----------------------------------------------------------------------------------------------------------


def test_first_session_and_log(alice, squat):
    session = add_session(alice, MONDAY, time_start=time(18))
    add_log(session, moment(0), exercise=squat, repetitions=Decimal(8), weight=Decimal(50))

    assert sums(alice) == {
        "total_weight_lifted": Decimal(400),
        "total_workouts": 1,
        "streak": 1,
        "longest_streak": 1,
        "last_workout_date": MONDAY,
        "earliest_workout_time": time(18),
        "latest_workout_time": time(18),
        "weekend_streak": 0,
        "longest_weekend_streak": 0,
        "last_complete_weekend": None,
        "new_years": 0,
        "comebacks": 0,
    }
    assert held(alice) == [1]


@pytest.mark.parametrize(
    ("values", "kilograms"),
    [
        ({"weight_unit_id": 2}, Decimal("181.4369")),
        ({"repetitions": None}, 0),
        ({"weight": None}, 0),
        ({"weight_unit_id": 4}, 0),
        ({"repetitions_unit_id": 3}, 0),
    ],
    ids=["pounds", "no repetitions", "no weight", "plates", "seconds"],
)
def test_what_is_lifted_is_the_same_at_once_and_counted_again(alice, squat, values, kilograms):
    add_log(add_session(alice, MONDAY), moment(0), exercise=squat, **values)
    at_once = sums(alice)

    rebuild(user=alice)

    assert at_once["total_weight_lifted"] == kilograms
    assert sums(alice) == at_once


def test_edit_moves_the_total_by_the_difference(alice, squat):
    log = add_log(add_session(alice, MONDAY), moment(0), exercise=squat)

    change_log(log, weight=Decimal(60))

    assert sums(alice)["total_weight_lifted"] == 480


def test_times_follow_the_sessions(alice):
    early, late = add_session(alice, day(0), time_start=time(5)), add_session(alice, day(1), time_start=time(23, 30))
    add_session(alice, day(2), time_start=time(12))
    assert held(alice) == [1, 17, 18]

    remove_session(early)
    change_session(late, time_start=time(20))

    assert (sums(alice)["earliest_workout_time"], sums(alice)["latest_workout_time"]) == (time(12), time(20))
    assert held(alice) == [1]


def test_change_of_nothing_that_counts_asks_nothing(alice, django_assert_num_queries):
    session = add_session(alice, MONDAY)

    with django_assert_num_queries(1):
        change_session(session, notes="Hard")


def test_everybody_has_their_own(alice, bob):
    add_session(alice, MONDAY)
    add_session(bob, day(40))

    assert (sums(alice)["last_workout_date"], sums(alice)["total_workouts"], held(bob)) == (MONDAY, 1, [1])


# --- Trophies come and go ------------------------------------------------------------------------------------------


def test_trophy_goes_with_the_deed_and_comes_back_with_it(alice, squat):
    session = add_session(alice, date(2026, 1, 1))
    log = add_log(session, moment(-4), exercise=squat, repetitions=Decimal(100), weight=Decimal(50))
    assert held(alice) == [1, 10, 19]

    remove_log(log)
    assert held(alice) == [1, 19]

    remove_session(session)
    assert (held(alice), record_holders(alice)) == ([], set())

    add_session(alice, date(2026, 1, 1))
    assert held(alice) == [1, 19]


def test_old_session_closes_a_gap(alice):
    add_session(alice, day(0))
    add_session(alice, day(30))
    assert held(alice) == [1, 20]

    add_session(alice, day(15))

    assert held(alice) == [1]


def test_month_is_unstoppable_in_any_order(alice):
    for number in [*range(29, 15, -1), *range(15)]:
        add_session(alice, day(number))
    assert 8 not in held(alice)

    last = add_session(alice, day(15))
    assert 8 in held(alice)

    remove_session(last)
    assert (sums(alice)["streak"], sums(alice)["longest_streak"], 8 in held(alice)) == (14, 15, False)


def test_second_session_of_a_day_is_no_second_day(alice):
    add_session(alice, MONDAY)
    routine = WorkoutSessionFactory(user=alice, date=MONDAY)
    announce(Change(alice, sessions_after=[routine]))

    remove_session(routine)

    assert (sums(alice)["streak"], sums(alice)["total_workouts"]) == (1, 1)


def test_trophy_keeps_its_date(alice):
    with time_machine.travel(moment(0), tick=False):
        add_session(alice, day(0))
    with time_machine.travel(moment(9), tick=False):
        add_session(alice, day(9))

    assert UserTrophy.objects.get(user=alice).earned_at == moment(0)


def test_somebody_who_signed_in_long_ago_gets_trophies(alice):
    alice.last_login = moment(-90)
    alice.save()

    add_session(alice, MONDAY)

    assert held(alice) == [1]


# --- Personal records ----------------------------------------------------------------------------------------------


@pytest.fixture
def three(alice, squat):
    """50, 60 and 55 kg on three days."""
    session = add_session(alice, MONDAY)
    weights = [Decimal(50), Decimal(60), Decimal(55)]
    return [add_log(session, moment(n), exercise=squat, weight=weight) for n, weight in enumerate(weights)]


def test_first_set_and_each_that_is_stronger_are_records(alice, three):
    assert record_holders(alice) == {three[0].pk, three[1].pk}
    assert list(UserTrophy.objects.filter(log=three[1]).values_list("earned_at", flat=True)) == [moment(1)]


def test_same_again_is_no_record(alice, squat, three):
    add_log(three[0].session, moment(5), exercise=squat, weight=Decimal(60))

    assert record_holders(alice) == {three[0].pk, three[1].pk}


def test_record_goes_with_its_set_and_leaves_it_to_the_next_best(alice, three):
    remove_log(three[1])

    assert record_holders(alice) == {three[0].pk, three[2].pk}


def test_stronger_set_from_earlier_ends_records(alice, squat, three):
    older = add_log(three[0].session, moment(-1), exercise=squat, weight=Decimal(58))

    assert record_holders(alice) == {older.pk, three[1].pk}


def test_corrected_set_is_judged_anew(alice, three):
    change_log(three[1], weight=Decimal(6))

    assert record_holders(alice) == {three[0].pk, three[2].pk}


def test_set_of_another_exercise_after_all(alice, three):
    other = ExerciseFactory()

    change_log(three[1], exercise=other)

    assert record_holders(alice) == {three[0].pk, three[1].pk, three[2].pk}


def test_record_that_is_moved_in_time_has_its_new_date(alice, three):
    change_log(three[1], date=moment(7))

    assert dict(UserTrophy.objects.filter(trophy=21).values_list("log", "earned_at")) == {
        three[0].pk: moment(0),
        three[2].pk: moment(2),
        three[1].pk: moment(7),
    }


def test_set_without_an_estimate_is_no_record(alice, squat):
    log = add_log(add_session(alice, MONDAY), moment(0), exercise=squat, repetitions=Decimal(15))
    assert record_holders(alice) == set()

    change_log(log, repetitions=Decimal(5))
    assert record_holders(alice) == {log.pk}

    change_log(log, repetitions=Decimal(15))
    assert record_holders(alice) == set()


# --- What is counted from scratch ----------------------------------------------------------------------------------


def test_history_from_elsewhere_is_counted_with_the_first_change(alice, squat):
    WorkoutLogFactory(user=alice, exercise=squat, session__date=day(-1), date=moment(-1))

    add_session(alice, day(0))

    assert (sums(alice)["total_workouts"], sums(alice)["streak"]) == (2, 2)
    assert len(record_holders(alice)) == 1


def test_rows_that_went_unannounced_are_noticed_when_sums_get_impossible(alice):
    sessions = [add_session(alice, day(0)), WorkoutSessionFactory(user=alice, routine=None, date=day(3))]

    for session in sessions:
        remove_session(session)

    assert (sums(alice)["total_workouts"], sums(alice)["last_workout_date"], held(alice)) == (0, None, [])


def test_command_counts_everybody(alice, bob, squat):
    add_session(alice, day(0))
    WorkoutSession.objects.all().delete()
    WorkoutLogFactory(user=bob, exercise=squat)
    UserTrophy.objects.create(user=bob, trophy_id=7)
    output = StringIO()

    call_command("rebuild_training_statistics", stdout=output)

    assert output.getvalue() == "2 people counted.\n"
    assert (sums(alice)["total_workouts"], held(alice)) == (0, [])
    assert (sums(bob)["total_workouts"], held(bob), len(record_holders(bob))) == (1, [1], 1)


def test_command_counts_those_who_are_named(alice, bob):
    WorkoutSessionFactory(user=alice)
    WorkoutSessionFactory(user=bob)
    output = StringIO()

    call_command("rebuild_training_statistics", "bob", stdout=output)

    assert output.getvalue() == "1 people counted.\n"
    assert list(TrainingStatistics.objects.values_list("user__username", flat=True)) == ["bob"]


def test_command_knows_nobody_of_that_name(db):
    with pytest.raises(CommandError, match="Nobody here is called dora."):
        call_command("rebuild_training_statistics", "dora")
