"""Links in mails work once, and lead to nobody else."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

pytestmark = pytest.mark.django_db

NEW = {"password1": "another long password", "password2": "another long password"}


def mailed(what):
    """The path of the link in the newest mail."""
    return re.search(rf"https?://[^/]+(/accounts/{what}/\S+)", mail.outbox[-1].body)[1]


def reset_link(client):
    client.post("/accounts/password/reset/", {"email": "alice@example.org"})
    return mailed("password/reset/key")


def use(link, password=NEW):
    """Open a reset link in a browser of its own and set the password: whether that was possible."""
    browser = Client()
    form = browser.get(link)
    if form.status_code != 302:
        return False
    return browser.post(form["Location"], password).status_code == 302


def test_reset_link_works_once(client, alice):
    link = reset_link(client)

    assert [use(link), use(link)] == [True, False]
    alice.refresh_from_db()
    assert alice.check_password(NEW["password1"])


def test_using_one_reset_link_ends_the_others(client, alice):
    first, second = reset_link(client), reset_link(client)

    assert [use(second), use(first)] == [True, False]


def test_reset_page_left_open_works_once(client, alice):
    link = reset_link(client)
    browser = Client()
    form = browser.get(link)["Location"]

    assert use(link)
    browser.post(form, {"password1": "a third long one", "password2": "a third long one"})

    alice.refresh_from_db()
    assert alice.check_password(NEW["password1"])


def test_password_change_ends_reset_links(client, alice):
    link = reset_link(client)
    alice.set_password("changed meanwhile")
    alice.save()

    assert not use(link)


def test_reset_link_by_the_app_works_once(api, alice):
    api.post("/allauth/app/v1/auth/password/request", {"email": "alice@example.org"})
    key = mailed("password/reset/key").removeprefix("/accounts/password/reset/key/").rstrip("/")
    body = {"key": key, "password": NEW["password1"]}

    statuses = [api.post("/allauth/app/v1/auth/password/reset", body).status_code for _ in range(2)]

    assert statuses == [401, 400]  # 401 is allauth's way to say: changed, now sign in


@pytest.fixture
def address(alice):
    return EmailAddress.objects.create(user=alice, email=alice.email, verified=False, primary=True)


def confirmation_link(alice_api):
    alice_api.post("/api/v2/userprofile/verify-email/")
    return mailed("confirm-email")


def test_confirmation_link_works_once(alice_api, address):
    link = confirmation_link(alice_api)

    statuses = [Client().post(link).status_code for _ in range(2)]

    address.refresh_from_db()
    assert (statuses, address.verified) == ([302, 404], True)


def test_used_confirmation_link_does_not_bring_a_removed_address_back(alice_api, alice, address):
    link = confirmation_link(alice_api)
    Client().post(link)
    EmailAddress.objects.filter(user=alice).delete()

    assert (Client().post(link).status_code, EmailAddress.objects.count()) == (404, 0)


def test_confirmation_link_ends_after_two_days(alice_api, address):
    link = confirmation_link(alice_api)

    with time_machine.travel(timezone.now() + timedelta(days=2, minutes=1)):
        Client().post(link)

    address.refresh_from_db()
    assert not address.verified
