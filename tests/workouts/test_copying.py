"""Copies of plans and templates."""

from datetime import date

import pytest
import time_machine
from django.forms import model_to_dict

from tests.factories import RoutineFactory
from tests.workouts.factories import (
    DayFactory,
    ProgressionRuleFactory,
    SlotEntryFactory,
    SlotFactory,
    WorkoutLogFactory,
    WorkoutSessionFactory,
)
from workouts.models import Day, ProgressionRule, Quantity, Routine, Slot, SlotEntry, WorkoutLog, WorkoutSession

PUBLIC = {"is_template": True, "is_public": True}
# What differs between a row and its copy.
OWN = {"id", "user", "uuid", "routine", "day", "slot", "slot_entry"}


@pytest.fixture
def plan(alice):
    return filled(RoutineFactory(user=alice, fit_in_week=True, **PUBLIC))


def filled(routine, days=2):
    person = routine.user
    for number in range(days):
        day = DayFactory(user=person, routine=routine, order=number, weekday_mask=number, config={"a": [number]})
        slot = SlotFactory(user=person, day=day, rounds=3, comment="heavy", order=5)
        entry = SlotEntryFactory(user=person, slot=slot, weight_rounding="2.5", type="myo", comment="x", order=2)
        for quantity in Quantity.values:
            ProgressionRuleFactory(user=person, slot_entry=entry, quantity=quantity, value=2)
        ProgressionRuleFactory(
            user=person, slot_entry=entry, iteration=2, operation="+", repeat=True, requirements={"rules": ["rir"]}
        )
    return routine


def content(routine):
    rows = [
        *Day.objects.filter(routine=routine).order_by("pk"),
        *Slot.objects.filter(day__routine=routine).order_by("pk"),
        *SlotEntry.objects.filter(slot__day__routine=routine).order_by("pk"),
        *ProgressionRule.objects.filter(slot_entry__slot__day__routine=routine).order_by("pk"),
    ]
    return [{name: value for name, value in model_to_dict(row).items() if name not in OWN} for row in rows]


@time_machine.travel("2026-11-21T23:30:00Z", tick=False)
@pytest.mark.parametrize("path", ["routine", "public-templates"])
def test_copy_has_everything_and_begins_today(bob_api, bob, plan, path):
    bob.time_zone = "Europe/Berlin"
    bob.save()

    response = bob_api.post(f"/api/v2/{path}/{plan.pk}/copy/")

    copied = Routine.objects.get(user=bob)
    assert response.status_code == 201
    assert response.json() == {
        "id": copied.pk,
        "uuid": str(copied.uuid),
        "name": plan.name,
        "description": plan.description,
        "created": "2026-11-22T00:30:00+01:00",
        "creation_date": "2026-11-22",
        "start": "2026-11-22",
        "end": "2027-02-14",
        "fit_in_week": True,
        "is_template": False,
        "is_public": False,
    }
    assert len(content(copied)) == 2 * (1 + 1 + 1 + 11)
    assert content(copied) == content(plan)


def test_copy_is_all_the_new_owners_and_the_original_stays(bob_api, bob, plan):
    before = content(plan)

    bob_api.post(f"/api/v2/routine/{plan.pk}/copy/")

    counts = {model: model.objects.owned_by(bob).count() for model in (Day, Slot, SlotEntry, ProgressionRule)}
    assert counts == {Day: 2, Slot: 2, SlotEntry: 2, ProgressionRule: 22}
    assert content(plan) == before
    for model in (Day, Slot, SlotEntry, ProgressionRule):
        assert len(set(model.objects.values_list("uuid", flat=True))) == model.objects.count()


@pytest.mark.parametrize("path", ["routine", "templates"])
def test_own_template_becomes_a_plan(alice_api, alice, path):
    row = filled(RoutineFactory(user=alice, is_template=True))

    made = alice_api.post(f"/api/v2/{path}/{row.uuid}/copy/").json()

    assert alice_api.get("/api/v2/workout/").json()["results"] == [made]
    assert content(Routine.objects.get(pk=made["id"])) == content(row)


def test_what_was_trained_is_not_copied(alice_api, alice, plan):
    entry = SlotEntry.objects.first()
    session = WorkoutSessionFactory(user=alice, routine=plan, day=entry.slot.day)
    WorkoutLogFactory(user=alice, routine=plan, session=session, slot_entry=entry)

    alice_api.post(f"/api/v2/routine/{plan.pk}/copy/")

    assert (WorkoutLog.objects.count(), WorkoutSession.objects.count()) == (1, 1)


@pytest.mark.parametrize("flags", [{}, {"is_template": True}, {"is_public": True}], ids=str)
@pytest.mark.parametrize("path", ["routine", "templates", "public-templates"])
def test_what_is_not_published_cannot_be_copied_by_others(bob_api, bob, alice, flags, path):
    row = RoutineFactory(user=alice, **flags)

    assert bob_api.post(f"/api/v2/{path}/{row.pk}/copy/").status_code == 404
    assert Routine.objects.filter(user=bob).count() == 0


@pytest.mark.parametrize(
    ("path", "flags"), [("templates", {}), ("public-templates", {}), ("public-templates", {"is_template": True})]
)
def test_each_shelf_copies_what_is_on_it(alice_api, alice, path, flags):
    row = RoutineFactory(user=alice, **flags)

    assert alice_api.post(f"/api/v2/{path}/{row.pk}/copy/").status_code == 404


def test_removed_template_cannot_be_copied(alice_api, bob_api, plan):
    alice_api.delete(f"/api/v2/routine/{plan.pk}/")

    assert bob_api.post(f"/api/v2/public-templates/{plan.pk}/copy/").status_code == 404


def test_copy_to_the_end_of_the_calendar(alice_api, alice):
    row = RoutineFactory(user=alice, start=date(2026, 1, 1), end=date(2027, 1, 2))

    with time_machine.travel("9999-12-01T00:00:00Z", tick=False):
        found = alice_api.post(f"/api/v2/routine/{row.pk}/copy/").json()

    assert (found["start"], found["end"]) == ("9999-12-01", "9999-12-31")


def test_copy_that_is_asked_for_again_is_made_once(bob_api, bob, plan):
    path = f"/api/v2/routine/{plan.pk}/copy/"

    by_key = [bob_api.post(path, {}, headers={"Idempotency-Key": "a"}) for _ in range(2)]
    body = {"uuid": "019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071"}
    by_uuid = [bob_api.post(path, body) for _ in range(2)]

    assert [answer.status_code for answer in by_key + by_uuid] == [201, 201, 201, 200]
    assert (by_key[0].json(), by_uuid[0].json()) == (by_key[1].json(), by_uuid[1].json())
    assert (by_uuid[0].json()["uuid"], Routine.objects.filter(user=bob).count()) == (body["uuid"], 2)


@pytest.mark.parametrize("body", ["[]", '"x"', "null", '{"uuid": "x"}', '{"uuid": []}', "{"])
def test_nonsense_makes_no_copy(bob_api, bob, plan, body):
    response = bob_api.post(f"/api/v2/routine/{plan.pk}/copy/", body, content_type="application/json")

    assert (response.status_code, Routine.objects.filter(user=bob).count()) == (400, 0)


def test_copying_costs_the_same_for_a_large_plan(bob_api, alice, django_assert_num_queries):
    small, large = (filled(RoutineFactory(user=alice, **PUBLIC), days) for days in (1, 7))
    with django_assert_num_queries(20, exact=False) as counted:
        bob_api.post(f"/api/v2/routine/{small.pk}/copy/")

    with django_assert_num_queries(len(counted)):
        assert bob_api.post(f"/api/v2/routine/{large.pk}/copy/").status_code == 201
