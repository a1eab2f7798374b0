"""``register`` and the headless sign-up of the newest app."""

import pytest
from django.core import mail

from accounts.models import PermanentToken, User

pytestmark = pytest.mark.django_db

REGISTER = "/api/v2/register/"
NEW = {"username": "newcomer", "password": "correct horse battery", "email": "new@example.org"}


def test_registration_answers_the_token(api):
    response = api.post(REGISTER, NEW)

    person = User.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "message": "api user successfully registered",
        "token": PermanentToken.objects.get(user=person).secret,
    }
    assert (person.username, person.email, person.email_verified) == ("newcomer", "new@example.org", False)


def test_address_is_optional(api):
    assert api.post(REGISTER, {"username": "newcomer", "password": "correct horse battery"}).status_code == 201


def test_a_mail_asks_to_confirm_the_address(api, settings, django_capture_on_commit_callbacks):
    settings.SITE_URL = "https://fit.example.org"

    with django_capture_on_commit_callbacks(execute=True):
        api.post(REGISTER, NEW, HTTP_HOST="localhost")

    assert [message.to for message in mail.outbox] == [["new@example.org"]]
    assert "https://fit.example.org/accounts/confirm-email/" in mail.outbox[0].body


def test_mail_server_that_is_down_does_not_undo_the_registration(
    api, settings, django_capture_on_commit_callbacks, monkeypatch
):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)

    with django_capture_on_commit_callbacks(execute=True):
        assert api.post(REGISTER, NEW).status_code == 201


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"username": "ALICE"}, {"username": ["This field must be unique."]}),
        ({"username": "Alice@example.org"}, {"username": ["This field must be unique."]}),
        ({"email": "ALICE@example.org"}, {"email": ["This field must be unique."]}),
        ({"email": "nope"}, {"email": ["Enter a valid email address."]}),
        ({"username": "x" * 151}, {"username": ["Ensure this field has no more than 150 characters."]}),
        ({"username": ""}, {"username": ["This field may not be blank."]}),
        (
            {"password": "12345"},
            {
                "password": [
                    "This password is too short. It must contain at least 8 characters.",
                    "This password is too common.",
                    "This password is entirely numeric.",
                ]
            },
        ),
        ({"password": "newcomer1"}, {"password": ["The password is too similar to the username."]}),
    ],
)
def test_registration_refused(api, alice, change, errors):
    response = api.post(REGISTER, {**NEW, **change})

    assert (response.status_code, response.json()) == (400, errors)
    assert User.objects.count() == 1


def test_registration_can_be_switched_off(api, settings):
    settings.ALLOW_REGISTRATION = False

    response = api.post(REGISTER, NEW)

    assert (response.status_code, User.objects.count()) == (403, 0)


@pytest.mark.parametrize("extra", ["is_staff", "is_superuser", "is_active", "credential_epoch", "is_temporary"])
def test_nobody_registers_with_privileges(api, extra):
    before = User(username="x")
    api.post(REGISTER, {**NEW, extra: True})

    assert getattr(User.objects.get(), extra) == getattr(before, extra)


# --- The newest app ------------------------------------------------------------------------------------------------

APP = "/allauth/app/v1"


def test_headless_sign_up(api):
    response = api.post(f"{APP}/auth/signup", NEW)

    assert response.status_code == 200
    token = response.json()["meta"]["access_token"]
    assert api.get("/api/v2/routine/", headers={"Authorization": f"Bearer {token}"}).status_code == 200


@pytest.mark.parametrize("name", [{"username": "alice"}, {"email": "alice@example.org"}])
def test_headless_sign_in(api, alice, name):
    answer = api.post(f"{APP}/auth/login", {**name, "password": "correct horse"}).json()

    assert answer["data"]["user"]["username"] == "alice"
    assert sorted(answer["meta"]) == ["access_token", "is_authenticated", "refresh_token", "session_token"]


def test_headless_refresh_and_ours_take_the_same_tokens(api, alice):
    meta = api.post(f"{APP}/auth/login", {"username": "alice", "password": "correct horse"}).json()["meta"]

    headless = api.post(f"{APP}/tokens/refresh", {"refresh_token": meta["refresh_token"]})
    ours = api.post("/api/v2/token/refresh", {"refresh": headless.json()["data"]["refresh_token"]})

    assert (headless.status_code, ours.status_code) == (200, 200)


def test_headless_refresh_refuses_nonsense_as_json(api):
    response = api.post(f"{APP}/tokens/refresh", {"refresh_token": "x"})

    assert (response.status_code, response.json()["status"]) == (400, 400)


def test_headless_sign_up_can_be_switched_off(api, settings):
    settings.ALLOW_REGISTRATION = False

    assert api.post(f"{APP}/auth/signup", NEW).status_code == 403
