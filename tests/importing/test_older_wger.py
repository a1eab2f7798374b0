"""Moving an account from a server that gives its rows integers only, and what may go wrong with any."""

from datetime import UTC, date, datetime
from decimal import Decimal

import httpx
import pytest

from accounts.importing.base import CannotImport
from journal.models import WeightEntry
from nutrition.models import DiaryEntry, Ingredient
from tests.importing.conftest import counts, problems
from tests.importing.otherserver import WrittenDown, asked_of, moved, previewed
from tests.nutrition.factories import IngredientFactory
from workouts.models import WorkoutLog, WorkoutSession

EXERCISE = {
    "id": 345,
    "uuid": "1b9ed9ee-0d6e-4b43-8ac8-4d3c5d4c1c0f",
    "translations": [{"language": 2, "name": "Bench Press (Barbell)"}, {"language": 1, "name": "Bankdrücken"}],
}
FOOD = {
    "id": 77,
    "uuid": "2b9ed9ee-0d6e-4b43-8ac8-4d3c5d4c1c0f",
    "code": "4006381333931",
    "name": "Oats",
    "brand": "",
    "energy": 370,
    "protein": "13.5",
    "carbohydrates": "58.7",
    "fat": "7.0",
    "language": {"id": 2, "short_name": "en"},
    "weight_units": [{"id": 9, "name": "Cup", "gram": 90}],
}


def log(key, **values):
    return {
        "id": key,
        "date": "2024-01-05T18:00:00+01:00",
        "session": 3,
        "routine": None,
        "exercise": 345,
        "repetitions": "8.00",
        "repetitions_unit": 1,
        "weight": "80.00",
        "weight_unit": 1,
        "rir": "2.0",
    } | values


SESSION = {"id": 3, "date": "2024-01-05", "routine": None, "notes": "Good", "impression": "3"}


def small(**tables):
    return {"exerciseinfo": [EXERCISE], "ingredientinfo": [FOOD], "workoutsession": [SESSION]} | tables


def test_rows_without_uuids_are_found_again(alice, bench, monkeypatch):
    asked_of(monkeypatch, WrittenDown(small(workoutlog=[log(1), log(2)])))

    first, second = moved(alice, "right"), moved(alice, "right")

    assert counts(first) == {"added": {"sessions": 1, "sets": 2}}
    assert counts(second) == {"kept": {"sessions": 1, "sets": 2}}
    assert {row.exercise_id for row in WorkoutLog.objects.all()} == {bench.pk}


def test_pages_are_followed(alice, bench, monkeypatch):
    rows = [log(key, repetitions=str(key)) for key in range(1, 8)]
    asked_of(monkeypatch, WrittenDown(small(workoutlog=rows), size=3))

    assert counts(moved(alice, "right"))["added"]["sets"] == 7


def test_exercise_that_is_not_here_is_reported(alice, squat, monkeypatch):
    asked_of(monkeypatch, WrittenDown(small(workoutlog=[log(1)])))

    report = moved(alice, "right")

    assert counts(report) == {"added": {"sessions": 1}, "skipped": {"sets": 1}}
    assert problems(report) == [
        (None, "Bench Press (Barbell) is no exercise here."),
        (None, "workoutlog 1: its exercise is not here."),
    ]


def test_entered_by_hand_is_kept(alice, bench, monkeypatch):
    moment = datetime(2024, 1, 5, 17, tzinfo=UTC)
    session = WorkoutSession.objects.create(user=alice, date=date(2024, 1, 5), notes="Mine")
    WorkoutLog.objects.create(
        user=alice, session=session, exercise=bench, date=moment, repetitions=Decimal(8), weight=Decimal(80)
    )
    WeightEntry.objects.create(user=alice, date=moment, weight=Decimal(80))
    asked_of(
        monkeypatch,
        WrittenDown(
            small(
                workoutlog=[log(1), log(2)],
                weightentry=[{"id": 1, "date": "2024-01-05T18:00:00+01:00", "weight": "79.00"}],
            )
        ),
    )

    report = moved(alice, "right")

    assert counts(report) == {"added": {"sets": 1}, "kept": {"sessions": 1, "sets": 1, "weights": 1}}
    assert WorkoutSession.objects.get().notes == "Mine"


def test_broken_rows_are_reported_and_the_others_stored(alice, bench, monkeypatch):
    rows = [
        log(1),
        log(2, date="soon"),
        log(3, rir="9.0"),
        log(4, weight="many"),
        {"id": None},
        "text",
        log(5, weight=-1),
    ]
    asked_of(monkeypatch, WrittenDown(small(workoutlog=rows)))

    report = moved(alice, "right")

    assert counts(report) == {"added": {"sessions": 1, "sets": 1}, "skipped": {"sets": 6}}
    assert [text for _, text in problems(report)] == [
        "workoutlog 2: 'soon' is no date.",
        "workoutlog 3: rir: Ensure this value is less than or equal to 4.5..",
        "workoutlog 4: 'many' is no number that fits.",
        "workoutlog None: it has no id.",
        "workoutlog ?: it has no id.",
        "workoutlog 5: weight: Ensure this value is greater than or equal to 0..",
    ]


def test_food_is_found_by_its_barcode_or_kept_as_own(alice, monkeypatch):
    diary = [
        {"id": 1, "plan": None, "ingredient": 77, "weight_unit": 9, "datetime": "2024-01-05", "amount": "2.00"},
        {"id": 2, "plan": None, "ingredient": 78, "datetime": "2024-01-05T12:00:00Z", "amount": "100.00"},
    ]
    soup = {**FOOD, "id": 78, "uuid": "3b9ed9ee-0d6e-4b43-8ac8-4d3c5d4c1c0f", "code": None, "name": "Soup"}
    oats = IngredientFactory(name="Rolled oats", code="4006381333931", energy=370)
    asked_of(monkeypatch, WrittenDown(small(nutritiondiary=diary, ingredientinfo=[FOOD, soup])))

    report = moved(alice, "right")

    rows = DiaryEntry.objects.order_by("datetime").values_list(
        "ingredient__name", "amount", "energy", "plan__is_default"
    )
    assert counts(report) == {"added": {"diary entries": 2, "foods": 1, "sessions": 1}}
    assert list(rows) == [("Rolled oats", 180, 666, True), ("Soup", 100, 370, True)]
    assert (oats.user, Ingredient.objects.get(name="Soup").user) == (None, alice)


def test_weights_are_in_the_unit_of_the_profile_there(alice, monkeypatch):
    rows = [{"id": 1, "date": "2024-01-05", "weight": "180.00"}]
    asked_of(monkeypatch, WrittenDown(small(weightentry=rows), profile={"username": "bob", "weight_unit": "lb"}))

    moved(alice, "right")

    assert [(row.weight, row.unit) for row in WeightEntry.objects.all()] == [(180, "lb")]


@pytest.mark.parametrize(("token", "scheme"), [("a1b2", "Token"), ("head.body.sign", "Bearer")])
def test_token_is_sent_as_what_it_is(alice, monkeypatch, token, scheme):
    heard = []

    def handler(request):
        heard.append(request.headers["Authorization"])
        return httpx.Response(200, json={"username": "bob"})

    asked_of(monkeypatch, handler)
    previewed(alice, token)

    assert set(heard) == {f"{scheme} {token}"}


def test_row_that_contradicts_what_is_here_is_left_out_alone(alice, monkeypatch):
    sessions = [
        SESSION,
        {"id": 4, "date": "2024-01-06", "time_start": "18:00", "time_end": "17:00"},
        {"id": 5, "date": "2024-01-07"},
    ]
    asked_of(monkeypatch, WrittenDown(small(workoutsession=sessions)))

    report = moved(alice, "right")

    assert counts(report) == {"added": {"sessions": 2}, "skipped": {"sessions": 1}}
    assert problems(report) == [(None, "workoutsession 4 contradicts what is here.")]


def test_two_sessions_of_a_day_become_one(alice, bench, monkeypatch):
    sessions = [SESSION, {**SESSION, "id": 4}]
    asked_of(monkeypatch, WrittenDown(small(workoutsession=sessions, workoutlog=[log(1), log(2, session=4)])))

    report = moved(alice, "right")

    assert counts(report) == {"added": {"sessions": 1, "sets": 2}, "kept": {"sessions": 1}}
    assert WorkoutLog.objects.filter(session=WorkoutSession.objects.get()).count() == 2


def test_log_without_a_session_gets_one(alice, bench, monkeypatch):
    asked_of(monkeypatch, WrittenDown(small(workoutsession=[], workoutlog=[log(1, session=None)])))

    moved(alice, "right")

    assert str(WorkoutLog.objects.get().session.date) == "2024-01-05"


def test_unit_that_only_the_other_server_has_is_found_by_its_name(alice, bench, monkeypatch):
    units = [{"id": 31, "name": "lb"}, {"id": 32, "name": "Stone"}]
    rows = [log(1, weight_unit=31), log(2, weight_unit=32)]
    asked_of(monkeypatch, WrittenDown({**small(workoutlog=rows), "setting-weightunit": units}))

    moved(alice, "right")

    assert [row.weight_unit_id for row in WorkoutLog.objects.order_by("uuid").order_by("pk")] == [2, None]


def test_exercise_that_the_other_server_no_longer_shows(alice, monkeypatch):
    asked_of(monkeypatch, WrittenDown(small(exerciseinfo=[], workoutlog=[log(1)])))

    assert problems(moved(alice, "right"))[0] == (None, "Exercise 345 is not shown by the other server any more.")


@pytest.mark.parametrize(
    "food",
    [{**FOOD, "name": ""}, {**FOOD, "uuid": "x"}, {**FOOD, "energy": -5, "protein": 900}],
    ids=["no name", "no uuid", "impossible"],
)
def test_food_that_cannot_be_used(alice, monkeypatch, food):
    diary = [{"id": 1, "plan": None, "ingredient": 77, "datetime": "2024-01-05", "amount": "2.00"}]
    asked_of(monkeypatch, WrittenDown(small(nutritiondiary=diary, ingredientinfo=[food])))

    report = moved(alice, "right")

    assert DiaryEntry.objects.count() + report.skipped["diary entries"] == 1
    assert Ingredient.objects.filter(user=alice).count() == report.added["foods"]


def test_food_of_a_language_that_is_not_here_comes_along(alice, monkeypatch):
    diary = [{"id": 1, "plan": None, "ingredient": 77, "datetime": "2024-01-05", "amount": "2.00"}]
    food = {**FOOD, "language": {"id": 99, "short_name": "xx"}}
    asked_of(monkeypatch, WrittenDown(small(nutritiondiary=diary, ingredientinfo=[food])))

    assert counts(moved(alice, "right"))["added"] == {"diary entries": 1, "foods": 1, "sessions": 1}


@pytest.mark.parametrize(("amount", "unit"), [("999999.99", 9), (None, None), ("1.00", 55)])
def test_amount_that_cannot_be_used(alice, monkeypatch, amount, unit):
    row = {"id": 1, "plan": None, "ingredient": 77, "datetime": "2024-01-05", "amount": amount, "weight_unit": unit}
    asked_of(monkeypatch, WrittenDown(small(nutritiondiary=[row])))

    assert counts(moved(alice, "right"))["skipped"] == {"diary entries": 1}


# --- What goes wrong -----------------------------------------------------------------------------------------------


def test_wrong_token(alice, monkeypatch):
    asked_of(monkeypatch, WrittenDown({}))

    with pytest.raises(CannotImport, match="does not accept the token"):
        previewed(alice, "wrong")


@pytest.mark.parametrize(
    "answer", [httpx.Response(404), httpx.Response(200, text="<html>"), httpx.Response(200, json=[])]
)
def test_other_kind_of_server(alice, monkeypatch, answer):
    asked_of(monkeypatch, lambda request: answer)

    with pytest.raises(CannotImport):
        previewed(alice, "right")


@pytest.mark.parametrize("address", ["", "ftp://other.example", "http://", "http://[", "file:///etc/passwd"])
def test_no_address(alice, address):
    with pytest.raises(CannotImport):
        previewed(alice, "right", address)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "localhost:9", "http://169.254.169.254/latest"])
def test_private_addresses_are_refused(alice, address):
    with pytest.raises(CannotImport, match="private network"):
        previewed(alice, "right", address)


def test_next_page_on_another_host_is_not_followed(alice, monkeypatch):
    def handler(request):
        if "userprofile" in request.url.path:
            return httpx.Response(200, json={"username": "bob"})
        return httpx.Response(200, json={"count": 9, "next": "https://evil.example/x", "results": []})

    asked_of(monkeypatch, handler)

    with pytest.raises(CannotImport, match="another host"):
        moved(alice, "right")
