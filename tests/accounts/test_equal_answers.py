"""Nobody learns from an answer, or from the work it takes, whether an account exists."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail

from accounts.mailing import may_send
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

OF_A_REQUEST = {"X-Request-ID", "Date", "Expires"}  # the last is the moment of the answer
WHO = ["alice", "twofold", "sleeping", "nobody"]


@pytest.fixture
def people(alice):
    """Somebody ordinary, somebody with a second factor, somebody deactivated; ``nobody`` is not among them."""
    totp.TOTP.activate(UserFactory(username="twofold"), totp.generate_totp_secret())
    UserFactory(username="sleeping", is_active=False)
    for name in WHO[:3]:
        user = UserFactory._meta.model.objects.get(username=name)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


@pytest.fixture
def hashed(monkeypatch):
    """One entry for each password that was hashed."""
    calls = []
    original = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: calls.append(1) or original(*args))
    return calls


def told(response):
    """All that a caller sees, but for what differs between any two requests."""
    headers = {name: value for name, value in response.headers.items() if name not in OF_A_REQUEST}
    return response.status_code, response.content, headers, sorted(response.cookies)


SIGNING_IN = {
    "/api/v2/token": lambda name: {"username": name, "password": "wrong password"},
    "/api/v2/login/": lambda name: {"username": name, "password": "wrong password"},
    "/allauth/app/v1/auth/login": lambda name: {"username": name, "password": "wrong password"},
}


@pytest.mark.parametrize("form", ["{}", "{}@example.org"])
@pytest.mark.parametrize("path", SIGNING_IN)
def test_wrong_password_is_answered_alike_and_hashed_once(api, people, hashed, path, form):
    answers = []
    for name in WHO:
        hashed.clear()
        answers.append((told(api.post(path, SIGNING_IN[path](form.format(name)))), len(hashed)))

    assert answers == [answers[0]] * len(WHO)
    assert answers[0][1] == 1


@pytest.mark.parametrize("path", ["/api/v2/token", "/api/v2/login/"])
def test_right_password_of_a_deactivated_account_is_a_wrong_one(api, people, hashed, path):
    right = told(api.post(path, {"username": "sleeping", "password": "correct horse"}))
    work = len(hashed)

    assert (right, work) == (told(api.post(path, {"username": "nobody", "password": "correct horse"})), 1)


@pytest.mark.parametrize("form", ["{}", "{}@example.org"])
def test_sign_in_page_answers_alike(client, people, hashed, form):
    answers = []
    for name in WHO:
        hashed.clear()
        typed = form.format(name)
        response = client.post("/accounts/login/", {"login": typed, "password": "wrong password"})
        text = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", response.content.decode()).replace(typed, "")
        answers.append((response.status_code, text, len(hashed)))

    assert answers == [answers[0]] * len(WHO)
    assert answers[0][2] == 1


@pytest.mark.parametrize("path", SIGNING_IN)
def test_person_whose_name_is_their_address_costs_one_hash(api, db, hashed, path):
    UserFactory(username="odd@example.org", email="odd@example.org")
    hashed.clear()

    api.post(path, SIGNING_IN[path]("odd@example.org"))

    assert len(hashed) == 1


RESETTING = {"/accounts/password/reset/": "multipart", "/allauth/app/v1/auth/password/request": "json"}


@pytest.mark.parametrize("path", RESETTING)
def test_reset_is_answered_alike_and_sends_one_mail(api, people, hashed, path):
    UserFactory(username="odd@example.org")  # an address that is a name
    hashed.clear()
    answers = []
    for name in [*WHO, "odd"]:
        mail.outbox.clear()
        answer = told(api.post(path, {"email": f"{name}@example.org"}, format=RESETTING[path]))
        answers.append((answer, len(mail.outbox), len(hashed)))

    assert answers == [answers[0]] * len(answers)
    assert answers[0][1:] == (1, 0)


def test_person_whose_name_is_their_address_can_reset(api, db):
    UserFactory(username="odd@example.org", email="odd@example.org")

    api.post("/accounts/password/reset/", {"email": "odd@example.org"}, format="multipart")

    assert "/accounts/password/reset/key/" in mail.outbox[0].body


def test_one_mailbox_is_not_filled_whoever_asks_from_wherever(api, alice):
    for number in range(30):
        body = {"email": "alice@example.org"}
        api.post("/accounts/password/reset/", body, format="multipart", REMOTE_ADDR=f"192.0.2.{number}")

    assert len(mail.outbox) <= 10


def test_strangers_together_get_a_bounded_number_of_mails(api, alice, monkeypatch):
    monkeypatch.setattr("accounts.mailing.StrangersBudget.rate", "3/hour", raising=False)

    statuses = {
        api.post("/accounts/password/reset/", {"email": f"x{number}@example.org"}, format="multipart").status_code
        for number in range(5)
    }
    api.post("/accounts/password/reset/", {"email": "alice@example.org"}, format="multipart")

    assert (statuses, [each.to for each in mail.outbox][3:]) == ({302}, [["alice@example.org"]])


def test_number_of_mails_to_one_address_is_bounded(db):
    assert [may_send("any", "alice@example.org") for _ in range(11)] == [True] * 10 + [False]
    assert may_send("any", "bob@example.org")
