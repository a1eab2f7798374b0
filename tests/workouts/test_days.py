"""``day/`` in both vocabularies."""

from urllib.parse import quote

import pytest

from tests.factories import RoutineFactory
from tests.workouts.factories import DayFactory, SlotFactory, WorkoutSessionFactory
from workouts.models import Day

DAYS = "/api/v2/day/"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def routine(alice):
    return RoutineFactory(user=alice)


def test_classic_day_is_complete_in_the_other_vocabulary(alice_api, alice, routine):
    response = alice_api.post(DAYS, {"id": None, "training": routine.pk, "description": "Legs", "day": [7, 1, 7]})

    row = Day.objects.get()
    assert (response.status_code, row.user) == (201, alice)
    assert response.json() == {
        "id": row.pk,
        "uuid": str(row.uuid),
        "routine": routine.pk,
        "training": routine.pk,
        "order": 1,
        "name": "Legs",
        "description": "Legs",
        "is_rest": False,
        "need_logs_to_advance": False,
        "type": "custom",
        "config": None,
        "day": [1, 7],
    }


def test_day_of_a_newer_app_is_complete_in_the_classic_vocabulary(alice_api, routine):
    sent = {
        "routine": routine.pk,
        "order": 3,
        "name": "Push",
        "is_rest": True,
        "need_logs_to_advance": True,
        "type": "tabata",
        "config": {"rounds": [1, None]},
    }

    answer = alice_api.post(DAYS, {**sent, "description": ""}).json()

    assert {name: answer[name] for name in sent} == sent
    assert (answer["description"], answer["training"], answer["day"]) == ("Push", routine.pk, [])


@pytest.mark.parametrize(
    ("before", "body", "after"),
    [
        pytest.param(("Legs", "Legs"), {"description": "Arms"}, ("Arms", "Arms"), id="name follows"),
        pytest.param(("Legs", "Legs"), {"name": "Arms"}, ("Arms", "Arms"), id="description follows"),
        pytest.param(("Legs", "Legs"), {"name": "A", "description": "Legs"}, ("A", "A"), id="follows in a whole body"),
        pytest.param(("Legs", "Legs"), {"name": "A", "description": "B"}, ("A", "B"), id="both changed"),
        pytest.param(("Legs", "Squats"), {"name": "Arms"}, ("Arms", "Squats"), id="own description stays"),
        pytest.param(("Legs", "Squats"), {"description": "Arms"}, ("Legs", "Arms"), id="own name stays"),
        pytest.param(("Legs", "Squats"), {"description": ""}, ("Legs", "Legs"), id="emptied"),
        pytest.param(("", ""), {"order": 2}, ("", ""), id="neither"),
        pytest.param(("", ""), {"description": "x" * 120}, ("x" * 100, "x" * 120), id="shortened"),
        pytest.param(("x" * 100, "x" * 120), {"order": 2}, ("x" * 100, "x" * 120), id="long one untouched"),
    ],
)
def test_name_and_description_stand_in_for_each_other(alice_api, routine, before, body, after):
    row = DayFactory(user=routine.user, routine=routine, name=before[0], description=before[1])

    answer = alice_api.patch(f"{DAYS}{row.pk}/", body).json()

    assert (answer["name"], answer["description"]) == after


@pytest.mark.parametrize("sent", [[], [1], ["1", 2], [5, 5, 5]])
def test_weekdays_are_a_list(alice_api, routine, sent):
    answer = alice_api.post(DAYS, {"training": routine.pk, "description": "x", "day": sent})

    assert answer.json()["day"] == sorted({int(each) for each in sent})


def test_weekdays_of_a_form_repeat_their_key(alice_api, routine):
    body = f"training={routine.pk}&description=x&day=2&day=4"

    answer = alice_api.post(DAYS, body, content_type="application/x-www-form-urlencoded")

    assert answer.json()["day"] == [2, 4]


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ([0], 'Invalid pk "0" - object does not exist.'),
        ([1, 8], 'Invalid pk "8" - object does not exist.'),
        (["Monday"], 'Invalid pk "Monday" - object does not exist.'),
        ([True], 'Invalid pk "True" - object does not exist.'),
        ([[1]], 'Invalid pk "[1]" - object does not exist.'),
        ([10**17], f'Invalid pk "{10**17}" - object does not exist.'),
        ([None], 'Invalid pk "None" - object does not exist.'),
        (3, 'Expected a list of items but got type "int".'),
        ({"1": 1}, 'Expected a list of items but got type "dict".'),
        ("1,2", 'Expected a list of items but got type "str".'),
        (None, "This field may not be null."),
    ],
    ids=str,
)
def test_weekdays_that_make_no_sense_are_refused(alice_api, routine, sent, message):
    response = alice_api.post(DAYS, {"training": routine.pk, "description": "x", "day": sent})

    assert (response.status_code, response.json()) == (400, {"day": [message]})


def test_body_without_weekdays_keeps_them(alice_api, alice):
    row = DayFactory(user=alice, weekday_mask=0b101)

    whole = {"routine": row.routine_id, "name": "Pull", "description": "Back", "order": 2}

    assert alice_api.put(f"{DAYS}{row.pk}/", whole).json()["day"] == [1, 3]


def test_rest_day_keeps_its_slots(alice_api, alice):
    slot = SlotFactory(user=alice)

    answer = alice_api.patch(f"{DAYS}{slot.day_id}/", {"is_rest": True}).json()

    assert (answer["is_rest"], slot.day.slots.count()) == (True, 1)


@pytest.mark.parametrize("name", ["routine", "training"])
def test_day_cannot_be_moved_into_somebody_elses_plan(alice_api, alice, bob, name):
    row = DayFactory(user=alice)
    theirs = RoutineFactory(user=bob, is_template=True, is_public=True)

    response = alice_api.patch(f"{DAYS}{row.pk}/", {name: theirs.pk})

    message = f'Invalid pk "{theirs.pk}" - object does not exist.'
    assert (response.status_code, response.json()) == (400, {"routine": [message]})


def test_sessions_of_a_day_that_moves_stay_with_their_plan(alice_api, alice, routine):
    row = DayFactory(user=alice)
    session = WorkoutSessionFactory(user=alice, routine=row.routine, day=row)

    answer = alice_api.patch(f"{DAYS}{row.pk}/", {"routine": routine.pk})

    session.refresh_from_db()
    assert answer.json()["training"] == routine.pk
    assert (session.routine_id, session.day) == (row.routine_id, None)


def test_days_of_a_removed_plan_cannot_be_made(alice_api, routine):
    alice_api.delete(f"/api/v2/routine/{routine.pk}/")

    assert alice_api.post(DAYS, {"routine": routine.pk, "name": "x"}).status_code == 400


@pytest.fixture
def week(alice):
    first, second = RoutineFactory(user=alice), RoutineFactory(user=alice)
    DayFactory(user=alice, routine=first, name="A", order=3, weekday_mask=0b1000001, description="chest")
    DayFactory(user=alice, routine=first, name="B", order=1, weekday_mask=0b0000010, is_rest=True)
    DayFactory(user=alice, routine=second, name="C", order=2, need_logs_to_advance=True, type="enom")
    return first, second


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "BCA"),
        ("ordering=-order", "ACB"),
        ("ordering=training,-name", "BAC"),
        ("day=1", "A"),
        ("day=7", "A"),
        ("day=1,2", "BA"),
        ("day=7&day=2", "BA"),
        ("day=3", ""),
        ("day=", "BCA"),
        ("routine={first}", "BA"),
        ("training={first}", "BA"),
        ("training={second}", "C"),
        ("training={first},{second}", "BCA"),
        ("routine={first}&training={second}", ""),
        ("name=A", "A"),
        ("description=chest", "A"),
        ("order=2,3", "CA"),
        ("is_rest=True", "B"),
        ("is_rest=true", "BCA"),
        ("need_logs_to_advance=True", "C"),
        ("type=enom", "C"),
    ],
)
def test_days_are_filtered_and_ordered(alice_api, week, query, expected):
    first, second = week

    rows = alice_api.get(f"{DAYS}?{query.format(first=first.pk, second=second.uuid)}").json()["results"]

    assert "".join(row["name"] for row in rows) == expected


@pytest.mark.parametrize(
    "query", ["day=0", "day=8", "day=x", "day=1,9", "training=99999", "training=x", "routine=true"]
)
def test_filter_that_makes_no_sense_is_refused(alice_api, week, query):
    response = alice_api.get(f"{DAYS}?{query}")

    assert (response.status_code, list(response.json())) == (400, [query.partition("=")[0]])


def test_somebody_elses_plan_is_an_unknown_one_in_a_filter(alice_api, bob):
    theirs = RoutineFactory(user=bob, is_template=True, is_public=True)

    found = alice_api.get(f"{DAYS}?training={theirs.pk}").json()

    message = f"Select a valid choice. {theirs.pk} is not one of the available choices."
    assert found == {"training": [message]}


def test_list_costs_the_same_for_fifty_days(alice_api, alice, routine, django_assert_num_queries):
    DayFactory.create_batch(50, user=alice, routine=routine)

    with django_assert_num_queries(3):  # the token with its person, the count, the page
        assert len(alice_api.get(f"{DAYS}?limit=100").json()["results"]) == 50


@pytest.mark.parametrize("config", ['{"a": 1e20}', '{"a": [-1e19]}', '{"a": 9223372036854775808}', "1e25"])
def test_number_that_no_answer_can_hold_is_refused(alice_api, routine, config):
    body = f'{{"routine": {routine.pk}, "config": {config}}}'

    response = alice_api.post(DAYS, body, content_type="application/json")

    assert (response.status_code, response.json()) == (400, {"config": ["Value must be valid JSON."]})


@pytest.mark.parametrize(
    "config",
    ['{"a": 1e400}', '{"a": "\\ud800"}', '"\\u0000"', f"{'[' * 200}{']' * 200}", f"{'[' * 900}{']' * 900}", "[" * 9000],
)
def test_text_of_a_form_that_no_answer_can_hold_is_refused(alice_api, routine, config):
    response = alice_api.post(DAYS, f"routine={routine.pk}&config={quote(config)}", content_type=FORM)

    assert (response.status_code, response.json()) == (400, {"config": ["Value must be valid JSON."]})


def test_config_comes_back_as_it_was_sent(alice_api, routine):
    sent = {"a": [-9223372036854775808, 9223372036854775807, 0.5, True, None, "\N{GRINNING FACE}"]}

    made = alice_api.post(DAYS, {"routine": routine.pk, "config": sent}).json()

    assert alice_api.get(f"{DAYS}{made['id']}/").json()["config"] == sent
