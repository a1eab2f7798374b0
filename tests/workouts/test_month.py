"""A month of training in one vocabulary, read in the other, value for value."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine

from tests.exercises.factories import TranslationFactory

MONDAY = date(2026, 1, 5)
FOUR_WEEKS = [MONDAY + timedelta(days=offset) for offset in range(28)]
# Weekdays, rounds, and for each exercise: repetitions, kilograms, repetitions in reserve.
WEEK = {
    "Push": ((1, 4), 3, {"press": (8, "60.00", "2"), "dip": (12, None, "")}),
    "Legs": ((3,), 4, {"squat": (5, "100.00", "1.5")}),
}


@pytest.fixture
def exercises(db):
    return {name: TranslationFactory(name=name.title()).exercise_id for name in ("press", "dip", "squat")}


@pytest.fixture
def app(alice_api):
    def post(endpoint, **fields):
        answer = alice_api.post(f"/api/v2/{endpoint}/", {"id": None, **fields})
        assert answer.status_code == 201, answer.json()
        return answer.json()

    return post


def read(client, path):
    answer = client.get(f"/api/v2/{path}")
    assert answer.status_code == 200
    return answer.json()


@pytest.fixture
def classic_month(app, exercises):
    """What an old app writes in four weeks."""
    with time_machine.travel("2026-01-05T06:00:00Z", tick=False):
        workout = app("workout", name="Winter", description="Three times a week")["id"]
        settings = {}
        for name, (weekdays, rounds, planned) in WEEK.items():
            day = app("day", training=workout, description=name, day=list(weekdays))["id"]
            place = app("set", exerciseday=day, sets=rounds, order=1, comment="slowly")["id"]
            for order, (exercise, (reps, weight, rir)) in enumerate(planned.items(), start=1):
                settings[exercise] = app(
                    "setting",
                    set=place,
                    exercise_base=exercises[exercise],
                    repetition_unit=1,
                    reps=reps,
                    weight_unit=1,
                    weight=weight,
                    rir=rir,
                    order=order,
                    comment="",
                )
    for on in FOUR_WEEKS:
        for weekdays, _, planned in WEEK.values():
            if on.isoweekday() not in weekdays:
                continue
            for exercise, (reps, weight, rir) in planned.items():
                app(
                    "workoutlog",
                    workout=workout,
                    exercise_base=exercises[exercise],
                    reps=reps,
                    repetition_unit=1,
                    weight=weight or "0",
                    weight_unit=1,
                    date=on.isoformat(),
                    rir=rir,
                )
    return workout, settings


@time_machine.travel("2026-02-02T06:00:00Z", tick=False)
def test_classic_month_is_a_routine(alice_api, classic_month, exercises):
    workout, settings = classic_month

    routine = read(alice_api, f"routine/{workout}/")
    assert (routine["name"], routine["description"], routine["start"], routine["end"]) == (
        "Winter",
        "Three times a week",
        "2026-01-05",
        "2026-03-30",
    )
    days = read(alice_api, f"routine/{workout}/structure/")["days"]
    assert [(day["name"], day["description"], day["day"], day["training"], day["routine"]) for day in days] == [
        (name, name, list(weekdays), workout, workout) for name, (weekdays, _, _) in WEEK.items()
    ]
    entries = [entry for day in days for slot in day["slots"] for entry in slot["entries"]]
    assert [(entry["id"], entry["exercise"], entry["order"]) for entry in entries] == [
        (settings[name]["id"], exercises[name], settings[name]["order"]) for name in ("press", "dip", "squat")
    ]
    assert [[rule["value"] for rule in entry["repetitions_configs"]] for entry in entries] == [
        ["8.00"],
        ["12.00"],
        ["5.00"],
    ]
    assert [[rule["value"] for rule in entry["weight_configs"]] for entry in entries] == [["60.00"], [], ["100.00"]]
    assert [[rule["value"] for rule in entry["rir_configs"]] for entry in entries] == [["2.0"], [], ["1.5"]]
    assert [slot["comment"] for day in days for slot in day["slots"]] == ["slowly", "slowly"]


@time_machine.travel("2026-02-02T06:00:00Z", tick=False)
def test_classic_month_is_trained_on_its_weekdays(alice_api, classic_month, exercises):
    workout, _ = classic_month

    sequence = read(alice_api, f"routine/{workout}/date-sequence-display/")[: len(FOUR_WEEKS)]

    due = {1: "Push", 3: "Legs", 4: "Push"}
    assert [(each["date"], each["day"] and each["day"]["name"]) for each in sequence] == [
        (on.isoformat(), due.get(on.isoweekday())) for on in FOUR_WEEKS
    ]
    push, legs = sequence[0]["slots"], sequence[2]["slots"]
    assert [(slot["is_superset"], slot["exercises"], slot["comment"]) for slot in [*push, *legs]] == [
        (True, [exercises["press"], exercises["dip"]], "slowly"),
        (False, [exercises["squat"]], "slowly"),
    ]
    assert [(each["sets"], each["repetitions"], each["weight"], each["rir"]) for each in push[0]["sets"]] == [
        (3, "8", "60", "2"),
        (3, "12", None, None),
    ]
    assert legs[0]["sets"][0]["text_repr"] == "4 Sets, 5 \N{MULTIPLICATION SIGN} 100 kg @ 1.5 RiR"


def test_classic_logs_are_sessions_of_the_routine(alice_api, classic_month, exercises):
    workout, _ = classic_month

    found = read(alice_api, f"routine/{workout}/logs/")

    trained = [on for on in FOUR_WEEKS if on.isoweekday() in {1, 3, 4}]
    assert [(each["session"]["date"], each["session"]["workout"]) for each in found] == [
        (on.isoformat(), workout) for on in trained
    ]
    press, dip = sorted(found[0]["logs"], key=lambda log: Decimal(log["repetitions"]))
    assert (press["exercise"], press["repetitions"], press["weight"], press["rir"], press["date"]) == (
        exercises["press"],
        "8.00",
        "60.00",
        "2",
        "2026-01-05T00:00:00Z",
    )
    assert (dip["exercise_base"], dip["reps"], dip["weight"], dip["rir"]) == (exercises["dip"], 12, "0.00", None)


def test_classic_month_adds_up(alice_api, classic_month, exercises):
    workout, _ = classic_month

    stats = read(alice_api, f"routine/{workout}/stats/")

    assert stats["sets"]["mesocycle"]["exercises"] == {
        str(exercises["press"]): 8.0,
        str(exercises["dip"]): 8.0,
        str(exercises["squat"]): 4.0,
    }
    assert stats["volume"]["mesocycle"]["total"] == f"{8 * 8 * 60 + 4 * 5 * 100:.2f}"
    assert sorted(stats["volume"]["weekly"]) == ["202602", "202603", "202604", "202605"]


@pytest.fixture
def routine_month(app, exercises):
    """What a newer app writes in four weeks."""
    routine = app("routine", name="Winter", description="", start="2026-01-05", end="2026-02-01", fit_in_week=True)[
        "id"
    ]
    entries = {}
    for order, (name, (_, rounds, planned)) in enumerate(WEEK.items(), start=1):
        day = app("day", routine=routine, order=order, name=name, description="")["id"]
        slot = app("slot", day=day, order=1, comment="slowly")["id"]
        for place, (exercise, (reps, weight, rir)) in enumerate(planned.items(), start=1):
            entry = app("slot-entry", slot=slot, exercise=exercises[exercise], order=place, comment="")["id"]
            entries[exercise] = entry
            app("sets-config", slot_entry=entry, iteration=1, value=rounds)
            app("repetitions-config", slot_entry=entry, iteration=1, value=reps)
            if weight:
                app("weight-config", slot_entry=entry, iteration=1, value=weight)
                app("weight-config", slot_entry=entry, iteration=2, value=5, operation="+", step="abs", repeat=True)
            if rir:
                app("rir-config", slot_entry=entry, iteration=1, value=rir)
    for week in range(4):
        for offset, planned in enumerate(planned for _, _, planned in WEEK.values()):
            moment = datetime(2026, 1, 5, 18, 30) + timedelta(days=7 * week + offset)
            session = app("workoutsession", routine=routine, date=moment.date().isoformat(), impression="3")["id"]
            for exercise, (reps, weight, rir) in planned.items():
                app(
                    "workoutlog",
                    routine=routine,
                    session=session,
                    exercise=exercises[exercise],
                    slot_entry=entries[exercise],
                    iteration=week + 1,
                    repetitions=str(reps),
                    weight=str(Decimal(weight) + 5 * week) if weight else None,
                    rir=rir or None,
                    date=moment.isoformat(),
                )
    return routine, entries


def test_routine_month_is_a_workout(alice_api, routine_month, exercises):
    routine, entries = routine_month

    assert read(alice_api, "workout/")["results"][0]["id"] == routine
    days = read(alice_api, f"day/?training={routine}")["results"]
    assert [(day["training"], day["description"], day["day"]) for day in days] == [
        (routine, "Push", []),
        (routine, "Legs", []),
    ]
    sets = read(alice_api, "set/")["results"]
    assert [(each["exerciseday"], each["sets"], each["comment"]) for each in sets] == [
        (days[0]["id"], 3, "slowly"),
        (days[1]["id"], 4, "slowly"),
    ]
    settings = read(alice_api, "setting/?limit=1000&ordering=id")["results"]
    assert [
        (each["id"], each["set"], each["exercise_base"], each["reps"], each["weight"], each["rir"]) for each in settings
    ] == [
        (entries["press"], sets[0]["id"], exercises["press"], 8, "60.00", "2"),
        (entries["dip"], sets[0]["id"], exercises["dip"], 12, None, None),
        (entries["squat"], sets[1]["id"], exercises["squat"], 5, "100.00", "1.5"),
    ]
    computed = read(alice_api, f"set/{sets[0]['id']}/computed_settings/")["results"]
    assert [each["id"] for each in computed] == [entries["press"], entries["dip"]] * 3


def test_routine_month_is_drawn_by_the_classic_apps(alice_api, routine_month, exercises):
    routine, _ = routine_month

    drawn = read(alice_api, f"workout/{routine}/canonical_representation/")

    (superset,) = drawn["day_list"][0]["set_list"]
    assert superset["is_superset"] is True
    assert [(each["obj"]["id"], each["setting_text"]) for each in superset["exercise_list"]] == [
        (exercises["press"], "3 Sets, 8 \N{MULTIPLICATION SIGN} 60 kg @ 2 RiR"),
        (exercises["dip"], "3 Sets, 12 Reps"),
    ]


def test_routine_month_is_logged_for_the_classic_apps(alice_api, routine_month, exercises):
    routine, _ = routine_month

    logs = read(alice_api, f"workoutlog/?workout={routine}&exercise_base={exercises['squat']}&ordering=date")["results"]
    assert [
        (log["workout"], log["reps"], log["weight"], log["rir"], log["repetition_unit"], log["date"]) for log in logs
    ] == [(routine, 5, f"{100 + 5 * week}.00", "1.5", 1, f"2026-01-{6 + 7 * week:02}T18:30:00Z") for week in range(4)]
    data = read(alice_api, f"workout/{routine}/log_data/?id={exercises['squat']}")
    assert data["chart_data"] == [
        [{"date": f"2026-01-{6 + 7 * week:02}", "weight": f"{100 + 5 * week}.00", "reps": 5} for week in range(4)]
    ]
    assert {day: [log["id"] for log in of_day] for day, of_day in data["logs"].items()} == {
        f"2026-01-{6 + 7 * week:02}": [logs[week]["id"]] for week in range(4)
    }
    sessions = read(alice_api, f"workoutsession/?workout={routine}&ordering=date")["results"]
    assert [(each["workout"], each["date"], each["impression"]) for each in sessions] == [
        (routine, f"2026-01-{5 + 7 * week + offset:02}", "3") for week in range(4) for offset in (0, 1)
    ]


def test_month_was_what_the_routine_asked_for(alice_api, routine_month):
    routine, _ = routine_month
    logs = {each["session"]["date"]: each["logs"] for each in read(alice_api, f"routine/{routine}/logs/")}

    for due in read(alice_api, f"routine/{routine}/date-sequence-display/"):
        targets = {target["slot_entry_id"]: target for slot in due["slots"] for target in slot["sets"]}
        for log in logs.get(due["date"], []):
            target = targets[log["slot_entry"]]
            assert log["iteration"] == due["iteration"]
            assert Decimal(log["repetitions"]) == Decimal(target["repetitions"])
            assert (log["weight"] and Decimal(log["weight"])) == (target["weight"] and Decimal(target["weight"]))
