"""The account page and the forms of signing in: what they show and change."""

from datetime import date, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.forms.models import model_to_dict
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.pages.account import ProfileForm

pytestmark = pytest.mark.django_db

PAGE = "/account/"
PASSWORD = "correct horse"


@pytest.fixture
def browser(alice):
    client = Client()
    client.post("/accounts/login/", {"login": "alice", "password": PASSWORD})
    alice.refresh_from_db()
    return client


def profile(person, **changes):
    """What a browser sends of the form; a box that is not ticked is not sent."""
    form = ProfileForm(instance=person)
    shown = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (shown | changes).items() if value is not None and value is not False}


def test_profile_is_saved_and_no_more_than_what_was_changed(browser, alice):
    User.objects.filter(pk=alice.pk).update(is_temporary=True)
    alice.refresh_from_db()
    before = model_to_dict(alice)

    response = browser.post(PAGE, profile(alice, height=180, weight_unit="lb", show_comments=False))

    alice.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, PAGE)
    assert model_to_dict(alice) == before | {"height": 180, "weight_unit": "lb", "show_comments": False}


def test_unchanged_form_writes_nothing(browser, alice, django_assert_max_num_queries):
    browser.post(PAGE, profile(alice, height=180))
    alice.refresh_from_db()

    with django_assert_max_num_queries(5) as asked:
        browser.post(PAGE, profile(alice))

    assert [each["sql"] for each in asked.captured_queries if "UPDATE" in each["sql"]] == []


def test_age_follows_the_date_of_birth(browser, alice):
    User.objects.filter(pk=alice.pk).update(age=50)
    with time_machine.travel(date(2026, 6, 1)):
        browser.post("/accounts/login/", {"login": "alice", "password": PASSWORD})
        browser.post(PAGE, profile(User.objects.get(pk=alice.pk), birthdate="1990-07-01"))

    alice.refresh_from_db()
    assert (alice.birthdate, alice.age) == (date(1990, 7, 1), 35)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"height": 20}, "greater than or equal to 140"),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice"),
        ({"birthdate": "1800-01-01"}, "Must be 10 to 100 years ago"),
        ({"sleep_hours": 10, "work_hours": 15}, "more than 24 hours a day together"),
    ],
)
def test_form_says_what_is_wrong_and_changes_nothing(browser, alice, changes, error):
    response = browser.post(PAGE, profile(alice, **changes))

    after = User.objects.get(pk=alice.pk)
    assert (response.status_code, error in response.content.decode()) == (200, True)
    assert model_to_dict(after) == model_to_dict(alice)


def test_page_tells_how_the_account_is_protected(browser, alice):
    def shown():
        page = browser.get(PAGE).content.decode()
        return "Not confirmed" in page, "Switch it on" in page

    before = shown()
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    totp.TOTP.activate(alice, totp.generate_totp_secret())

    assert (before, shown()) == ((True, True), (False, False))


SIGNED_OUT = ["login/", "signup/", "password/reset/", "password/reset/done/", "password/reset/key/1-x/", "inactive/"]
SIGNED_IN = [
    "email/",
    "password/change/",
    "2fa/",
    "2fa/totp/activate/",
    "logout/",
    "reauthenticate/",
]


def in_our_look(page):
    text = page.content.decode()
    fields = text.count("<input") - text.count('type="hidden"')
    return page.status_code, 'class="card"' in text, text.count("<label") >= fields, "<table" in text


@pytest.mark.parametrize("path", SIGNED_OUT)
def test_pages_before_signing_in_have_one_look(client, path):
    assert in_our_look(client.get(f"/accounts/{path}")) == (200, True, True, False)


@pytest.mark.parametrize("path", SIGNED_IN)
def test_pages_of_the_account_have_one_look(browser, path):
    assert in_our_look(browser.get(f"/accounts/{path}")) == (200, True, True, False)


def test_pages_of_a_second_factor_have_one_look(browser, alice):
    totp.TOTP.activate(alice, totp.generate_totp_secret())

    pages = [browser.get(f"/accounts/2fa/{path}") for path in ("", "totp/deactivate/", "recovery-codes/generate/")]

    assert [in_our_look(page) for page in pages] == [(200, True, True, False)] * 3


def test_closed_registration_says_so(client, settings):
    settings.ALLOW_REGISTRATION = False

    page = client.get("/accounts/signup/")

    assert in_our_look(page) == (200, True, True, False)
    assert "closed" in page.content.decode()


def test_changing_the_address_asks_for_a_recent_password(browser, alice):
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        response = browser.post("/accounts/email/", {"action_add": "", "email": "new@example.org"})

    assert response["Location"].startswith("/accounts/reauthenticate/")
    assert not EmailAddress.objects.filter(email="new@example.org").exists()


def test_address_that_waits_for_its_mail_gets_another(browser, alice):
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    EmailAddress.objects.create(user=alice, email="new@example.org", verified=False)

    page = browser.get("/accounts/email/")
    browser.post("/accounts/email/", {"action_send": "", "email": "new@example.org"})

    assert in_our_look(page) == (200, True, True, False)
    assert ('name="email" value="new@example.org"' in page.content.decode(), mail.outbox[-1].to) == (
        True,
        ["new@example.org"],
    )


def test_change_of_the_address_can_be_given_up(browser, alice):
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    EmailAddress.objects.create(user=alice, email="new@example.org", verified=False)

    browser.post("/accounts/email/", {"action_remove": "", "email": "new@example.org"})

    assert [each.email for each in EmailAddress.objects.order_by("pk")] == ["alice@example.org"]


def test_second_factor_needs_no_confirmed_address(browser, alice):
    EmailAddress.objects.create(user=alice, email=alice.email, verified=False, primary=True)

    assert browser.get("/accounts/2fa/totp/activate/").status_code == 200


@pytest.mark.parametrize("is_open", [True, False])
def test_sign_in_offers_an_account_only_where_one_can_be_made(client, settings, is_open):
    settings.ALLOW_REGISTRATION = is_open

    assert ("Create an account" in client.get("/accounts/login/").content.decode()) is is_open
