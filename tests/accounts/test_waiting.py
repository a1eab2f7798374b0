"""Between asking for the end of an account and its end."""

import pytest
import time_machine
from allauth.mfa.totp.internal import auth as totp
from axes.models import AccessAttempt
from django.utils import timezone

from accounts import leaving
from accounts.models import User
from accounts.throttling import CredentialThrottle

PASSWORD = "correct horse"
PATH = "/api/v2/account/deletion/"


@pytest.fixture
def waiting(alice, client):
    """The browser of Alice, who has asked and then signed in again."""
    leaving.ask(user=alice)
    client.post("/accounts/login/", {"login": "alice", "password": PASSWORD})
    return client


def test_signing_in_leads_to_the_decision_and_nowhere_else(alice, client):
    leaving.ask(user=alice)

    answer = client.post("/accounts/login/", {"login": "alice", "password": PASSWORD})

    assert answer["Location"] == "/account/leaving/waiting/"
    assert "Keep my account" in client.get(answer["Location"]).content.decode()
    assert client.get("/account/").status_code == 302
    assert not AccessAttempt.objects.exists()


def test_a_wrong_password_leads_nowhere(alice, client):
    leaving.ask(user=alice)

    answer = client.post("/accounts/login/", {"login": "alice", "password": "wrong horse"})

    assert answer.status_code == 200
    assert client.get("/account/leaving/waiting/").status_code == 302


def test_apps_cannot_sign_in_meanwhile(alice, api):
    leaving.ask(user=alice)
    body = {"username": "alice", "password": PASSWORD}

    headless = api.post("/allauth/app/v1/auth/login", body, format="json")

    assert [api.post(f"/api/v2/{path}/", body).status_code for path in ("token", "login")] == [401, 400]
    assert (headless.status_code, "session_token" in headless.json().get("meta", {})) == (401, False)


def test_keeping_the_account(alice, waiting):
    waiting.post("/account/leaving/waiting/", {"stay": "yes"})

    alice.refresh_from_db()
    assert (alice.is_active, alice.deletion_due) == (True, None)
    assert (
        waiting.post("/accounts/login/", {"login": "alice", "password": PASSWORD})["Location"]
        != "/account/leaving/waiting/"
    )


def test_what_was_void_stays_void(alice, alice_api):
    leaving.ask(user=alice)
    leaving.stay(user=alice)

    assert alice_api.get("/api/v2/userprofile/").status_code == 401


def test_the_last_export(alice, waiting):
    answer = waiting.post("/account/leaving/waiting/", {"export": "yes"})

    assert b"".join(answer).startswith(b"PK")
    alice.refresh_from_db()
    assert alice.deletion_due is not None


def test_the_decision_waits_a_quarter_of_an_hour(waiting, monkeypatch):
    monkeypatch.setattr(leaving, "SECONDS_TO_DECIDE", -1)

    assert waiting.get("/account/leaving/waiting/").status_code == 302


def test_an_account_that_an_administrator_has_deactivated_cannot_be_woken(alice, client):
    User.objects.filter(pk=alice.pk).update(is_active=False)

    client.post("/accounts/login/", {"login": "alice", "password": PASSWORD})

    assert client.get("/account/leaving/waiting/").status_code == 302


def test_whose_time_has_come_cannot_stay(alice, waiting):
    User.objects.filter(pk=alice.pk).update(deletion_due=timezone.now())

    assert leaving.stay(user=alice) is False
    assert waiting.get("/account/leaving/waiting/")["Location"] == "/accounts/login/"


# --- With a second factor ------------------------------------------------------------------------------------------


@pytest.fixture
def secret(alice):
    """The clock stands still, because a code is another one every half minute."""
    with time_machine.travel(timezone.now(), tick=False):
        secret = totp.generate_totp_secret()
        totp.TOTP.activate(alice, secret)
        yield secret


def code(secret):
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


@pytest.mark.parametrize("extra", [{}, {"code": ""}, {"code": "000000"}])
def test_the_password_alone_is_not_enough(extra, alice, secret, alice_api):
    answer = alice_api.post(PATH, {"password": PASSWORD, **extra})

    assert (answer.status_code, list(answer.json())) == (400, ["code"])


def test_password_and_code_are(alice, secret, alice_api):
    assert alice_api.post(PATH, {"password": PASSWORD, "code": code(secret)}).status_code == 200


def test_nor_is_it_to_change_ones_mind(alice, secret, waiting):
    answer = waiting.post("/account/leaving/waiting/", {"stay": "yes", "code": "000000"})
    without = waiting.post("/account/leaving/waiting/", {"export": "yes"})

    alice.refresh_from_db()
    assert (answer.status_code, without.status_code, alice.is_active) == (200, 200, False)
    assert "Incorrect code" in answer.content.decode()


def test_with_the_code_the_account_stays(alice, secret, waiting):
    waiting.post("/account/leaving/waiting/", {"stay": "yes", "code": code(secret)})

    alice.refresh_from_db()
    assert alice.is_active


def test_guessing_codes_is_stopped(secret, waiting, monkeypatch):
    monkeypatch.setattr(CredentialThrottle, "THROTTLE_RATES", {"credentials": "2/min"})

    found = [waiting.post("/account/leaving/waiting/", {"stay": "yes", "code": "000000"}).status_code for _ in range(3)]

    assert found == [200, 200, 429]
