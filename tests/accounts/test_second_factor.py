"""An account with a second factor cannot be entered by its password alone, on any route."""

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.utils import timezone

from accounts.adapters import SECOND_FACTOR_LOST

pytestmark = pytest.mark.django_db

ALICE = {"username": "alice", "password": "correct horse"}
ROUTES = ["/api/v2/token", "/api/v2/login/"]


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


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("extra", [{}, {"code": ""}, {"code": "000000"}, {"code": "abc"}])
def test_password_alone_is_answered_in_a_machine_readable_way(api, secret, path, extra):
    response = api.post(path, {**ALICE, **extra})

    assert (response.status_code, response.json()["code"]) == (401, "mfa_required")


@pytest.mark.parametrize("path", ROUTES)
def test_password_and_code_are_accepted(api, secret, path):
    assert api.post(path, {**ALICE, "code": code(secret)}).status_code == 200


def test_a_code_works_once(api, secret):
    used = code(secret)
    api.post(ROUTES[0], {**ALICE, "code": used})

    assert api.post(ROUTES[0], {**ALICE, "code": used}).status_code == 401


def test_recovery_code_is_accepted_once(api, alice, secret):
    spare = RecoveryCodes.activate(alice).get_unused_codes()[0]

    statuses = [api.post(ROUTES[0], {**ALICE, "code": spare}).status_code for _ in range(2)]

    assert statuses == [200, 401]


def test_wrong_password_is_refused_before_the_code_is_asked_for(api, secret):
    response = api.post(ROUTES[0], {**ALICE, "password": "wrong password"})

    assert (response.status_code, "code" in response.json()) == (401, False)


def test_guessing_codes_is_stopped(api, secret, monkeypatch):
    monkeypatch.setattr("config.api.throttling.AccountAndAddress.rate", "1000/min", raising=False)
    for guess in range(10):
        api.post(ROUTES[0], {**ALICE, "code": f"{guess:06}"})

    assert api.post(ROUTES[0], {**ALICE, "code": code(secret)}).status_code == 401


def test_headless_sign_in_asks_for_the_second_step(api, secret):
    first = api.post("/allauth/app/v1/auth/login", ALICE)
    session = first.json()["meta"]["session_token"]

    second = api.post(
        "/allauth/app/v1/auth/2fa/authenticate", {"code": code(secret)}, headers={"X-Session-Token": session}
    )

    assert (first.status_code, second.status_code) == (401, 200)
    assert "access_token" not in first.json()["meta"]
    assert second.json()["meta"]["access_token"]


def test_secret_is_encrypted_at_rest(secret):
    assert secret not in str(Authenticator.objects.get().data)


@pytest.mark.parametrize("path", ["2fa/totp/activate/", "2fa/recovery-codes/", "password/change/", "email/"])
def test_pages_with_secrets_are_kept_by_nobody(client, alice, path):
    client.force_login(alice)
    assert "no-store" in client.get(f"/accounts/{path}")["Cache-Control"]


@pytest.mark.parametrize("path", ROUTES)
def test_wrong_code_is_told_from_a_missing_one(api, secret, path):
    said = [api.post(path, {**ALICE, **extra}).json() for extra in ({}, {"code": "000000"})]

    assert said == [
        {"detail": 'This account has a second factor: send its code in "code".', "code": "mfa_required"},
        {"detail": "Incorrect code.", "code": "mfa_required"},
    ]


class TestKeyFileThatWasLost:
    """Nobody gets in without the second factor, everybody is told why, and no page breaks."""

    @pytest.fixture
    def browser(self, client, alice):
        """Signed in before there was a second factor."""
        client.post("/accounts/login/", {"login": ALICE["username"], "password": ALICE["password"]})
        return client

    @pytest.fixture
    def spare(self, alice, secret, settings, tmp_path):
        """A recovery code of before."""
        code = RecoveryCodes.activate(alice).get_unused_codes()[0]
        settings.CREDENTIAL_KEY_FILE = tmp_path / "another"
        return code

    @pytest.mark.parametrize("path", ROUTES)
    def test_apps(self, api, secret, spare, path):
        answers = [api.post(path, {**ALICE, "code": each}) for each in (code(secret), spare)]

        assert [(each.status_code, each.json()) for each in answers] == [
            (401, {"detail": SECOND_FACTOR_LOST, "code": "mfa_required"})
        ] * 2

    def test_newest_app(self, api, spare):
        session = api.post("/allauth/app/v1/auth/login", ALICE).json()["meta"]["session_token"]

        answer = api.post(
            "/allauth/app/v1/auth/2fa/authenticate", {"code": spare}, headers={"X-Session-Token": session}
        )

        assert (answer.status_code, [each["message"] for each in answer.json()["errors"]]) == (
            400,
            [SECOND_FACTOR_LOST],
        )

    def test_sign_in_page(self, client, spare):
        client.post("/accounts/login/", {"login": ALICE["username"], "password": ALICE["password"]})

        page = client.post("/accounts/2fa/authenticate/", {"code": spare})

        assert (page.status_code, page.context["form"].errors["code"]) == (200, [SECOND_FACTOR_LOST])

    def test_pages_of_who_is_signed_in_still(self, browser, spare):
        paths = ["", "recovery-codes/", "recovery-codes/download/", "recovery-codes/generate/", "totp/deactivate/"]

        assert [browser.get(f"/accounts/2fa/{path}").status_code for path in paths] == [200, 409, 409, 409, 200]

    def test_is_taken_away_and_set_up_anew(self, browser, spare):
        browser.post("/accounts/2fa/totp/deactivate/")

        assert (Authenticator.objects.count(), browser.get("/accounts/2fa/totp/activate/").status_code) == (0, 200)
