"""The API page: what it shows, to whom, and what its buttons do."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts import keys
from accounts.models import ApiKey, PermanentToken, Scope
from tests.conftest import client_of

pytestmark = pytest.mark.django_db

PAGE = "/account/api/"
CONFIRM = "/accounts/reauthenticate/"


@pytest.fixture
def browser(alice):
    """Alice's, signed in by the form a moment ago."""
    client = Client()
    client.post("/accounts/login/", {"login": "alice", "password": "correct horse"})
    return client


@pytest.fixture
def key(alice):
    return keys.create_key(user=alice, name="Home Assistant", scope=Scope.READ)


@pytest.fixture
def bobs_key(bob):
    return keys.create_key(user=bob, name="Bob's", scope=Scope.WRITE)


def test_pages_are_for_people_who_are_signed_in(client, key):
    paths = [PAGE, f"{PAGE}token/", f"{PAGE}key/{key.pk}/", "/account/"]

    assert [client.get(path)["Location"] for path in paths] == [f"/accounts/login/?next={path}" for path in paths]


def test_list_names_keys_and_holds_no_secret(browser, alice, key, bobs_key):
    token = PermanentToken.of(alice)

    page = browser.get(PAGE).content.decode()

    assert "Home Assistant" in page
    assert [secret for secret in (key.secret, token.secret, bobs_key.name) if secret in page] == []


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_a_fixed_number_of_queries(browser, alice, number, django_assert_num_queries):
    for each in range(number):
        keys.create_key(user=alice, name=f"script {each}", scope=Scope.READ)
    browser.get(PAGE)

    with django_assert_num_queries(4):  # session, person, token, keys
        browser.get(PAGE)


def test_key_is_made_and_shown(browser, alice):
    made = browser.post(f"{PAGE}new/", {"name": "backup", "scope": "write", "days": "30"})

    key = ApiKey.objects.get()
    page = browser.get(made["Location"])
    assert (key.user, key.name, key.scope) == (alice, "backup", "write")
    assert (key.expires - timezone.now()).days == 29
    assert key.secret in page.content.decode()
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"name": "", "scope": "read"}, "This field is required."),
        ({"name": "x", "scope": "all"}, "Select a valid choice."),
        ({"name": "x", "scope": "read", "days": "99999"}, "Select a valid choice."),
        ({"name": "Home Assistant", "scope": "read"}, "You have a key of this name"),
    ],
)
def test_form_says_what_is_wrong(browser, key, form, error):
    response = browser.post(f"{PAGE}new/", form)

    assert (response.status_code, error in response.content.decode()) == (200, True)
    assert ApiKey.objects.count() == 1


def test_rotating_leads_to_the_new_key(browser, key):
    old = key.secret

    response = browser.post(f"{PAGE}key/{key.pk}/rotate/", follow=True)

    key.refresh_from_db()
    assert (key.secret in response.content.decode(), key.secret == old) == (True, False)


def test_revoking_twice_is_harmless(browser, key):
    statuses = [browser.post(f"{PAGE}key/{key.pk}/revoke/").status_code for _ in range(2)]

    assert (statuses, ApiKey.objects.count()) == ([302, 302], 0)


@pytest.mark.parametrize(("path", "status"), [("", 404), ("rotate/", 404), ("revoke/", 302)])
def test_keys_of_others_do_not_exist(browser, bobs_key, path, status):
    address, secret = f"{PAGE}key/{bobs_key.pk}/{path}", bobs_key.secret

    response = browser.post(address) if path else browser.get(address)

    bobs_key.refresh_from_db()
    assert (response.status_code, bobs_key.secret) == (status, secret)


def test_token_is_shown_and_renewed(browser, alice):
    before = PermanentToken.of(alice).secret

    shown = before in browser.get(f"{PAGE}token/").content.decode()
    after = browser.post(f"{PAGE}token/", follow=True).content.decode()

    assert (shown, PermanentToken.of(alice).secret in after, before in after) == (True, True, False)


@pytest.mark.parametrize("path", ["token/", "key/{}/"])
def test_secrets_need_a_recent_password(browser, key, path):
    address = PAGE + path.format(key.pk)

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        asked = browser.get(address)["Location"]
        confirmed = browser.post(asked, {"password": "correct horse"})

        assert (asked.partition("?")[0], confirmed["Location"]) == (CONFIRM, address)
        assert browser.get(address).status_code == 200


def test_making_a_key_goes_on_after_the_password_was_asked_for(browser):
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        asked = browser.post(f"{PAGE}new/", {"name": "late", "scope": "read"})["Location"]
        before = ApiKey.objects.count()
        browser.post(asked, {"password": "correct horse"})

    assert (before, ApiKey.objects.get().name) == (0, "late")


@pytest.mark.parametrize("path", ["key/{}/revoke/", "../sign-out-everywhere/"])
def test_ending_a_credential_is_never_held_up(browser, key, path):
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        browser.post((PAGE + path.format(key.pk)).replace("api/../", ""))

    row = ApiKey.objects.filter(pk=key.pk).select_related("user").first()
    assert row is None or not row.is_live


@pytest.mark.parametrize("path", ["new/", "waistline/", "key/1/rotate/", "key/1/revoke/"])
def test_coming_back_to_a_button_by_get_does_nothing(browser, path):
    response = browser.get(PAGE + path)

    assert (response.status_code, response["Location"]) == (302, PAGE)


def test_buttons_need_their_csrf_token(alice, key):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)

    assert client.post(f"{PAGE}key/{key.pk}/revoke/").status_code == 403


def test_api_credentials_open_no_page(alice, key):
    page = client_of(alice).get(PAGE)
    by_key = Client().get(PAGE, HTTP_AUTHORIZATION=f"ApiKey {key.secret}")

    assert (page.status_code, by_key.status_code) == (302, 302)


def test_examples_name_the_address_of_the_server(browser, settings):
    here = browser.get(PAGE).content.decode()
    settings.SITE_URL = "https://fit.example.org/training"

    assert "curl &#x27;http://testserver/api/v2/" in here or "curl 'http://testserver/api/v2/" in here
    assert "https://fit.example.org/training/api/v2/" in browser.get(PAGE).content.decode()


# --- Waistline -------------------------------------------------------------------------------------------------------


def test_waistline_access_is_what_the_app_asks_for(alice, rf):
    found = keys.waistline_access(alice, rf.get("/"))

    assert found["waistline_address"] == "http://testserver/api/v1/sync"
    assert found["waistline_header"] == f"ApiKey {ApiKey.objects.get().secret}"
    assert found["waistline_qr"].startswith('<svg class="qr"')


def test_waistline_access_costs_one_query_once_there_is_a_key(alice, rf, django_assert_num_queries):
    keys.waistline_access(alice, rf.get("/"))

    with django_assert_num_queries(1):
        keys.waistline_access(alice, rf.get("/"))


def test_regenerating_replaces_the_key_that_is_shown(browser, alice, key):
    old = ApiKey.of(alice)

    response = browser.post(f"{PAGE}waistline/")

    assert (response["Location"], ApiKey.of(alice).pk, ApiKey.of(alice).secret == old.secret) == (
        "/dashboard/",
        old.pk,
        False,
    )
    assert ApiKey.objects.get(pk=key.pk).secret == key.secret


def test_new_people_see_their_token_without_typing_their_password_again(client, db):
    client.post("/accounts/signup/", {"username": "zoe", "password1": "correct horse battery"})

    assert client.get(f"{PAGE}token/").status_code == 200


def test_lost_key_file_ends_keys_and_breaks_no_page(browser, alice, key, settings, tmp_path):
    lost = PermanentToken.of(alice).secret, ApiKey.of(alice).secret
    settings.CREDENTIAL_KEY_FILE = tmp_path / "another"

    pages = [browser.get(path).status_code for path in (PAGE, f"{PAGE}key/{key.pk}/", f"{PAGE}token/", "/dashboard/")]

    assert pages == [200, 200, 200, 200]
    assert (PermanentToken.of(alice).secret == lost[0], ApiKey.of(alice).secret == lost[1]) == (False, False)
