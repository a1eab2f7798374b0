"""Requests as the apps send them, oddities included."""

import json
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from exercises.models import Translation
from journal.models import WeightEntry
from tests.contract.accounts import APP_TOKENS
from tests.contract.clients import CLIENTS
from tests.contract.notation import differences
from tests.exercises.remote import picture
from tests.factories import RoutineFactory
from tests.journal.factories import WeightEntryFactory
from workouts.models import Routine

ALICE = {"username": "alice", "password": "correct horse"}
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("client", ["F19", "F111", "F20"])
def test_app_that_looks_whether_its_token_works_gets_200(alice_api, client):
    response = alice_api.head("/api/v2/routine/", headers=CLIENTS[client])

    assert (response.status_code, response.content) == (200, b"")


def test_app_whose_token_does_not_work_gets_401(api, db):
    assert api.head("/api/v2/routine/").status_code == 401


def test_routine_list_obeys_lower_case_and_ignores_a_strange_ordering(alice_api, alice):
    plan = RoutineFactory(user=alice)
    RoutineFactory(user=alice, is_template=True)

    response = alice_api.get("/api/v2/routine/?limit=999&is_template=false&ordering=-creation_date,-nonsense")

    assert [row["id"] for row in response.json()["results"]] == [plan.pk]
    assert response.status_code == 200


@pytest.mark.parametrize("client", ["F16", "F19", "Re", "M27"])
def test_ids_of_the_cache_check_are_those_of_exerciseinfo(api, catalogue, client):
    flat = api.get("/api/v2/exercise/?limit=999", headers=CLIENTS[client]).json()
    nested = api.get("/api/v2/exerciseinfo/?limit=999", headers=CLIENTS[client]).json()

    ids = [row["id"] for row in flat["results"]]
    assert ids == [row["id"] for row in nested["results"]] == [catalogue.exercise, catalogue.bare]


def test_old_app_loads_the_whole_catalogue_in_one_page(api, catalogue):
    page = api.get("/api/v2/exercisebaseinfo/?limit=1000").json()

    assert (page["count"], page["next"], len(page["results"])) == (2, None, 2)


@pytest.mark.parametrize("endpoint", ["exercise", "exerciseinfo", "exercisebaseinfo", "exercise-base"])
def test_exercise_without_a_name_is_never_served(api, catalogue, endpoint):
    Translation.objects.filter(exercise=catalogue.bare).delete()

    page = api.get(f"/api/v2/{endpoint}/").json()

    assert [row["id"] for row in page["results"]] == [catalogue.exercise]


def test_next_keeps_the_address_that_the_app_used(api, catalogue):
    page = api.get("/api/v2/exercise/?limit=1", headers={"Host": "localhost:8000"}).json()

    assert page["next"] == "http://localhost:8000/api/v2/exercise/?limit=1&offset=1"


@pytest.mark.parametrize("query", ["muscles=8,10", "muscles=8&muscles=10", "equipment=1,2", "category=9&muscles=10,1"])
@pytest.mark.parametrize("endpoint", ["exercise", "exerciseinfo", "exercisebaseinfo"])
def test_lists_of_muscles_mean_or_and_repeat_no_row(api, catalogue, endpoint, query):
    page = api.get(f"/api/v2/{endpoint}/?{query}").json()

    assert [row["id"] for row in page["results"]] == [catalogue.exercise]


def test_node_red_filters_by_a_language_code(api, catalogue):
    page = api.get("/api/v2/exercisebaseinfo/?language=en&limit=20").json()

    assert [row["name"] for row in page["results"]] == ["Squats"]


@pytest.mark.django_db
def test_muscles_fit_on_the_first_page(api):
    page = api.get("/api/v2/muscle/").json()

    assert (page["next"], page["count"]) == (None, len(page["results"]))
    assert page["count"] <= 20


@pytest.mark.django_db
def test_language_is_found_by_its_code(api):
    page = api.get("/api/v2/language/?short_name=en").json()

    assert page["results"] == [{"id": 2, "short_name": "en", "full_name": "English", "full_name_en": "English"}]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("endpoint", "name"), [("setting-weightunit", "kg"), ("setting-repetitionunit", "Repetitions")]
)
def test_unit_1_is_what_apps_think(api, endpoint, name):
    assert api.get(f"/api/v2/{endpoint}/1/").json()["name"] == name


def test_routine_is_created_from_the_whole_model(alice_api):
    body = {
        "id": None,
        "name": "Push",
        "description": "",
        "created": "2026-01-05T10:00:00.000",
        "start": "2026-01-05T00:00:00.000",
        "end": "2026-03-30T00:00:00.000",
        "fit_in_week": False,
        "is_template": False,
        "is_public": False,
        "days": [],
        "sessions": [],
    }

    response = alice_api.post("/api/v2/routine/", body, format="json", headers=CLIENTS["F111"])

    row = Routine.objects.get()
    assert (response.status_code, response.json()["id"]) == (201, row.pk)
    assert (row.name, str(row.start), str(row.end)) == ("Push", "2026-01-05", "2026-03-30")


def test_routine_is_changed_by_the_whole_model(alice_api, alice):
    row = RoutineFactory(user=alice)
    model = {**alice_api.get(f"/api/v2/routine/{row.pk}/").json(), "name": "Legs", "days": []}

    response = alice_api.patch(f"/api/v2/routine/{row.pk}/", model, format="json", headers=CLIENTS["F19"])

    assert (response.status_code, {**response.json(), "days": []}) == (200, model)


@pytest.mark.parametrize("body", [{}, {"id": None, "creation_date": "2024-01-31", "name": "", "description": ""}])
@pytest.mark.parametrize("client", ["F16", "F17", "Li", "NR"])
def test_workout_is_created_from_next_to_nothing(alice_api, client, body):
    response = alice_api.post("/api/v2/workout/", body, format="json", headers=CLIENTS[client])

    assert (response.status_code, response.json()["name"]) == (201, "")


@pytest.mark.parametrize(
    ("client", "date", "weight"),
    [
        ("F16", "2026-01-05", "80.5"),
        ("F19", "2026-01-05T00:00:00.000", "80.50"),
        ("F111", "2026-01-05T07:30:12.123456Z", "80.5"),
        ("Re", "2026-01-05T07:30:00.000Z", 80.5),
    ],
)
def test_weight_is_created_as_each_app_writes_it(alice_api, client, date, weight):
    body = {"id": None, "date": date, "weight": weight}

    response = alice_api.post("/api/v2/weightentry/", body, format="json", headers=CLIENTS[client])

    assert (response.status_code, response.json()["weight"]) == (201, "80.50")


def test_scale_writes_forms_and_finds_its_row_again(alice_api):
    path, moment = "/api/v2/weightentry/", "2026-01-05T07:30:00.000+01:00"
    made = alice_api.post(path, f"date={quote(moment)}&weight=80.5", content_type=FORM, headers=CLIENTS["OS"])

    found = alice_api.get("/api/v2/weightentry", {"date": moment}, headers=CLIENTS["OS"]).json()["results"]
    changed = alice_api.patch(f"{path}{found[0]['id']}/", "weight=81", content_type=FORM, headers=CLIENTS["OS"])

    assert (made.status_code, [row["id"] for row in found]) == (201, [made.json()["id"]])
    assert (changed.status_code, changed.json()["weight"]) == (200, "81.00")


def test_scale_clears_by_deleting_page_after_page(alice_api, alice):
    WeightEntryFactory.create_batch(25, user=alice)

    while rows := alice_api.get("/api/v2/weightentry", headers=CLIENTS["OS"]).json()["results"]:
        for row in rows:
            alice_api.delete(f"/api/v2/weightentry/{row['id']}/")

    assert WeightEntry.objects.count() == 0


def test_bridge_recognises_a_weight_that_it_has_sent_before(alice_api):
    body = {"date": "2026-01-05T07:30:00Z", "weight": "80.5"}

    first, second = (alice_api.post("/api/v2/weightentry/?format=json", body, headers=CLIENTS["SB"]) for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 400)
    assert "unique" in second.json()["non_field_errors"][0]


@pytest.mark.parametrize("client", ["F16", "F19", "F111", "F20"])
def test_photo_is_sent_and_changed_as_the_apps_do(alice_api, api, client):
    image = SimpleUploadedFile("me.jpg", picture("JPEG"), "image/jpeg")
    made = alice_api.post(
        "/api/v2/gallery/", {"date": "2026-01-05", "description": "Front", "image": image}, format="multipart"
    )
    changed = alice_api.patch(
        f"/api/v2/gallery/{made.json()['id']}/",
        {**made.json(), "date": "2026-01-06T00:00:00.000", "description": "Side"},
        format="json",
        headers=CLIENTS[client],
    )

    shown = api.get(changed.json()["image"], headers={"User-Agent": "Dart/3.4 (dart:io)"})
    assert b"".join(shown)
    assert (made.status_code, changed.status_code, shown.status_code) == (201, 200, 200)
    assert (changed.json()["date"], changed.json()["description"]) == ("2026-01-06", "Side")


@pytest.mark.parametrize("path", ["workout/{}", "workout/{}/", "routine/{}", "routine/{}/"])
def test_deleting_answers_204_with_and_without_a_slash(alice_api, alice, path):
    row = RoutineFactory(user=alice)

    response = alice_api.delete(f"/api/v2/{path.format(row.pk)}")

    assert (response.status_code, response.content) == (204, b"")


@pytest.mark.parametrize("path", ["/api/v2/token", "/api/v2/token/"])
def test_token_is_obtained_and_refreshed_by_a_form(api, alice, path):
    pair = api.post(path, "username=alice&password=correct+horse", content_type=FORM)
    refreshed = api.post(path.replace("token", "token/refresh"), f"refresh={pair.json()['refresh']}", content_type=FORM)

    assert (pair.status_code, refreshed.status_code) == (200, 200)


@pytest.mark.parametrize("scheme", ["Bearer", "Bearer:"])
def test_both_spellings_of_bearer_work(api, alice, scheme):
    access = api.post("/api/v2/token", ALICE).json()["access"]

    assert api.get("/api/v2/workout/", headers={"Authorization": f"{scheme} {access}"}).status_code == 200


@pytest.mark.parametrize("client", ["F16", "F17", "F19", "F111"])
def test_app_signs_in_and_reads_its_profile(api, alice, client):
    body = json.dumps(ALICE)
    signed_in = api.post(
        "/api/v2/login/", body, content_type="application/json; charset=UTF-8", headers=CLIENTS[client]
    )
    token = signed_in.json()["token"]

    profile = api.get("/api/v2/userprofile/", headers={**CLIENTS[client], "Authorization": f"Token {token}"})

    assert (signed_in.status_code, profile.status_code) == (200, 200)


def test_newest_app_signs_in_and_refreshes(api, alice):
    signed_in = api.post("/allauth/app/v1/auth/login", ALICE, format="json", headers=CLIENTS["F20"]).json()["meta"]
    body = {"refresh_token": signed_in["refresh_token"]}
    refreshed = api.post("/allauth/app/v1/tokens/refresh", body, format="json", headers=CLIENTS["F20"]).json()["data"]

    profile = api.get("/api/v2/userprofile/", headers={"Authorization": f"Bearer {refreshed['access_token']}"})

    assert differences([signed_in, refreshed], [APP_TOKENS]) == []
    assert profile.json()["username"] == "alice"


@pytest.mark.parametrize("method", ["post", "patch"])
def test_profile_is_changed_by_both_methods_and_ignores_a_misspelt_key(alice_api, method):
    response = getattr(alice_api, method)(
        "/api/v2/userprofile/", {"height": 171, "heigth": 9, "id": None}, format="json"
    )

    assert (response.status_code, response.json()["height"]) == (200, 171)


@pytest.mark.parametrize(
    ("path", "answer"),
    [("version", "2.7.0"), ("version/", "2.7.0"), ("min-app-version/", "1.6.0"), ("min-server-version/", "2.5.0")],
)
def test_versions_lock_no_app_out(api, path, answer):
    assert api.get(f"/api/v2/{path}").json() == answer


def test_stale_token_breaks_no_download_of_the_catalogue(api, catalogue):
    response = api.get("/api/v2/exerciseinfo/?limit=999", headers={"Authorization": "Token long-gone"})

    assert (response.status_code, response.json()["count"]) == (200, 2)


@pytest.mark.parametrize("client", ["Li", "SB", "Re"])
def test_unknown_exercise_is_a_404_in_json(api, catalogue, client):
    response = api.get("/api/v2/exerciseinfo/999999/", headers=CLIENTS[client])

    assert (response.status_code, list(response.json())) == (404, ["detail"])
