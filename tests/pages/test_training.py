"""Volume, muscles, sessions and records on the dashboard."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from exercises.drawing.loads import load_svg, step
from exercises.models import Muscle
from tests.exercises.factories import ExerciseFactory, TranslationFactory
from tests.pages.conftest import TODAY
from tests.workouts.factories import UserTrophyFactory, WorkoutLogFactory
from workouts.panels.muscles import MuscleLoad
from workouts.panels.sessions import LastSessions, Records
from workouts.panels.volume import TrainingVolume
from workouts.trophies.rules import PERSONAL_RECORD

pytestmark = pytest.mark.django_db
BICEPS, TRICEPS = 1, 5


def train(person, ago=0, **values):
    day = TODAY - timedelta(days=ago)
    moment = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
    return WorkoutLogFactory(user=person, date=moment, session__date=day, **values)


def test_volume_is_added_up_by_weeks_from_monday(ask, alice):
    for ago in (0, 6, 7):
        train(alice, ago, weight=Decimal(50), repetitions=Decimal(8))

    contents = ask(TrainingVolume, alice)
    drawn = contents["chart"].drawn

    assert list(zip(drawn["labels"], drawn["series"][0]["values"], strict=True))[-3:] == [
        ("2026-02-23", 0),
        ("2026-03-02", 400),
        ("2026-03-09", 800),
    ]
    assert contents["this_week"] == (date(2026, 3, 9), 800, 2, 2)


def test_volume_of_twelve_weeks_is_shown(ask, alice):
    train(alice, 7 * 12)

    assert ask(TrainingVolume, alice) == {"weeks": 12}


def test_volume_is_in_the_unit_of_the_person(ask, alice):
    alice.weight_unit = "lb"
    train(alice, weight=Decimal(100), weight_unit_id=2, repetitions=Decimal(5))

    contents = ask(TrainingVolume, alice)

    assert contents["chart"].summary == "500 lb moved this week."


@pytest.mark.parametrize(
    ("weeks_ago", "summary"),
    [
        ([0], "400 kg moved this week."),
        ([0, 1], "400 kg moved this week; 400 kg in the week before."),
        ([2, 4], "0 kg moved this week; 200 kg a week on average in the 4 before."),
    ],
    ids=["new", "since a week", "since a month, not every week"],
)
def test_mean_begins_with_the_first_week_of_training(ask, alice, weeks_ago, summary):
    for ago in weeks_ago:
        train(alice, 7 * ago, weight=Decimal(50), repetitions=Decimal(8))

    assert ask(TrainingVolume, alice)["chart"].summary == summary


def test_set_counts_half_for_a_muscle_that_only_helps(ask, alice):
    curl = ExerciseFactory()
    curl.muscles.add(BICEPS)
    curl.muscles_secondary.add(TRICEPS)
    for ago in (0, 6, 7):
        train(alice, ago, exercise=curl)

    contents = ask(MuscleLoad, alice)

    assert contents["muscles"][:3] == [("Biceps", "2", 5), ("Triceps", "1", 3), ("Abs", "0", 0)]
    assert len(contents["muscles"]) == Muscle.objects.count()
    assert 'class="muscle muscle-1 load-5"' in contents["body"]


def test_muscles_of_four_weeks_can_be_chosen(ask, alice):
    curl = ExerciseFactory()
    curl.muscles.add(BICEPS)
    train(alice, 27, exercise=curl)

    assert ask(MuscleLoad, alice)["muscles"] == []
    assert ask(MuscleLoad, alice, muscles="28")["muscles"][0] == ("Biceps", "1", 5)


@pytest.mark.parametrize(
    ("value", "most", "found"), [(0, 10, 0), (0.1, 10, 1), (2, 10, 1), (2.1, 10, 2), (10, 10, 5), (0, 0, 0)]
)
def test_load_has_five_steps(value, most, found):
    assert step(value, most) == found


def test_body_without_loads_is_the_plain_one():
    assert "load-" not in load_svg({BICEPS: 0})


def test_last_sessions_tell_what_was_done(ask, alice):
    first = train(alice, weight=Decimal(50), repetitions=Decimal(8), routine__name="Push")
    train(alice, session=first.session, routine=first.routine, weight=Decimal(60), repetitions=Decimal(10))
    for ago in range(1, 7):
        train(alice, ago, weight=None, routine=None)

    sessions = ask(LastSessions, alice)["sessions"]

    assert sessions[:2] == [
        (TODAY, "Push", 2, 2, "1,000 kg"),
        (TODAY - timedelta(days=1), "Workout", 1, 1, ""),
    ]
    assert len(sessions) == 5


def test_newest_records_come_with_their_set(ask, alice):
    bench = TranslationFactory(name="Bench press", language_id=2).exercise
    log = train(alice, exercise=bench, weight=Decimal(100), repetitions=Decimal(5))
    UserTrophyFactory(user=alice, trophy_id=PERSONAL_RECORD, log=log, earned_at=log.date)

    assert ask(Records, alice)["won"]["Records"] == [
        (
            "images/trophies/trophy-21.png",
            "Bench press",
            "100 kg \N{MULTIPLICATION SIGN} 5: good for 112.5 kg once",
            TODAY,
        )
    ]


def test_trophies_come_with_what_they_are_for(ask, alice):
    UserTrophyFactory(user=alice, trophy_id=3, earned_at=datetime(2026, 3, 1, 12, tzinfo=UTC))

    assert ask(Records, alice)["won"] == {
        "Trophies": [("images/trophies/trophy-3.png", "Dedicated", "Finish 50 workouts", date(2026, 3, 1))]
    }


def test_bobs_training_is_not_alices(ask, alice, bob):
    log = train(bob)
    UserTrophyFactory(user=bob, trophy_id=PERSONAL_RECORD, log=log)

    assert ask(TrainingVolume, alice) == {"weeks": 12}
    assert ask(MuscleLoad, alice)["muscles"] == []
    assert ask(LastSessions, alice) == {"sessions": []}
    assert ask(Records, alice) == {"won": {}}
