"""Names and types of every field of every answer, for apps that read integers and for those that read uuids."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine

from tests.api.expectations import EXPECTED
from tests.contract import accounts, exercises, foods, journal, meals, workouts
from tests.contract.notation import blanks, differences, int_, page_of
from tests.factories import RoutineFactory
from tests.workouts.announcing import add_log, add_session

UUID_CLIENTS = [{"User-Agent": "wger-mcp/0.1.0"}, {"X-Id-Format": "uuid"}]
ALICE = {"username": "alice", "password": "correct horse"}
PLANS = workouts.PLANS | workouts.LOGBOOK | meals.ENDPOINTS
PLANS_FOR_UUID_CLIENTS = workouts.PLANS_FOR_UUID_CLIENTS | workouts.LOGBOOK_FOR_UUID_CLIENTS | meals.FOR_UUID_CLIENTS
ROUTINE_BODY = {"name": "Push", "start": "2026-01-05", "end": "2026-03-30"}


def test_every_endpoint_has_its_shape_written_down(api, db):
    written = (
        accounts.ENDPOINTS
        | exercises.VIEWS
        | exercises.ENDPOINTS
        | workouts.ENDPOINTS
        | journal.ENDPOINTS
        | meals.ENDPOINTS
        | foods.VIEWS
        | foods.ENDPOINTS
    )

    assert list(api.get("/api/v2/").json()) == sorted(written)


@pytest.mark.parametrize("endpoint", exercises.ENDPOINTS)
def test_catalogue_list_has_its_shape(api, catalogue, endpoint):
    answer = api.get(f"/api/v2/{endpoint}/").json()

    assert differences(answer, page_of(exercises.ENDPOINTS[endpoint])) == []


@pytest.mark.parametrize("endpoint", exercises.ENDPOINTS)
def test_catalogue_detail_has_its_shape_and_every_field_filled(api, catalogue, endpoint):
    first = api.get(f"/api/v2/{endpoint}/?ordering=id").json()["results"][0]

    answer = api.get(f"/api/v2/{endpoint}/{first['id']}/").json()

    assert differences(answer, exercises.ENDPOINTS[endpoint]) == []
    assert blanks(answer) == []
    assert answer == first


@pytest.mark.parametrize("endpoint", ["exercise", "exerciseinfo", "exercisebaseinfo", "exercise-base"])
def test_bare_exercise_has_the_shape_of_a_full_one(api, catalogue, endpoint):
    answer = api.get(f"/api/v2/{endpoint}/{catalogue.bare}/").json()

    assert differences(answer, exercises.ENDPOINTS[endpoint]) == []
    assert (answer["variations"], answer["variation_group"]) == (None, None)


@pytest.mark.parametrize("client", UUID_CLIENTS, ids=str)
@pytest.mark.parametrize("endpoint", exercises.ENDPOINTS)
def test_catalogue_keeps_integers_for_clients_of_uuids(api, catalogue, endpoint, client):
    answer = api.get(f"/api/v2/{endpoint}/", headers=client).json()

    assert answer == api.get(f"/api/v2/{endpoint}/").json()


def test_thumbnails_of_an_image_have_their_shape(api, catalogue):
    image = api.get("/api/v2/exerciseimage/").json()["results"][0]

    answer = api.get(f"/api/v2/exerciseimage/{image['id']}/thumbnails/").json()

    assert differences(answer, exercises.THUMBNAIL_SETTINGS) == []


def test_suggestions_have_their_shape_and_every_field_filled(api, catalogue):
    answer = api.get("/api/v2/exercise/search/?term=squat").json()

    assert differences(answer, exercises.SUGGESTIONS) == []
    assert blanks(answer) == []


def test_ids_of_an_exercise_are_the_same_everywhere(api, catalogue):
    base = api.get(f"/api/v2/exercisebaseinfo/{catalogue.exercise}/").json()
    note, alias = base["exercises"][0]["notes"][0], base["exercises"][0]["aliases"][0]

    rows = [base["images"][0], base["videos"][0], base["exercises"][0]]
    assert {(row["exercise"], row["exercise_base"]) for row in rows} == {(catalogue.exercise, catalogue.exercise)}
    assert {(row["exercise"], row["translation"]) for row in (note, alias)} == {(catalogue.translation,) * 2}
    assert base["exercises"] == base["translations"]


@pytest.mark.parametrize("endpoint", ["routine", "workout"])
def test_private_list_has_its_shape(alice_api, alice, endpoint):
    RoutineFactory(user=alice)

    answer = alice_api.get(f"/api/v2/{endpoint}/").json()

    assert differences(answer, page_of(workouts.ROUTINE)) == []
    assert answer["count"] == 1


@pytest.mark.parametrize("endpoint", ["routine", "workout"])
def test_private_detail_has_its_shape(alice_api, alice, endpoint):
    answer = alice_api.get(f"/api/v2/{endpoint}/{RoutineFactory(user=alice).pk}/").json()

    assert differences(answer, workouts.ROUTINE) == []


@pytest.mark.parametrize("endpoint", ["routine", "workout"])
def test_created_and_changed_row_has_its_shape(alice_api, endpoint):
    made = alice_api.post(f"/api/v2/{endpoint}/", ROUTINE_BODY)
    changed = alice_api.patch(f"/api/v2/{endpoint}/{made.json()['id']}/", {"name": "Pull"})
    put = alice_api.put(f"/api/v2/{endpoint}/{made.json()['id']}/", ROUTINE_BODY)

    assert [answer.status_code for answer in (made, changed, put)] == [201, 200, 200]
    assert [differences(answer.json(), workouts.ROUTINE) for answer in (made, changed, put)] == [[], [], []]


@pytest.mark.parametrize("client", UUID_CLIENTS, ids=str)
@pytest.mark.parametrize("endpoint", ["routine", "workout"])
def test_private_rows_have_uuids_for_clients_of_uuids(alice_api, alice, endpoint, client):
    row = RoutineFactory(user=alice)

    page = alice_api.get(f"/api/v2/{endpoint}/", headers=client).json()
    made = alice_api.post(f"/api/v2/{endpoint}/", ROUTINE_BODY, headers=client).json()

    assert differences(page, page_of(workouts.ROUTINE_FOR_UUID_CLIENTS)) == []
    assert differences(made, workouts.ROUTINE_FOR_UUID_CLIENTS) == []
    assert page["results"][0]["id"] == str(row.uuid)


@pytest.mark.parametrize("endpoint", PLANS)
def test_part_of_a_plan_has_its_shape(alice_api, alice, endpoint):
    row = EXPECTED[endpoint].make(alice)

    page = alice_api.get(f"/api/v2/{endpoint}/").json()
    one = alice_api.get(f"/api/v2/{endpoint}/{row.pk}/").json()

    assert differences(page, page_of(PLANS[endpoint])) == []
    assert page["results"] == [one]


@pytest.mark.parametrize("client", UUID_CLIENTS, ids=str)
@pytest.mark.parametrize("endpoint", PLANS)
def test_part_of_a_plan_has_uuids_for_clients_of_uuids(alice_api, alice, endpoint, client):
    row = EXPECTED[endpoint].make(alice)

    page = alice_api.get(f"/api/v2/{endpoint}/", headers=client).json()
    one = alice_api.get(f"/api/v2/{endpoint}/{row.uuid}/", headers=client).json()

    assert differences(page, page_of(PLANS_FOR_UUID_CLIENTS[endpoint])) == []
    assert page["results"] == [one]


def test_records_and_load_of_muscles_have_their_shape(alice_api, squats):
    records = alice_api.get("/api/v2/workoutlog/records/").json()

    assert differences(records, [{"exercise": int_, "records": [workouts.FEAT]}]) == []
    assert differences(alice_api.get("/api/v2/muscle-load/").json(), workouts.MUSCLE_LOAD) == []
    assert records != []


@pytest.fixture
def squats(alice):
    """A set, and the trophies for it."""
    return add_log(add_session(alice, date(2026, 1, 5), time_start=time(18)), datetime(2026, 1, 5, 18, tzinfo=UTC))


def test_trophies_and_progress_have_their_shape(alice_api, squats):
    progress = alice_api.get("/api/v2/trophy/progress/?include_repeatable=true").json()

    assert differences(alice_api.get("/api/v2/trophy/").json(), page_of(workouts.TROPHY)) == []
    assert differences(progress, [workouts.TROPHY_PROGRESS]) == []
    assert {row["is_earned"] for row in progress} == {True, False}


@pytest.mark.parametrize("endpoint", workouts.DEEDS)
def test_what_training_earns_has_its_shape(alice_api, squats, endpoint):
    answer = alice_api.get(f"/api/v2/{endpoint}/").json()

    assert differences(answer, page_of(workouts.DEEDS[endpoint])) == []
    assert answer["count"] == {"user-trophy": 2, "user-statistics": 1}[endpoint]


@pytest.mark.parametrize("client", UUID_CLIENTS, ids=str)
@pytest.mark.parametrize("endpoint", workouts.DEEDS)
def test_what_training_earns_has_uuids_for_clients_of_uuids(alice_api, squats, endpoint, client):
    page = alice_api.get(f"/api/v2/{endpoint}/", headers=client).json()

    assert differences(page, page_of(workouts.DEEDS_FOR_UUID_CLIENTS[endpoint])) == []


@time_machine.travel("2026-01-05T10:00:00Z", tick=False)  # the address of a photo is another one at noon
@pytest.mark.parametrize("endpoint", journal.ENDPOINTS)
def test_dated_record_has_its_shape(alice_api, alice, endpoint):
    row = EXPECTED[endpoint].make(alice)

    answer = alice_api.get(f"/api/v2/{endpoint}/").json()
    changed = alice_api.patch(f"/api/v2/{endpoint}/{row.pk}/", {}).json()

    assert differences(answer, page_of(journal.ENDPOINTS[endpoint])) == []
    assert answer["results"] == [changed]


@pytest.mark.parametrize("client", UUID_CLIENTS, ids=str)
@pytest.mark.parametrize("endpoint", journal.ENDPOINTS)
def test_dated_record_has_uuids_for_clients_of_uuids(alice_api, alice, endpoint, client):
    row = EXPECTED[endpoint].make(alice)

    page = alice_api.get(f"/api/v2/{endpoint}/", headers=client).json()

    assert differences(page, page_of(journal.FOR_UUID_CLIENTS[endpoint])) == []
    assert page["results"][0]["id"] == str(row.uuid)


@pytest.mark.parametrize("method", ["get", "post", "put", "patch"])
def test_profile_has_its_shape(alice_api, alice, method):
    answer = getattr(alice_api, method)("/api/v2/userprofile/")

    assert (answer.status_code, differences(answer.json(), accounts.PROFILE)) == (200, [])


def test_profile_has_its_shape_with_every_field_filled(alice_api, alice):
    alice.birthdate, alice.height = date(1990, 2, 28), 170
    alice.weight_rounding, alice.repetitions_rounding = 2, 1
    alice.last_workout_notification = date(2026, 1, 5)
    alice.save()

    answer = alice_api.get("/api/v2/userprofile/").json()

    assert differences(answer, accounts.PROFILE) == []
    assert blanks(answer) == ["answer.gym"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_email_confirmation_has_its_shape(alice_api, method):
    answer = getattr(alice_api, method)("/api/v2/userprofile/verify-email/")

    assert (answer.status_code, differences(answer.json(), accounts.EMAIL_CONFIRMATION)) == (200, [])


def test_token_pair_and_its_refresh_have_their_shape(api, alice):
    pair = api.post("/api/v2/token/", ALICE).json()
    refreshed = api.post("/api/v2/token/refresh/", {"refresh": pair["refresh"]}).json()

    assert differences([pair, refreshed], [accounts.TOKEN_PAIR]) == []


@pytest.mark.parametrize("kind", ["access", "refresh"])
def test_verified_token_is_answered_with_an_empty_object(api, alice, kind):
    token = api.post("/api/v2/token/", ALICE).json()[kind]

    answer = api.post("/api/v2/token/verify/", {"token": token}).json()

    assert differences(answer, accounts.ENDPOINTS["token/verify"]) == []


def test_login_and_its_hint_have_their_shape(api, alice):
    assert differences(api.post("/api/v2/login/", ALICE).json(), accounts.LOGIN) == []
    assert differences(api.get("/api/v2/login/").json(), accounts.LOGIN_HINT) == []


@pytest.mark.django_db
def test_registration_has_its_shape(api):
    answer = api.post("/api/v2/register/", {"username": "dora", "password": "correct horse", "email": "d@example.org"})

    assert (answer.status_code, differences(answer.json(), accounts.REGISTRATION)) == (201, [])


@pytest.mark.django_db
def test_permission_check_has_its_shape(api):
    answer = api.get("/api/v2/check-permission/?permission=exercises.add_exercise").json()

    assert differences(answer, accounts.PERMISSION_CHECK) == []


@pytest.mark.parametrize("endpoint", ["version", "min-app-version", "min-server-version"])
def test_version_is_a_bare_string(api, endpoint):
    assert differences(api.get(f"/api/v2/{endpoint}/").json(), accounts.VERSION) == []
