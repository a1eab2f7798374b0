"""The endpoints of trophies and statistics."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.core.management import call_command
from PIL import Image

from tests.conftest import client_of
from tests.workouts.announcing import add_log, add_session
from tests.workouts.factories import UserTrophyFactory
from workouts.management.commands import draw_trophies
from workouts.models import Trophy, UserTrophy
from workouts.trophies.medals import medal_files

pytestmark = pytest.mark.django_db
TROPHIES, PROGRESS = "/api/v2/trophy/", "/api/v2/trophy/progress/"
EARNED, STATISTICS = "/api/v2/user-trophy/", "/api/v2/user-statistics/"
VISIBLE = [1, 2, 3, 8, 9, 10, 11, 12]
EVENING = datetime(2026, 1, 5, 18, tzinfo=UTC)


def ids(client, address):
    return [row["id"] for row in client.get(address).json()["results"]]


def progress(client, number, query=""):
    return next(row for row in client.get(PROGRESS + query).json() if row["trophy"]["id"] == number)


@pytest.fixture
def log(alice):
    """One set of one session in January."""
    session = add_session(alice, date(2026, 1, 5), time_start=time(18))
    return add_log(session, EVENING, repetitions=Decimal(8), weight=Decimal("62.5"))


# --- What can be earned --------------------------------------------------------------------------------------------


def test_trophy(api):
    assert api.get(f"{TROPHIES}3/").json() == {
        "id": 3,
        "uuid": "4b6f9c2d-3e1a-4f5b-8c7d-2e3f4a5b6c7d",
        "name": "Dedicated",
        "description": "Finish 50 workouts",
        "image": "http://testserver/static/images/trophies/trophy-3.png",
        "trophy_type": "count",
        "is_hidden": False,
        "is_progressive": True,
        "is_repeatable": False,
        "order": 3,
    }


def test_trophy_is_found_by_its_uuid(api):
    assert api.get(f"{TROPHIES}4b6f9c2d-3e1a-4f5b-8c7d-2e3f4a5b6c7d/").json()["id"] == 3


def test_hidden_ones_are_for_those_who_earned_them_and_for_staff(api, alice, alice_api, bob_api, staff):
    UserTrophyFactory(user=alice, trophy_id=19)

    assert ids(api, TROPHIES) == ids(bob_api, TROPHIES) == VISIBLE
    assert ids(alice_api, TROPHIES) == [*VISIBLE, 19]
    assert ids(client_of(staff), f"{TROPHIES}?limit=50") == list(range(1, 22))
    assert [client.get(f"{TROPHIES}19/").status_code for client in (alice_api, bob_api, api)] == [200, 404, 404]


def test_one_that_is_not_active_is_shown_to_nobody_new(alice, alice_api, api):
    UserTrophyFactory(user=alice, trophy_id=1)
    Trophy.objects.filter(pk=1).update(is_active=False)

    assert (ids(api, TROPHIES), ids(api, f"{TROPHIES}?is_active=false")) == (VISIBLE[1:], [])
    assert [row["trophy"]["id"] for row in alice_api.get(f"{EARNED}?trophy__is_active=false").json()["results"]] == [1]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("id=1", [1]),
        ("id__in=1,2,19", [1, 2]),
        ("trophy_type=volume", [10, 11, 12]),
        ("trophy_type__in=sequence,count", [1, 2, 3, 8, 9]),
        ("is_hidden=true", []),
        ("is_hidden=False", VISIBLE),
        ("is_progressive=false", []),
        ("is_repeatable=true", []),
        ("ordering=-name", [9, 8, 12, 10, 3, 2, 11, 1]),
        ("ordering=trophy_type,-order", [3, 2, 1, 9, 8, 12, 11, 10]),
    ],
)
def test_trophies_are_filtered_and_ordered(api, query, expected):
    assert ids(api, f"{TROPHIES}?{query}") == expected


# --- Progress ------------------------------------------------------------------------------------------------------


def test_progress_of_nobody_is_empty(api):
    assert api.get(PROGRESS).json() == []


def test_progress_before_the_first_session(alice_api):
    rows = alice_api.get(PROGRESS).json()

    assert [row["trophy"]["id"] for row in rows] == VISIBLE
    assert {row["is_earned"] for row in rows} == {False}


def test_progress_on_the_way(alice_api, log):
    row = progress(alice_api, 10)

    assert row.pop("trophy") == alice_api.get(f"{TROPHIES}10/").json()
    assert row == {
        "is_earned": False,
        "earned_at": None,
        "progress": 10.0,
        "current_value": "500",
        "target_value": "5000",
        "progress_display": "500.0 / 5,000 kg",
    }


def test_progress_of_what_is_earned(alice, alice_api, log):
    UserTrophy.objects.filter(user=alice, trophy=1).update(earned_at=EVENING)

    row = progress(alice_api, 1)

    assert row.pop("trophy")["name"] == "Beginner"
    assert row == {
        "is_earned": True,
        "earned_at": "2026-01-05T18:00:00Z",
        "progress": 100.0,
        "current_value": None,
        "target_value": None,
        "progress_display": None,
    }


def test_repeatable_ones_are_there_on_request_with_their_last_date(alice_api, log):
    add_log(log.session, EVENING + timedelta(hours=1), exercise=log.exercise, weight=Decimal(80))

    rows = {
        row["trophy"]["id"]: row["earned_at"] for row in alice_api.get(f"{PROGRESS}?include_repeatable=true").json()
    }

    assert rows[21] == "2026-01-05T19:00:00Z"
    assert rows[1] is not None
    assert 21 not in [row["trophy"]["id"] for row in alice_api.get(PROGRESS).json()]


@pytest.mark.parametrize("earned", [0, 1, 12])
def test_progress_costs_the_same_however_much_is_earned(alice, alice_api, django_assert_num_queries, earned):
    alice_api.get(PROGRESS)
    for number in range(earned):
        UserTrophyFactory(user=alice, trophy_id=number + 1)

    # The credential, trophies, those held, sums.
    with django_assert_num_queries(4):
        alice_api.get(PROGRESS)


# --- What is held --------------------------------------------------------------------------------------------------


def test_personal_record_tells_of_its_set(alice_api, log):
    (row,) = alice_api.get(f"{EARNED}?trophy=21").json()["results"]

    assert (row["earned_at"], row["progress"], row["is_notified"]) == ("2026-01-05T18:00:00Z", 100.0, False)
    assert row["context_data"] == {
        "log_id": log.pk,
        "date": "2026-01-05T18:00:00Z",
        "session_id": log.session_id,
        "exercise_id": log.exercise_id,
        "repetitions_unit_id": 1,
        "repetitions": 8.0,
        "weight_unit_id": 1,
        "weight": 62.5,
        "iteration": None,
        "one_rep_max_estimate": 77.5862,
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [21, 19, 2]),
        ("ordering=earned_at", [2, 19, 21]),
        ("ordering=trophy__name", [2, 19, 21]),
        ("ordering=-trophy__trophy_type", [21, 19, 2]),
        ("trophy=2,19", [19, 2]),
        ("trophy__in=2", [2]),
        ("trophy__is_hidden=false", [2]),
        ("trophy__is_repeatable=true", [21]),
        ("trophy__is_active=true", [21, 19, 2]),
        ("trophy__trophy_type=pr", [21]),
        ("trophy__trophy_type__in=pr,date", [21, 19]),
        ("is_notified=true", []),
        ("earned_at__gt=2026-01-02", [21, 19]),
        ("earned_at__date=2026-01-03", [19]),
    ],
)
def test_held_trophies_are_filtered_and_ordered(alice, alice_api, query, expected):
    for day, number in enumerate((2, 19, 21), start=1):
        UserTrophyFactory(user=alice, trophy_id=number, earned_at=datetime(2026, 1, 2 * day - 1, tzinfo=UTC))

    rows = alice_api.get(f"{EARNED}?{query}").json()["results"]

    assert [row["trophy"]["id"] for row in rows] == expected


@pytest.mark.parametrize("records", [1, 3, 50])
@pytest.mark.parametrize("headers", [{}, {"X-Id-Format": "uuid"}], ids=["integers", "uuids"])
def test_held_trophies_cost_the_same_however_many(alice_api, log, django_assert_num_queries, records, headers):
    for number in range(1, records):
        add_log(log.session, EVENING + timedelta(hours=number), exercise=log.exercise, weight=Decimal(80 + number))
    alice_api.get(EARNED)

    # The credential, how many, the rows.
    with django_assert_num_queries(3):
        found = alice_api.get(f"{EARNED}?trophy__trophy_type=pr", headers=headers).json()

    assert found["count"] == records


# --- Statistics ----------------------------------------------------------------------------------------------------


def test_statistics_are_not_there_before_the_first_session(alice_api):
    assert alice_api.get(STATISTICS).json()["results"] == []


@time_machine.travel(EVENING, tick=False)
def test_statistics(alice, alice_api, log):
    (row,) = alice_api.get(STATISTICS).json()["results"]

    assert {name: row[name] for name in row if name not in {"id", "uuid", "last_updated"}} == {
        "total_weight_lifted": "500.00",
        "total_workouts": 1,
        "current_streak": 1,
        "longest_streak": 1,
        "last_workout_date": "2026-01-05",
        "earliest_workout_time": "18:00:00",
        "latest_workout_time": "18:00:00",
        "weekend_workout_streak": 0,
        "last_complete_weekend_date": None,
        "worked_out_jan_1": False,
    }


@pytest.mark.parametrize(
    ("zone", "hour", "expected"),
    [("UTC", 23, 1), ("Pacific/Auckland", 23, 0), ("America/New_York", 28, 1), ("UTC", 28, 0)],
)
def test_streak_ends_with_the_next_day_of_the_persons_calendar(alice, alice_api, log, zone, hour, expected):
    alice.time_zone = zone
    alice.save()

    with time_machine.travel(datetime(2026, 1, 6, tzinfo=UTC) + timedelta(hours=hour), tick=False):
        assert alice_api.get(STATISTICS).json()["results"][0]["current_streak"] == expected


def test_session_of_a_day_to_come_does_not_hide_the_streak(alice, alice_api, log):
    add_session(alice, date(2026, 1, 6))
    add_session(alice, date(2026, 1, 20))

    with time_machine.travel(EVENING + timedelta(days=1), tick=False):
        assert alice_api.get(STATISTICS).json()["results"][0]["current_streak"] == 2


def test_weekend_streak_is_of_now(alice, alice_api):
    for day in (10, 11, 17, 18):
        add_session(alice, date(2026, 1, day))

    with time_machine.travel(datetime(2026, 1, 20, tzinfo=UTC), tick=False):
        now = alice_api.get(STATISTICS).json()["results"][0]
    with time_machine.travel(datetime(2026, 1, 27, tzinfo=UTC), tick=False):
        later = alice_api.get(STATISTICS).json()["results"][0]

    assert (now["weekend_workout_streak"], now["last_complete_weekend_date"]) == (2, "2026-01-17")
    assert (later["weekend_workout_streak"], later["last_complete_weekend_date"]) == (0, "2026-01-17")


# --- Medals --------------------------------------------------------------------------------------------------------


def test_every_trophy_has_its_medal():
    files = [Path(finders.find(trophy.picture)).read_bytes() for trophy in Trophy.objects.all()]

    assert [Image.open(BytesIO(png)).size for png in files] == [(192, 192)] * 21


def test_medals_differ():
    assert len(set(medal_files().values())) == 21


def test_command_draws_what_is_shipped(tmp_path, monkeypatch, capsys):
    shipped = {path.name: pixels(path.read_bytes()) for path in draw_trophies.FOLDER.iterdir()}
    monkeypatch.setattr(draw_trophies, "FOLDER", tmp_path / "trophies")

    call_command("draw_trophies")

    assert {path.name: pixels(path.read_bytes()) for path in (tmp_path / "trophies").iterdir()} == shipped
    assert capsys.readouterr().out == f"21 medals drawn in {tmp_path / 'trophies'}.\n"


def pixels(png):
    return Image.open(BytesIO(png)).convert("RGBA").tobytes()
