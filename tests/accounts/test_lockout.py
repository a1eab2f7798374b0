"""Budgets and lockout: by account and address together, on every route that takes credentials."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

pytestmark = pytest.mark.django_db

WRONG = "wrong password"


def post(api, path, body, address="192.0.2.1"):
    return api.post(path, body, REMOTE_ADDR=address)


ROUTES = {
    "/api/v2/token": {"username": "alice", "password": WRONG},
    "/api/v2/login/": {"username": "alice", "password": WRONG},
    "/allauth/app/v1/auth/login": {"username": "alice", "password": WRONG},
    "/api/v2/token/refresh": {"refresh": "x"},
    "/api/v2/token/verify": {"token": "x"},
    "/allauth/app/v1/tokens/refresh": {"refresh_token": "x"},
    "/allauth/app/v1/auth/password/request": {"email": "alice@example.org"},
    "/allauth/app/v1/auth/2fa/authenticate": {"code": "123456"},
    "/accounts/login/": {"login": "alice", "password": WRONG},
    "/accounts/password/reset/": {"email": "alice@example.org"},
    "/api/v2/register/": {"username": "alice", "password": "x"},
    "/allauth/app/v1/auth/signup": {"username": "alice", "password": "x"},
    "/accounts/signup/": {"username": "alice", "password1": "x"},
}


@pytest.mark.parametrize("path", ROUTES)
def test_every_credential_route_has_a_budget(api, alice, path):
    kind = "multipart" if path.startswith("/accounts/") else "json"

    statuses = [api.post(path, ROUTES[path], format=kind, REMOTE_ADDR="192.0.2.1") for _ in range(12)]

    assert statuses[0].status_code != 429
    assert statuses[-1].status_code == 429
    assert int(statuses[-1]["Retry-After"]) > 0


def test_other_accounts_at_the_address_are_not_held_up(api, alice, bob):
    for _ in range(12):
        post(api, "/api/v2/token", ROUTES["/api/v2/token"])

    assert post(api, "/api/v2/token", {"username": "bob", "password": "correct horse"}).status_code == 200


def test_the_account_at_other_addresses_is_not_held_up(api, alice):
    for _ in range(12):
        post(api, "/api/v2/token", ROUTES["/api/v2/token"])

    right = {"username": "alice", "password": "correct horse"}
    assert post(api, "/api/v2/token", right, address="192.0.2.2").status_code == 200


def fail(api, times, name="alice", path="/api/v2/token"):
    for _ in range(times):
        cache.clear()  # the budget of a minute is another test's matter
        post(api, path, {"username": name, "password": WRONG})
    cache.clear()


def test_ten_failures_lock_the_account_for_that_address_even_with_the_right_password(api, alice):
    fail(api, 10)

    response = post(api, "/api/v2/token", {"username": "alice", "password": "correct horse"})

    assert (response.status_code, response["Retry-After"]) == (429, "900")
    assert list(response.json()) == ["detail"]


def test_unknown_names_are_locked_alike(api, db):
    fail(api, 10, name="nobody")

    assert post(api, "/api/v2/token", {"username": "nobody", "password": WRONG}).status_code == 429


def test_lock_counts_name_and_address_of_one_account_together(api, alice):
    fail(api, 5)
    fail(api, 5, name="Alice@Example.org", path="/api/v2/login/")

    right = {"username": "alice", "password": "correct horse"}
    assert post(api, "/allauth/app/v1/auth/login", right).status_code == 429


def test_lock_ends(api, alice):
    fail(api, 10)

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert post(api, "/api/v2/token", {"username": "alice", "password": "correct horse"}).status_code == 200


def test_signing_in_forgives(api, alice):
    for _ in range(2):
        fail(api, 9)
        assert post(api, "/api/v2/token", {"username": "alice", "password": "correct horse"}).status_code == 200


def test_tokens_go_on_working_while_their_owner_is_locked_out(api, alice, alice_api):
    fail(api, 10)

    assert alice_api.get("/api/v2/routine/", REMOTE_ADDR="192.0.2.1").status_code == 200


def register(api, number, password="correct horse battery"):
    body = {"username": f"u{number}", "password": password}
    return post(api, "/api/v2/register/", body, address=f"192.0.2.{number}").status_code


def test_all_new_accounts_together_have_a_budget(api, db, monkeypatch):
    monkeypatch.setattr("config.api.throttling.RegistrationTotalThrottle.rate", "3/hour", raising=False)

    assert [register(api, number) for number in range(4)] == [201, 201, 201, 429]


def test_refused_registrations_close_the_door_for_nobody(api, db, monkeypatch):
    monkeypatch.setattr("config.api.throttling.RegistrationTotalThrottle.rate", "3/hour", raising=False)
    for number in range(5):
        register(api, number, password="x")

    assert register(api, 9) == 201


def test_junk_beside_the_credential_does_not_divide_the_count(api, alice):
    """allauth reads JSON whatever the type says; a form in the same bytes must not choose what is counted."""
    statuses = []
    for number in range(12):
        body = f'{{"email": "alice@example.org", "password": "wrong", "x": "&username=zz{number}&y="}}'
        response = api.post("/allauth/app/v1/auth/login", body, content_type="application/x-www-form-urlencoded")
        statuses.append(response.status_code)

    assert statuses[-1] == 429


@pytest.mark.parametrize("body", [b"[" * 50_000, b'{"username": "a\\ud800"}', b"{", b"\xff"])
def test_unreadable_body_of_the_headless_routes_is_400_as_json(api, db, body):
    response = api.post("/allauth/app/v1/auth/login", body, content_type="application/json")

    assert (response.status_code, response["Content-Type"]) == (400, "application/json")


@pytest.mark.parametrize("path", ["/api/v2/token", "/api/v2/login/", "/allauth/app/v1/auth/login", "/accounts/login/"])
def test_credential_routes_read_small_bodies_only(api, db, path):
    assert api.post(path, b"a" * 70_000, content_type="application/json").status_code == 413


def test_many_small_lists_are_refused_before_they_are_built(alice_api):
    response = alice_api.post("/api/v2/routine/", b"[" + b"[]," * 200_000 + b"[]]", content_type="application/json")

    assert response.status_code == 400
