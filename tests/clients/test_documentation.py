"""The examples of the documentation that these apps' users read, run over a real connection."""

import httpx
import pytest

from tests.factories import RoutineFactory

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]

ALICE = {"username": "alice", "password": "correct horse"}


@pytest.fixture
def http(live_server):
    with httpx.Client(base_url=live_server.url) as client:
        yield client


def test_tokens_as_the_documentation_shows(http, alice):
    RoutineFactory.create_batch(5, user=alice)

    result = http.post("/api/v2/token", data=ALICE)
    access, refresh = result.json()["access"], result.json()["refresh"]

    for path in ("/api/v2/workout/", "/api/v2/routine/"):
        rows = http.get(path, headers={"Authorization": f"Bearer {access}"}).json()
        assert (rows["count"], rows["next"], rows["previous"]) == (5, None, None)
    assert http.post("/api/v2/token/verify", data={"token": access}).json() == {}
    assert sorted(http.post("/api/v2/token/refresh/", data={"refresh": refresh}).json()) == ["access", "refresh"]
    assert http.post("/api/v2/token/refresh", data={"refresh": refresh}).status_code == 200


def test_permanent_token_as_the_documentation_shows(http, alice):
    token = http.post("/api/v2/login/", data=ALICE).json()["token"]

    assert http.get("/api/v2/routine/", headers={"Authorization": f"Token {token}"}).json()["count"] == 0


def test_formats_as_the_documentation_shows(http, db):
    assert http.get("/api/v2/equipment.json/").json()["count"] == 12
    assert http.get("/api/v2/equipment/?format=json").json()["count"] == 12
    assert http.get("/api/v2/equipment.api/").headers["Content-Type"] == "text/html; charset=utf-8"
    indented = http.get("/api/v2/equipment/", headers={"Accept": "application/json; indent=4"})
    assert indented.text.startswith('{\n    "count": 12')


def test_next_link_can_be_followed(http, db):
    ids, url = [], "/api/v2/language/"
    while url:
        page = http.get(url).json()
        ids += [row["id"] for row in page["results"]]
        url = page["next"]

    assert sorted(ids) == list(range(1, 34))


@pytest.mark.parametrize("content_type", ["application/json", "application/x-www-form-urlencoded"])
def test_sender_of_fifty_megabytes_gets_to_read_the_answer(http, alice, content_type):
    response = http.post("/api/v2/token", content=b"a" * 50_000_000, headers={"Content-Type": content_type})

    assert (response.status_code, response.headers["Content-Type"]) == (413, "application/json")
