"""Reading a plan as a whole."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from icalendar import Calendar

from tests.exercises.factories import TranslationFactory
from tests.factories import RoutineFactory
from tests.workouts.factories import (
    DayFactory,
    ProgressionRuleFactory,
    SlotEntryFactory,
    SlotFactory,
    WorkoutLogFactory,
    WorkoutSessionFactory,
)

TUESDAY = datetime(2026, 1, 6, 12, tzinfo=UTC)
READINGS = ["structure", "date-sequence-display", "date-sequence-gym", "ical"]
# Who signed in, the plan, days, slots, entries and rules; sessions, logs and the days as they are shown; names; last sets.
MOST_QUERIES = {"structure": 6, "date-sequence-display": 9, "date-sequence-gym": 9, "ical": 10, "today": 11}


def planned(person, *, exercises=2, days=1, rules=True, **routine):
    """A plan from Monday, 5 January 2026, of days with a slot for each exercise."""
    plan = RoutineFactory(user=person, end=date(2026, 1, 8), **routine)
    for order in range(1, days + 1):
        day = DayFactory(user=person, routine=plan, order=order, name=f"Day {order}")
        for place in range(1, exercises + 1):
            entry = SlotEntryFactory(user=person, slot=SlotFactory(user=person, day=day, order=place), order=place)
            if rules:
                add(entry, "sets", 3)
                add(entry, "weight", 50)
                add(entry, "repetitions", 8)
                add(entry, "weight", "2.5", iteration=2, operation="+", step="abs", repeat=True)
    return plan


def add(entry, quantity, value, **options):
    return ProgressionRuleFactory(user=entry.user, slot_entry=entry, quantity=quantity, value=Decimal(value), **options)


def path(plan, name):
    return f"/api/v2/routine/{plan.pk}/{name}/"


# --- Structure -----------------------------------------------------------------------------------------------------


def test_structure_is_the_plan_with_all_that_belongs_to_it(alice, alice_api):
    plan = planned(alice, exercises=1)
    (day,), (entry,) = plan.days.all(), [slot.entries.get() for slot in plan.days.get().slots.all()]

    answer = alice_api.get(path(plan, "structure")).json()

    assert answer == {
        **alice_api.get(f"/api/v2/routine/{plan.pk}/").json(),
        "days": [
            {
                **alice_api.get(f"/api/v2/day/{day.pk}/").json(),
                "slots": [
                    {
                        **alice_api.get(f"/api/v2/slot/{entry.slot_id}/").json(),
                        "entries": [
                            {
                                **alice_api.get(f"/api/v2/slot-entry/{entry.pk}/").json(),
                                "class_name": None,
                                "weight_configs": alice_api.get("/api/v2/weight-config/").json()["results"],
                                "repetitions_configs": alice_api.get("/api/v2/repetitions-config/").json()["results"],
                                "set_nr_configs": alice_api.get("/api/v2/sets-config/").json()["results"],
                                "max_weight_configs": [],
                                "max_repetitions_configs": [],
                                "max_set_nr_configs": [],
                                "rest_configs": [],
                                "max_rest_configs": [],
                                "rir_configs": [],
                                "max_rir_configs": [],
                            }
                        ],
                    }
                ],
            }
        ],
    }


def test_structure_is_in_the_order_of_the_plan(alice, alice_api):
    plan = RoutineFactory(user=alice)
    for order in (2, 1):
        DayFactory(user=alice, routine=plan, order=order, name=f"Day {order}")

    assert [day["name"] for day in alice_api.get(path(plan, "structure")).json()["days"]] == ["Day 1", "Day 2"]


# --- Sequences -----------------------------------------------------------------------------------------------------


def test_display_shows_every_date_with_its_targets(alice, alice_api):
    plan = planned(alice, exercises=1, days=2)
    (first, second) = plan.days.order_by("order")

    answer = alice_api.get(path(plan, "date-sequence-display")).json()

    assert [(each["date"], each["iteration"], each["label"], each["day"]["id"]) for each in answer] == [
        ("2026-01-05", 1, None, first.pk),
        ("2026-01-06", 1, None, second.pk),
        ("2026-01-07", 2, None, first.pk),
        ("2026-01-08", 2, None, second.pk),
    ]
    entry = first.slots.get().entries.get()
    assert answer[2]["slots"] == [
        {
            "comment": "",
            "is_superset": False,
            "exercises": [entry.exercise_id],
            "sets": [
                {
                    "slot_entry_id": entry.pk,
                    "exercise": entry.exercise_id,
                    "sets": 3,
                    "max_sets": None,
                    "weight": "52.50",
                    "max_weight": None,
                    "weight_unit": 1,
                    "weight_rounding": None,
                    "repetitions": "8",
                    "max_repetitions": None,
                    "repetitions_unit": 1,
                    "repetitions_rounding": None,
                    "rir": None,
                    "max_rir": None,
                    "rpe": None,
                    "rest": None,
                    "max_rest": None,
                    "type": "normal",
                    "text_repr": "3 Sets, 8 \N{MULTIPLICATION SIGN} 52.50 kg",
                    "comment": "",
                }
            ],
        }
    ]


def test_gym_shows_every_set(alice, alice_api):
    plan = planned(alice, exercises=1)

    slots = alice_api.get(path(plan, "date-sequence-gym")).json()[0]["slots"]

    assert [(each["sets"], each["text_repr"]) for each in slots[0]["sets"]] == [
        (1, "8 \N{MULTIPLICATION SIGN} 50 kg")
    ] * 3


def test_rounds_count_where_no_rule_says_how_many(alice, alice_api):
    plan = planned(alice, exercises=1, rules=False)
    plan.days.get().slots.update(rounds=4)

    assert alice_api.get(path(plan, "date-sequence-display")).json()[0]["slots"][0]["sets"][0]["sets"] == 4


def test_rest_day_has_no_slots_in_the_sequence_but_keeps_them(alice, alice_api):
    plan = planned(alice)
    plan.days.update(is_rest=True)

    assert alice_api.get(path(plan, "date-sequence-display")).json()[0]["slots"] == []
    assert len(alice_api.get(path(plan, "structure")).json()["days"][0]["slots"]) == 2


def test_weekdays_decide_where_a_day_has_them(alice, alice_api):
    plan = planned(alice, days=2)
    plan.days.filter(order=1).update(weekday_mask=0b100)

    answer = alice_api.get(path(plan, "date-sequence-display")).json()

    assert [each["day"] and each["day"]["name"] for each in answer] == ["Day 2", None, "Day 1", None]


def test_weight_is_earned_by_a_logged_set(alice, alice_api):
    plan = planned(alice, exercises=1)
    entry = plan.days.get().slots.get().entries.get()
    entry.rules.filter(iteration=2).update(requirements={"rules": ["weight", "repetitions"]})
    log = {"user": alice, "routine": plan, "slot_entry": entry, "exercise": entry.exercise, "iteration": 1}

    def weights():
        answer = alice_api.get(path(plan, "date-sequence-display")).json()
        return [each["slots"][0]["sets"][0]["weight"] for each in answer]

    assert weights() == ["50", "50", "50", "50"]
    WorkoutLogFactory(**log, repetitions=8, weight=50)
    assert weights() == ["50", "52.50", "52.50", "52.50"]


def test_set_in_pounds_earns_kilograms(alice, alice_api):
    plan = planned(alice, exercises=1)
    entry = plan.days.get().slots.get().entries.get()
    entry.rules.filter(iteration=2).update(requirements={"rules": ["weight"]})
    WorkoutLogFactory(
        user=alice, routine=plan, slot_entry=entry, exercise=entry.exercise, iteration=1, weight=111, weight_unit_id=2
    )

    assert alice_api.get(path(plan, "date-sequence-display")).json()[1]["slots"][0]["sets"][0]["weight"] == "52.50"


@time_machine.travel(TUESDAY, tick=False)
def test_day_that_needs_logs_waits_for_its_session(alice, alice_api):
    plan = planned(alice, days=2)
    plan.days.filter(order=1).update(need_logs_to_advance=True)

    def names():
        answer = alice_api.get(path(plan, "date-sequence-display")).json()
        return [each["day"]["name"] for each in answer]

    assert names() == ["Day 1", "Day 1", "Day 2", "Day 1"]
    WorkoutSessionFactory(user=alice, routine=plan, day=plan.days.get(order=1), date=date(2026, 1, 5))
    assert names() == ["Day 1", "Day 2", "Day 1", "Day 2"]


def test_plan_without_days_has_no_dates(alice, alice_api):
    plan = RoutineFactory(user=alice)

    assert [alice_api.get(path(plan, name)).json() for name in READINGS[1:3]] == [[], []]


# --- Today ---------------------------------------------------------------------------------------------------------


@time_machine.travel(TUESDAY, tick=False)
def test_today_shows_targets_beside_what_was_lifted_last(alice, alice_api):
    plan = planned(alice, exercises=1, days=2)
    today = plan.days.get(order=2).slots.get().entries.get()
    for day, weight in ((1, 40), (4, 45), (4, 47), (6, 99)):
        moment = datetime(2026, 1, day, 18, tzinfo=UTC)
        WorkoutLogFactory(user=alice, exercise=today.exercise, date=moment, weight=weight, session=None, routine=None)

    answer = alice_api.get(path(plan, "today")).json()

    assert answer["date"] == "2026-01-06"
    assert [each["day"]["name"] for each in answer["appointments"]] == ["Day 2"]
    assert answer["appointments"][0]["slots"][0]["sets"][0]["weight"] == "50"
    assert (answer["next_training"]["date"], answer["next_training"]["day"]["name"]) == ("2026-01-07", "Day 1")
    assert answer["next_training"]["slots"][0]["sets"][0]["weight"] == "52.50"
    assert answer["last_performed"] == {
        str(today.exercise_id): {
            "date": "2026-01-04",
            "sets": [
                {
                    "repetitions": "8.00",
                    "repetitions_unit": 1,
                    "weight": weight,
                    "weight_unit": 1,
                    "rir": None,
                    "rest": None,
                    "iteration": None,
                }
                for weight in ("45.00", "47.00")
            ],
        }
    }


@time_machine.travel(TUESDAY, tick=False)
def test_two_days_on_one_weekday_are_both_due_today(alice, alice_api):
    plan = planned(alice, days=2)
    plan.days.update(weekday_mask=0b10)

    answer = alice_api.get(path(plan, "today")).json()

    assert [each["day"]["name"] for each in answer["appointments"]] == ["Day 1", "Day 2"]


@time_machine.travel("2026-01-05T23:30:00Z", tick=False)
def test_today_is_that_of_the_person(alice, alice_api):
    alice.time_zone = "Europe/Berlin"
    alice.save()

    assert alice_api.get(path(planned(alice), "today")).json()["date"] == "2026-01-06"


@pytest.mark.parametrize("on", ["2026-01-04", "2026-01-09"])
def test_nothing_is_due_outside_the_plan(alice, alice_api, on):
    plan = planned(alice)

    with time_machine.travel(f"{on}T12:00:00Z", tick=False):
        assert alice_api.get(path(plan, "today")).json()["appointments"] == []


# --- Calendar ------------------------------------------------------------------------------------------------------


@time_machine.travel(TUESDAY, tick=False)
def test_calendar_has_an_event_for_each_training(alice, alice_api):
    plan = planned(alice, exercises=1, days=2, name='Winter; strong, "heavy"')
    plan.days.filter(order=2).update(is_rest=True)
    exercise = plan.days.get(order=1).slots.get().entries.get().exercise
    TranslationFactory(exercise=exercise, name="Squat", language_id=2)

    response = alice_api.get(path(plan, "ical"))
    calendar = Calendar.from_ical(response.content)

    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert calendar["X-WR-CALNAME"] == 'Winter; strong, "heavy"'
    assert [
        (str(event["SUMMARY"]), event.start, event.end, str(event["DESCRIPTION"])) for event in calendar.events
    ] == [
        ("Day 1", date(2026, 1, 5), date(2026, 1, 6), "Squat: 3 Sets, 8 \N{MULTIPLICATION SIGN} 50 kg"),
        ("Day 1", date(2026, 1, 7), date(2026, 1, 8), "Squat: 3 Sets, 8 \N{MULTIPLICATION SIGN} 52.50 kg"),
    ]
    assert len({event["UID"] for event in calendar.events}) == 2


@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [
        ("", "*/*", "text/calendar; charset=utf-8"),
        ("", "text/calendar", "text/calendar; charset=utf-8"),
        ("?format=ics", "text/html", "text/calendar; charset=utf-8"),
        ("", "application/json", "application/json"),
    ],
)
def test_calendar_comes_as_it_is_asked_for(alice, alice_api, query, accept, kind):
    response = alice_api.get(path(planned(alice), "ical") + query, headers={"Accept": accept})

    assert (response.status_code, response["Content-Type"]) == (200, kind)


def test_event_of_the_last_date_there_is_has_no_end(alice, alice_api):
    plan = planned(alice)
    type(plan).objects.update(start=date.max, end=date.max)

    (event,) = Calendar.from_ical(alice_api.get(path(plan, "ical")).content).events

    assert (event["DTSTART"].dt, "DTEND" in event) == (date.max, False)


def test_missing_calendar_is_an_error_in_json(alice_api):
    response = alice_api.get("/api/v2/routine/1/ical/")

    assert (response.status_code, response["Content-Type"]) == (404, "application/json")
    assert list(response.json()) == ["detail"]


# --- Who may read, and what it costs -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READINGS)
def test_public_template_is_read_by_others(alice, bob_api, name):
    plan = planned(alice, is_template=True, is_public=True)

    assert bob_api.get(path(plan, name)).status_code == 200


@pytest.mark.parametrize("name", [*READINGS, "today"])
@pytest.mark.parametrize("published", [{}, {"is_template": True}])
def test_plan_of_somebody_else_is_not_found(alice, bob_api, name, published):
    assert bob_api.get(path(planned(alice, **published), name)).status_code == 404


def test_what_is_due_today_is_for_the_owner_of_a_public_template(alice, bob_api):
    assert bob_api.get(path(planned(alice, is_template=True, is_public=True), "today")).status_code == 404


def test_others_do_not_learn_from_a_template_what_its_owner_lifted(alice, bob_api):
    plan = planned(alice, exercises=1, is_template=True, is_public=True)
    entry = plan.days.get().slots.get().entries.get()
    entry.rules.filter(iteration=2).update(requirements={"rules": ["weight"]})
    WorkoutLogFactory(user=alice, routine=plan, slot_entry=entry, exercise=entry.exercise, iteration=1, weight=50)

    answer = bob_api.get(path(plan, "date-sequence-display")).json()

    assert answer[1]["slots"][0]["sets"][0]["weight"] == "50"


@pytest.mark.parametrize("name", [*READINGS, "today"])
def test_size_of_the_plan_does_not_matter(alice, alice_api, name, django_assert_max_num_queries):
    plan = planned(alice, exercises=5, days=3)
    entry = plan.days.first().slots.first().entries.get()
    entry.rules.filter(iteration=2).update(requirements={"rules": ["weight"]})
    plan.days.update(need_logs_to_advance=True)
    for _ in range(3):
        WorkoutLogFactory(user=alice, routine=plan, slot_entry=entry, exercise=entry.exercise, iteration=1)

    with time_machine.travel(TUESDAY, tick=False), django_assert_max_num_queries(MOST_QUERIES[name]):
        alice_api.get(path(plan, name))


def test_apps_of_uuids_find_them_everywhere(alice, alice_api):
    plan = planned(alice, exercises=1)
    entry = plan.days.get().slots.get().entries.get()
    headers = {"User-Agent": "wger-mcp/0.1.0"}

    gym = alice_api.get(f"/api/v2/routine/{plan.uuid}/date-sequence-gym/", headers=headers).json()[0]
    structure = alice_api.get(path(plan, "structure"), headers=headers).json()

    assert gym["day"]["id"] == str(plan.days.get().uuid)
    assert gym["slots"][0]["sets"][0]["slot_entry_id"] == str(entry.uuid)
    assert structure["days"][0]["slots"][0]["entries"][0]["weight_configs"][0]["slot_entry"] == str(entry.uuid)
