"""What happens when two things happen at once, or one of them takes its time."""

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.management import call_command
from rest_framework.exceptions import NotAuthenticated

from accounts.models import User
from accounts.views import profile
from tests.conftest import client_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PROFILE = "/api/v2/userprofile/"


def change_password(user):
    user.set_password("another password")
    user.save()


def deactivate(user):
    User.objects.filter(pk=user.pk).update(is_active=False)


@pytest.mark.parametrize("end", [change_password, deactivate, lambda user: user.void_credentials()])
def test_profile_change_that_began_before_the_credentials_ended_is_refused(alice, end):
    as_read_at_the_beginning = User.objects.get(pk=alice.pk)
    end(alice)

    with pytest.raises(NotAuthenticated):
        profile.still_signed_in(as_read_at_the_beginning)


def test_profile_change_writes_no_other_column(alice, alice_api, monkeypatch):
    """Somebody else changes the calories after the row was read."""
    original = profile.still_signed_in

    def interrupted(user):
        row = original(user)
        User.objects.filter(pk=user.pk).update(calories=3000)
        return row

    monkeypatch.setattr(profile, "still_signed_in", interrupted)

    alice_api.patch(PROFILE, {"height": 180})

    alice.refresh_from_db()
    assert (alice.height, alice.calories) == (180, 3000)


def test_whole_profile_can_be_sent_back_without_an_address(db):
    client = client_of(UserFactory(email=""))
    whole = client.get(PROFILE).json()

    assert client.post(PROFILE, whole).json() == whole


@pytest.mark.parametrize("typed", ["Cam@Example.ORG", "cam@example.org"])
def test_address_in_any_case_signs_in(api, db, typed):
    api.post("/api/v2/register/", {"username": "cam", "password": "correct horse battery", "email": "Cam@Example.ORG"})

    body = {"username": typed, "password": "correct horse battery"}
    assert api.post("/api/v2/token", body).status_code == 200


@pytest.mark.parametrize("pair", [("Ärger", "ärger"), ("Straße", "STRASSE"), ("ﬁt", "FIT")])
def test_names_that_differ_in_case_only_are_one(api, db, pair):
    statuses = [
        api.post("/api/v2/register/", {"username": name, "password": "correct horse battery"}).status_code
        for name in pair
    ]

    assert statuses == [201, 400]


def test_headless_sign_up_takes_nobodys_address_as_a_name(api, alice):
    body = {"username": "alice@example.org", "password": "correct horse battery"}

    assert api.post("/allauth/app/v1/auth/signup", body).status_code == 400


def test_headless_sign_up_that_comes_second_is_400(api, alice, monkeypatch):
    monkeypatch.setattr("accounts.adapters.AccountAdapter.clean_username", lambda self, name, shallow=False: name)

    response = api.post("/allauth/app/v1/auth/signup", {"username": "ALICE", "password": "correct horse battery"})

    assert (response.status_code, response.json()["errors"][0]["code"]) == (400, "username_taken")


def test_address_that_somebody_waits_for_is_taken(api, contributor):
    client_of(contributor).post(PROFILE, {"email": "new@example.org"})

    response = api.post(
        "/api/v2/register/", {"username": "dora", "password": "correct horse battery", "email": "New@example.org"}
    )

    assert response.json() == {"email": ["This field must be unique."]}


def test_confirming_an_address_that_was_taken_meanwhile_changes_nothing(
    client, contributor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client_of(contributor).post(PROFILE, {"email": "new@example.org"})
    link = next(line for line in mail.outbox[0].body.split() if "confirm-email" in line)
    UserFactory(email="new@example.org")

    response = client.post("/accounts/" + link.split("/accounts/")[1])

    contributor.refresh_from_db()
    assert response.status_code < 500
    assert contributor.email == "carol@example.org"


def test_address_that_the_admin_changed_can_be_confirmed(alice):
    EmailAddress.objects.create(user=alice, email="old@example.org", primary=True, verified=True)

    response = client_of(alice).post(f"{PROFILE}verify-email/")

    assert (response.status_code, response.json()["status"]) == (200, "sent")


@time_machine.travel("2026-01-05T12:00:00Z", tick=False)  # a code is another one every half minute
def test_rotation_of_the_key_keeps_second_factors_working(api, alice, settings, tmp_path):
    settings.CREDENTIAL_KEY_FILE = tmp_path / "keys"
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(alice, secret)
    spare = RecoveryCodes.activate(alice).get_unused_codes()[0]

    call_command("rotate_credential_key", verbosity=0)

    codes = [totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))), spare]
    body = {"username": "alice", "password": "correct horse"}
    assert [api.post("/api/v2/token", {**body, "code": code}).status_code for code in codes] == [200, 200]


def test_admin_asks_for_the_second_factor(client, staff):
    totp.TOTP.activate(staff, totp.generate_totp_secret())

    client.post("/admin/login/", {"username": "root", "password": "correct horse"})

    assert client.get("/admin/").status_code == 302


def test_links_in_mails_never_come_from_the_host_header(client, alice):
    client.post("/accounts/password/reset/", {"email": "alice@example.org"}, HTTP_HOST="10.66.66.66")

    assert "10.66.66.66" not in mail.outbox[0].body
    assert "http://127.0.0.1:8000/accounts/password/reset/key/" in mail.outbox[0].body


def test_signing_in_never_leads_to_another_private_host(client, alice):
    body = {"login": "alice", "password": "correct horse", "next": "http://10.1.1.1/"}

    assert client.post("/accounts/login/", body)["Location"] == "/dashboard/"


def test_registration_sets_no_cookie(api, db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = api.post(
            "/api/v2/register/", {"username": "x", "password": "correct horse battery", "email": "x@example.org"}
        )

    assert not response.cookies


def test_answers_with_credentials_are_stored_nowhere(api, alice):
    body = {"username": "alice", "password": "correct horse"}

    assert api.post("/api/v2/token", body)["Cache-Control"] == "no-store"
    assert "private" in client_of(alice).get(PROFILE)["Cache-Control"]
