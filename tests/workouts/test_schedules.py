"""``schedule/`` and ``schedulestep/``."""

from datetime import date

import pytest
import time_machine

from tests.factories import RoutineFactory
from tests.workouts.factories import ScheduleFactory, ScheduleStepFactory
from workouts.models import Schedule, ScheduleStep

SCHEDULES, STEPS = "/api/v2/schedule/", "/api/v2/schedulestep/"


def active():
    return list(Schedule.objects.filter(is_active=True).values_list("name", flat=True).order_by("name"))


@time_machine.travel("2026-11-21T23:30:00Z", tick=False)
def test_schedule_is_created_from_a_name(alice_api, alice):
    alice.time_zone = "Europe/Berlin"
    alice.save()

    response = alice_api.post(SCHEDULES, {"name": "Winter"})

    row = Schedule.objects.get()
    assert (response.status_code, row.user) == (201, alice)
    assert response.json() == {
        "id": row.pk,
        "uuid": str(row.uuid),
        "name": "Winter",
        "start_date": "2026-11-22",
        "is_active": True,
        "is_loop": False,
    }


def test_one_schedule_is_active(alice_api, alice, bob):
    ScheduleFactory(user=bob, name="of Bob")
    first, second = (alice_api.post(SCHEDULES, {"name": name}).json() for name in ("first", "second"))

    assert active() == ["of Bob", "second"]
    alice_api.patch(f"{SCHEDULES}{first['id']}/", {"is_active": True})
    assert active() == ["first", "of Bob"]
    alice_api.patch(f"{SCHEDULES}{second['id']}/", {"name": "other"})
    assert active() == ["first", "of Bob"]
    alice_api.patch(f"{SCHEDULES}{first['id']}/", {"is_active": False})
    assert active() == ["of Bob"]


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"name": ""}, {"name": ["This field may not be blank."]}),
        ({"name": "x" * 101}, {"name": ["Ensure this field has no more than 100 characters."]}),
        ({"start_date": None}, {"start_date": ["This field may not be null."]}),
        ({"is_active": None}, {"is_active": ["This field may not be null."]}),
        ({"is_loop": "perhaps"}, {"is_loop": ["Must be a valid boolean."]}),
    ],
    ids=str,
)
def test_schedule_that_makes_no_sense_is_refused(alice_api, body, errors):
    response = alice_api.post(SCHEDULES, {"name": "Winter", **body})

    assert (response.status_code, response.json()) == (400, errors)


def test_step_is_created_from_a_schedule_and_a_plan(alice_api, alice):
    schedule, plan = ScheduleFactory(user=alice), RoutineFactory(user=alice)

    response = alice_api.post(STEPS, {"schedule": schedule.pk, "workout": plan.pk})

    row = ScheduleStep.objects.get()
    assert (response.status_code, row.user) == (201, alice)
    assert response.json() == {
        "id": row.pk,
        "uuid": str(row.uuid),
        "schedule": schedule.pk,
        "workout": plan.pk,
        "duration": 4,
        "order": 1,
    }


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"duration": 0}, {"duration": ["Ensure this value is greater than or equal to 1."]}),
        ({"duration": 26}, {"duration": ["Ensure this value is less than or equal to 25."]}),
        ({"schedule": 99999}, {"schedule": ['Invalid pk "99999" - object does not exist.']}),
        ({"workout": 99999}, {"workout": ['Invalid pk "99999" - object does not exist.']}),
        ({"workout": [1]}, {"workout": ["Incorrect type. Expected pk value, received list."]}),
        ({"workout": None}, {"workout": ["This field may not be null."]}),
    ],
    ids=str,
)
def test_step_that_makes_no_sense_is_refused(alice_api, alice, body, errors):
    row = ScheduleStepFactory(user=alice)

    response = alice_api.patch(f"{STEPS}{row.pk}/", body)

    assert (response.status_code, response.json()) == (400, errors)


@pytest.mark.parametrize("field", ["schedule", "workout"])
def test_step_is_between_own_rows(alice_api, alice, bob, field):
    row = ScheduleStepFactory(user=alice)
    theirs = (
        ScheduleFactory(user=bob) if field == "schedule" else RoutineFactory(user=bob, is_template=True, is_public=True)
    )

    response = alice_api.patch(f"{STEPS}{row.pk}/", {field: theirs.pk})

    assert (response.status_code, list(response.json())) == (400, [field])


def test_schedule_takes_its_steps_along_and_leaves_the_plans(alice_api, alice):
    row = ScheduleStepFactory(user=alice)

    alice_api.delete(f"{SCHEDULES}{row.schedule_id}/")

    assert (ScheduleStep.objects.count(), alice_api.get("/api/v2/workout/").json()["count"]) == (0, 1)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "BAC"),
        ("ordering=name", "ABC"),
        ("ordering=-start_date", "CBA"),
        ("is_active=True", "C"),
        ("is_active=False", "BA"),
        ("is_active=false", "BAC"),
        ("is_loop=True", "A"),
        ("start_date=2026-01-02", "B"),
        ("name=A", "A"),
    ],
)
def test_schedules_are_filtered_and_ordered(alice_api, alice, query, expected):
    for name, day in (("B", 2), ("A", 1), ("C", 3)):
        ScheduleFactory(
            user=alice, name=name, start_date=date(2026, 1, day), is_active=name == "C", is_loop=name == "A"
        )

    rows = alice_api.get(f"{SCHEDULES}?{query}").json()["results"]

    assert "".join(row["name"] for row in rows) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [2, 1, 3]),
        ("ordering=duration", [1, 2, 3]),
        ("schedule={schedule}", [2]),
        ("workout={workout}", [2]),
        ("duration=1,3", [1, 3]),
        ("order=0", [2]),
    ],
)
def test_steps_are_filtered_and_ordered(alice_api, alice, query, expected):
    chosen = ScheduleStepFactory(user=alice, duration=2, order=0)
    for duration in (1, 3):
        ScheduleStepFactory(user=alice, duration=duration)

    found = alice_api.get(f"{STEPS}?{query.format(schedule=chosen.schedule_id, workout=chosen.workout.uuid)}").json()

    assert [row["duration"] for row in found["results"]] == expected
