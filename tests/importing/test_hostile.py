"""What no app writes, but somebody may."""

import pytest

from accounts.importing.base import CannotImport, Source
from journal.importing.wger import WgerAccount
from tests.importing.conftest import counts, problems
from tests.importing.otherserver import WrittenDown, asked_of, moved, previewed
from workouts.importing.importers import MOST_NAMES
from workouts.models import ProgressionRule, Routine, WorkoutLog, WorkoutSession

HEAD = "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps\n"
ROUTINE = {"id": 1, "name": "Push", "start": "2024-01-01", "end": "2024-03-01"}
DAY = {"id": 1, "routine": 1, "day": [1, 3, "x", 99]}
ENTRY = {"id": 1, "slot": 1, "exercise": 345}
EXERCISE = {"id": 345, "translations": [{"language": 2, "name": "Bench Press"}]}
RULE = {"id": 1, "slot_entry": 1, "iteration": 2, "value": "2.5", "operation": "+", "step": "abs"}


def plan(**tables):
    usual = {"routine": [ROUTINE], "day": [DAY], "slot": [{"id": 1, "day": 1}], "slot-entry": [ENTRY]}
    return WrittenDown(
        {"exerciseinfo": [EXERCISE], **usual, **{name.replace("_", "-"): t for name, t in tables.items()}}
    )


@pytest.mark.parametrize("written", ["0001-01-01", "9999-12-31 23:59:59", "0001-01-01T00:00:00+14:00", "1.1.1800"])
def test_dates_of_other_times(bringing, bench, written):
    report = bringing.run("strong", f"{HEAD}{written};Push;Bench Press;1;80;kg;8\n")

    assert (counts(report), len(problems(report))) == ({"skipped": {"lines": 1}}, 1)


def test_thousands_of_names_are_not_all_asked_for(bringing, bench):
    content = HEAD + "".join(f"2024-01-05;Push;Exercise number {n};1;80;kg;8\n" for n in range(2000))

    found = bringing.preview("strong", content)

    assert (found.found["exercises"], len(found.questions)) == (2000, MOST_NAMES)


def test_formulas_and_markup_stay_text(bringing, bench):
    bringing.run("strong", f"{HEAD}2024-01-05;\"=cmd|'/C calc'!A0 <b>\";Bench Press;1;80;kg;8\n")

    assert WorkoutSession.objects.get().notes == "=cmd|'/C calc'!A0 <b>"


def test_signs_that_no_database_keeps(alice, monkeypatch):
    row = {"id": 1, "date": "2024-01-05", "notes": "a\0b\ud800c"}
    server = WrittenDown({"workoutsession": [row]}, profile={"username": "b\0o\ud800b"})
    asked_of(monkeypatch, server)

    found = previewed(alice, "right").as_json()
    moved(alice, "right")

    assert (found["rows"], WorkoutSession.objects.get().notes) == ([["bo?b"]], "ab?c")


def test_plan_of_a_thousand_years_is_refused(alice, bench, monkeypatch):
    asked_of(monkeypatch, plan(routine=[{**ROUTINE, "end": "2099-01-01"}]))

    report = moved(alice, "right")

    assert (Routine.objects.count(), problems(report)[0]) == (
        0,
        (None, "routine 1: it has to end 366 days after its start at most."),
    )


@pytest.mark.parametrize(
    ("endpoint", "value"),
    [("sets_config", "9999"), ("rest_config", "99999"), ("rir_config", "9"), ("weight_config", "-1")],
)
def test_rules_that_the_endpoint_would_refuse(alice, bench, monkeypatch, endpoint, value):
    asked_of(monkeypatch, plan(**{endpoint: [{**RULE, "value": value}]}))

    report = moved(alice, "right")

    assert (ProgressionRule.objects.count(), counts(report)["skipped"]) == (0, {"rules": 1})


def test_rules_are_kept_in_the_usual_form(alice, bench, monkeypatch):
    rules = [
        RULE,
        {**RULE, "id": 2, "iteration": 1, "requirements": {"rules": ["weight", "luck"]}},
        {**RULE, "id": 3, "iteration": 3, "step": "na", "requirements": "nonsense"},
    ]
    asked_of(monkeypatch, plan(weight_config=rules))

    moved(alice, "right")

    rows = ProgressionRule.objects.order_by("iteration").values_list("operation", "step", "requirements")
    assert list(rows) == [("r", "na", {"rules": ["weight"]}), ("+", "abs", None), ("+", "abs", None)]


@pytest.mark.parametrize(
    ("sent", "kept"), [(10**30, None), (1e20, None), ("\0", None), ({"\ud800": 1}, None), ({"a": 1.5}, {"a": 1.5})]
)
def test_settings_that_no_answer_can_hold_stay_behind(alice, bench, monkeypatch, sent, kept):
    asked_of(monkeypatch, plan(day=[{**DAY, "config": sent, "type": []}]))

    moved(alice, "right")

    assert Routine.objects.get().days.get().config == kept


def test_weekdays_that_there_are_not(alice, bench, monkeypatch):
    asked_of(monkeypatch, plan())

    moved(alice, "right")

    assert Routine.objects.get().days.get().weekdays == [1, 3]


@pytest.mark.parametrize(
    "row", [[], 7, None, "x", {"id": True}, {"id": {}}, {"id": 1, "exercise": {"id": 3}}, {"id": 1}]
)
def test_rows_of_any_shape(alice, monkeypatch, row):
    asked_of(
        monkeypatch, WrittenDown({"workoutlog": [row], "routine": [row], "nutritiondiary": [row], "measurement": [row]})
    )

    moved(alice, "right")

    assert WorkoutLog.objects.count() == 0


@pytest.mark.parametrize("token", ["tö€", "a\r\nHost: b", "a\tb"])
def test_token_that_no_header_may_have(alice, token):
    with pytest.raises(CannotImport, match="signs that none has"):
        WgerAccount().preview(alice, Source(address="https://93.184.216.34", token=token), {})
