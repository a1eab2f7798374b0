"""Whatever ends credentials ends every kind of them at the next request."""

import pytest
from django.test import Client

from accounts import keys, tokens
from accounts.models import ApiKey, PermanentToken, Scope
from tests.conftest import client_of

pytestmark = pytest.mark.django_db

PRIVATE = "/api/v2/routine/"
NEW_PASSWORD = "another password"


def get(header, path=PRIVATE):
    return lambda: Client().get(path, HTTP_AUTHORIZATION=header).status_code == 200


def access(alice):
    return get(f"Bearer {tokens.sign_in(user=alice).access}")


def refresh(alice):
    token = tokens.sign_in(user=alice).refresh
    return lambda: Client().post("/api/v2/token/refresh/", {"refresh": token}).status_code == 200


def permanent(alice):
    return get(f"Token {PermanentToken.of(alice).secret}")


def key(alice):
    return get(f"ApiKey {keys.create_key(user=alice, name='script', scope=Scope.READ).secret}")


def diary_key(alice):
    return get(f"ApiKey {ApiKey.of(alice).secret}", "/api/v1/stats")


def browser(alice):
    client = Client()
    client.force_login(alice)
    return lambda: client.get("/account/").status_code == 200


def app_session(alice):
    body = {"username": "alice", "password": "correct horse"}
    answer = Client().post("/allauth/app/v1/auth/login", body, content_type="application/json").json()
    headers = {"X-Session-Token": answer["meta"]["session_token"]}
    return lambda: Client().get("/allauth/app/v1/auth/session", headers=headers).status_code == 200


def deactivation(alice):
    alice.is_active = False
    alice.save()


def password_change(alice):
    client = signed_in(alice)
    body = {"oldpassword": "correct horse", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert client.post("/accounts/password/change/", body).status_code == 302


def new_password(alice):
    alice.set_password(NEW_PASSWORD)
    alice.save()


def deletion(alice):
    alice.delete()


def everywhere(alice):
    assert signed_in(alice).post("/account/sign-out-everywhere/").status_code == 302


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


KINDS = [access, refresh, permanent, key, diary_key, browser, app_session]
WAYS = [deactivation, password_change, new_password, deletion, everywhere]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_credential_ends_at_the_next_request(alice, kind, way):
    works = kind(alice)
    assert works()

    way(alice)

    assert not works()


@pytest.mark.parametrize("kind", KINDS)
def test_credentials_of_others_go_on(alice, bob, kind):
    works = kind(alice)

    everywhere(bob)

    assert works()


def test_browser_that_signs_out_everywhere_stays_with_another_session(alice):
    client = signed_in(alice)
    before = client.session.session_key

    client.post("/account/sign-out-everywhere/")

    assert client.get("/account/").status_code == 200
    assert client.session.session_key != before


def test_browser_that_changes_the_password_stays(alice):
    client = signed_in(alice)

    client.post(
        "/accounts/password/change/",
        {"oldpassword": "correct horse", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("end", [lambda key: keys.rotate_key(key=key), lambda key: keys.revoke_key(key=key)])
def test_rotating_or_revoking_a_key_ends_that_key_alone(alice, end):
    other, token = key(alice), client_of(alice)
    row = keys.create_key(user=alice, name="lost", scope=Scope.WRITE)
    works = get(f"ApiKey {row.secret}")
    assert works()

    end(row)

    assert (works(), other(), token.get(PRIVATE).status_code) == (False, True, 200)


def test_renewing_the_token_ends_the_old_one(alice):
    works = permanent(alice)

    new = keys.renew_token(user=alice)

    assert (works(), get(f"Token {new.secret}")()) == (False, True)
