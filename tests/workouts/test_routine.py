from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError

from tests.factories import RoutineFactory
from workouts.models import Routine

PLAN = {"name": "Push", "description": "Chest", "start": "2026-01-05", "end": "2026-03-30"}


@time_machine.travel("2026-11-21T23:30:00Z", tick=False)
def test_routine_is_created_with_every_field(alice_api, alice):
    response = alice_api.post("/api/v2/routine/", {**PLAN, "fit_in_week": True, "is_template": True, "is_public": True})

    row = Routine.objects.get()
    assert response.status_code == 201
    assert row.user == alice
    assert response.json() == {
        "id": row.pk,
        "uuid": str(row.uuid),
        "name": "Push",
        "description": "Chest",
        "created": "2026-11-21T23:30:00Z",
        "creation_date": "2026-11-21",
        "start": "2026-01-05",
        "end": "2026-03-30",
        "fit_in_week": True,
        "is_template": True,
        "is_public": True,
    }


@time_machine.travel("2026-11-21T23:30:00Z", tick=False)
def test_workout_starts_today_where_the_person_is_and_lasts_as_the_profile_says(alice_api, alice):
    alice.time_zone, alice.workout_duration = "Europe/Berlin", 4
    alice.save()

    row = alice_api.post("/api/v2/workout/", {}).json()

    assert (row["creation_date"], row["start"], row["end"]) == ("2026-11-22", "2026-11-22", "2026-12-20")


def test_what_workout_writes_routine_reads(alice_api):
    made = alice_api.post("/api/v2/workout/", {"name": "Legs", "description": "Squats"}).json()

    assert alice_api.get(f"/api/v2/routine/{made['id']}/").json() == made


def test_change_of_a_workout_keeps_its_dates(alice_api, alice):
    row = RoutineFactory(user=alice)

    answer = alice_api.put(f"/api/v2/workout/{row.pk}/", {"id": None, "name": "Legs"}).json()

    assert (answer["name"], answer["start"], answer["end"]) == ("Legs", "2026-01-05", "2026-03-30")


def test_template_is_no_workout(alice_api, alice):
    row = RoutineFactory(user=alice, is_template=True)

    assert alice_api.get("/api/v2/workout/").json()["count"] == 0
    assert alice_api.get(f"/api/v2/workout/{row.pk}/").status_code == 404
    assert alice_api.get(f"/api/v2/routine/{row.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        pytest.param("2026-02-01", "2026-01-31", "The end date cannot be before the start date.", id="backwards"),
        pytest.param("2026-01-01", "2027-01-03", "A routine cannot span more than 366 days.", id="too long"),
    ],
)
def test_span_is_checked(alice_api, start, end, message):
    response = alice_api.post("/api/v2/routine/", {**PLAN, "start": start, "end": end})

    assert (response.status_code, response.json()) == (400, {"end": [message]})


def test_span_of_366_days_is_possible(alice_api):
    end = date(2026, 1, 1) + timedelta(days=366)

    assert alice_api.post("/api/v2/routine/", {"start": "2026-01-01", "end": end.isoformat()}).status_code == 201


def test_end_of_the_calendar_is_no_error(alice_api):
    assert alice_api.post("/api/v2/workout/", {"start": "9999-12-31", "end": "9999-12-31"}).status_code == 201


def test_database_refuses_a_backward_span(alice):
    with pytest.raises(IntegrityError):
        RoutineFactory(user=alice, start=date(2026, 2, 1), end=date(2026, 1, 1))


def test_deleting_retires(alice_api, alice):
    row = RoutineFactory(user=alice)

    assert alice_api.delete(f"/api/v2/routine/{row.pk}/").status_code == 204
    assert alice_api.get(f"/api/v2/routine/{row.pk}/").status_code == 404
    assert alice_api.get("/api/v2/workout/").json()["count"] == 0
    assert Routine.objects.filter(pk=row.pk).exists()


def test_public_template_may_be_read_by_others_but_not_listed_or_changed(alice, bob_api):
    row = RoutineFactory(user=alice, is_template=True, is_public=True)

    assert bob_api.get(f"/api/v2/routine/{row.pk}/").status_code == 200
    assert bob_api.get(f"/api/v2/routine/{row.uuid}/").status_code == 200
    assert bob_api.get("/api/v2/routine/").json()["count"] == 0
    assert bob_api.patch(f"/api/v2/routine/{row.pk}/", {"name": "mine"}).status_code == 404
    assert bob_api.delete(f"/api/v2/routine/{row.pk}/").status_code == 404


@pytest.mark.parametrize("flags", [{"is_template": True}, {"is_public": True}])
def test_one_flag_alone_publishes_nothing(alice, bob_api, flags):
    row = RoutineFactory(user=alice, **flags)

    assert bob_api.get(f"/api/v2/routine/{row.pk}/").status_code == 404


def test_own_row_wins_over_a_public_one_of_the_same_uuid(alice, alice_api, bob):
    RoutineFactory(user=bob, is_template=True, is_public=True, uuid="0190a000-0000-7000-8000-000000000001")
    own = RoutineFactory(user=alice, uuid="0190a000-0000-7000-8000-000000000001")

    assert alice_api.get("/api/v2/routine/0190a000-0000-7000-8000-000000000001/").json()["id"] == own.pk


@pytest.mark.parametrize("value", ["False", "false"])
def test_template_filter_takes_lower_case_too(alice_api, alice, value):
    RoutineFactory(user=alice, is_template=True)
    plain = RoutineFactory(user=alice)

    rows = alice_api.get(f"/api/v2/routine/?is_template={value}").json()["results"]

    assert [row["id"] for row in rows] == [plain.pk]


@pytest.mark.parametrize("path", ["routine", "workout"])
def test_list_costs_the_same_for_any_number_of_rows(alice_api, alice, path, django_assert_num_queries):
    RoutineFactory.create_batch(3, user=alice)

    with django_assert_num_queries(3):  # the token with its person, the count, the page
        assert len(alice_api.get(f"/api/v2/{path}/").json()["results"]) == 3
