"""JWT: obtaining, refreshing, verifying, and ending them."""

from datetime import timedelta

import jwt
import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.utils import timezone

from accounts import tokens
from accounts.models import PermanentToken, TokenFamily
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ALICE = {"username": "alice", "password": "correct horse"}
PRIVATE = "/api/v2/routine/"


def get_with(api, scheme, token):
    return api.get(PRIVATE, headers={"Authorization": f"{scheme} {token}"})


@pytest.fixture
def pair(alice):
    return tokens.sign_in(user=alice)


@pytest.mark.parametrize("path", ["/api/v2/token", "/api/v2/token/"])
@pytest.mark.parametrize("kind", ["json", "multipart"])
def test_token_is_obtained(api, alice, path, kind):
    response = api.post(path, ALICE, format=kind)

    assert (response.status_code, sorted(response.json())) == (200, ["access", "refresh"])
    assert get_with(api, "Bearer", response.json()["access"]).status_code == 200


def test_form_encoded_as_the_documentation_shows(api, alice):
    body = "username=alice&password=correct+horse"
    response = api.post("/api/v2/token", body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 200


@pytest.mark.parametrize("name", ["alice", "ALICE", "alice@example.org", "Alice@Example.org"])
def test_name_may_be_the_address_in_any_case(api, alice, name):
    assert api.post("/api/v2/token", {**ALICE, "username": name}).status_code == 200


@pytest.mark.parametrize("name", ["alice", "nobody", "nobody@example.org"])
def test_wrong_credentials_read_the_same_and_hash_once(api, alice, name, monkeypatch):
    hashed = []
    original = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or original(*args))

    response = api.post("/api/v2/token", {"username": name, "password": "wrong password"})

    assert response.status_code == 401
    assert response.json() == {"detail": "No active account found with the given credentials"}
    assert response["WWW-Authenticate"] == 'Bearer realm="api"'
    assert len(hashed) == 1


def test_missing_fields_are_named(api):
    response = api.post("/api/v2/token", {})

    assert response.status_code == 400
    assert response.json() == {"username": ["This field is required."], "password": ["This field is required."]}


def test_claims(pair, alice):
    claims = jwt.decode(pair.access, settings.SECRET_KEY, algorithms=["HS256"])

    assert (claims["sub"], claims["user_id"], claims["token_type"]) == (str(alice.pk), alice.pk, "access")
    assert claims["exp"] - claims["iat"] == 15 * 60


@pytest.mark.parametrize("scheme", ["Bearer", "Bearer:", "bearer"])
def test_every_spelling_of_bearer_works(api, pair, scheme):
    assert get_with(api, scheme, pair.access).status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer x",
        "Bearer: ",
        "Bearer a b",
        "Bearer é",
        "Token",
        "Token x",
        "Token a b",
        "Basic YTpi",
        "nonsense",
    ],
)
def test_bad_header_is_401_with_a_challenge(api, alice, header):
    response = api.get(PRIVATE, HTTP_AUTHORIZATION=header)

    assert (response.status_code, response["WWW-Authenticate"]) == (401, 'Bearer realm="api"')
    assert response.json()["detail"]


@pytest.mark.parametrize("header", ["Bearer x", "Token x", "Bearer a b c"])
def test_bad_credential_does_not_break_a_public_read(api, db, header):
    assert api.get("/api/v2/muscle/", HTTP_AUTHORIZATION=header).status_code == 200
    assert api.get("/api/v2/version/", HTTP_AUTHORIZATION=header).status_code == 200


def test_refresh_token_is_no_access_token(api, pair):
    assert get_with(api, "Bearer", pair.refresh).status_code == 401


@pytest.mark.parametrize("forged", ["none", "HS512"])
def test_other_algorithms_are_refused(api, pair, forged):
    claims = jwt.decode(pair.access, settings.SECRET_KEY, algorithms=["HS256"])
    key = None if forged == "none" else settings.SECRET_KEY

    assert get_with(api, "Bearer", jwt.encode(claims, key, algorithm=forged)).status_code == 401


def test_access_token_expires(api, pair):
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1)):
        assert get_with(api, "Bearer", pair.access).status_code == 401


# --- Refreshing ----------------------------------------------------------------------------------------------------


def refresh(api, token):
    return api.post("/api/v2/token/refresh/", {"refresh": token})


def test_refresh_answers_both_tokens(api, pair):
    answer = refresh(api, pair.refresh).json()

    assert sorted(answer) == ["access", "refresh"]
    assert get_with(api, "Bearer", answer["access"]).status_code == 200


def test_script_may_use_its_one_token_for_ever(api, pair):
    with time_machine.travel(timezone.now()) as clock:
        for _ in range(3):
            clock.shift(3600)
            assert refresh(api, pair.refresh).status_code == 200


def test_old_token_works_for_a_minute_after_the_new_one_was_used(api, pair):
    with time_machine.travel(timezone.now()) as clock:
        new = refresh(api, pair.refresh).json()["refresh"]
        refresh(api, new)
        clock.shift(55)

        assert refresh(api, pair.refresh).status_code == 200


def test_old_token_after_that_minute_ends_the_family(api, pair):
    with time_machine.travel(timezone.now()) as clock:
        new = refresh(api, pair.refresh).json()
        newer = refresh(api, new["refresh"]).json()
        clock.shift(61)

        assert refresh(api, pair.refresh).status_code == 401
        assert refresh(api, newer["refresh"]).status_code == 401
        assert get_with(api, "Bearer", newer["access"]).status_code == 401


def test_token_superseded_long_ago_is_never_in_grace(api, pair):
    with time_machine.travel(timezone.now()) as clock:
        token = pair.refresh
        for _ in range(3):
            token = refresh(api, token).json()["refresh"]
        clock.shift(3600)
        refresh(api, token)

        assert refresh(api, pair.refresh).status_code == 401


def test_whole_chain_of_a_hurried_minute_is_in_grace(api, pair):
    tokens_used = [pair.refresh]
    for _ in range(3):
        tokens_used.append(refresh(api, tokens_used[-1]).json()["refresh"])

    assert [refresh(api, token).status_code for token in tokens_used] == [200] * 4


def test_other_sign_ins_survive_the_end_of_a_family(api, alice, pair):
    other = tokens.sign_in(user=alice)
    TokenFamily.objects.order_by("created").first().revoke()

    assert get_with(api, "Bearer", pair.access).status_code == 401
    assert get_with(api, "Bearer", other.access).status_code == 200


@pytest.mark.parametrize("token", ["x", "", "a.b.c", "é"])
def test_nonsense_refresh_token(api, token):
    assert refresh(api, token).status_code == (400 if token == "" else 401)


def test_access_token_cannot_be_refreshed(api, pair):
    response = refresh(api, pair.access)

    assert (response.status_code, response.json()["code"]) == (401, "token_not_valid")


# --- Verifying -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/api/v2/token/verify", "/api/v2/token/verify/"])
@pytest.mark.parametrize("kind", ["access", "refresh"])
def test_verify_accepts_both_kinds(api, pair, path, kind):
    response = api.post(path, {"token": getattr(pair, kind)})

    assert (response.status_code, response.json()) == (200, {})


def test_verify_refuses_what_does_not_work(api, alice, pair):
    alice.void_credentials()

    assert api.post("/api/v2/token/verify", {"token": pair.access}).status_code == 401
    assert api.post("/api/v2/token/verify", {"token": "x"}).status_code == 401


# --- The end of credentials ----------------------------------------------------------------------------------------


def deactivate(user):
    user.is_active = False
    user.save()


def change_password(user):
    user.set_password("another password")
    user.save()


@pytest.mark.parametrize(
    "end", [deactivate, change_password, lambda user: user.void_credentials(), lambda user: user.delete()]
)
def test_every_credential_ends_at_the_next_request(api, alice, pair, client, end):
    permanent = PermanentToken.of(alice).secret
    client.force_login(alice)

    end(alice)

    assert get_with(api, "Bearer", pair.access).status_code == 401
    assert get_with(api, "Token", permanent).status_code == 401
    assert refresh(api, pair.refresh).status_code == 401
    assert client.get(PRIVATE, headers={"Accept": "text/html"}).status_code == 401


def test_rehashing_the_same_password_signs_nobody_out(api, alice, pair, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", *settings.PASSWORD_HASHERS]
    before = alice.password

    api.post("/api/v2/token", ALICE)

    alice.refresh_from_db()
    assert alice.password != before
    assert get_with(api, "Bearer", pair.access).status_code == 200


@pytest.mark.parametrize("kind", ["Bearer", "Token"])
def test_signing_a_request_costs_one_query(api, alice, pair, kind, django_assert_num_queries):
    secret = pair.access if kind == "Bearer" else PermanentToken.of(alice).secret

    with django_assert_num_queries(2):  # who it is, and that there are no rows
        get_with(api, kind, secret)


def test_families_of_one_person_are_counted(alice):
    UserFactory()
    tokens.sign_in(user=alice, user_agent="x" * 300)

    assert [len(family.user_agent) for family in TokenFamily.objects.all()] == [200]
