"""``userprofile`` and what belongs to it."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from accounts.models import User
from accounts.models.user import years_between
from tests.conftest import client_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PROFILE = "/api/v2/userprofile/"


@pytest.mark.parametrize("method", ["post", "put", "patch"])
def test_change_takes_just_what_is_sent(alice_api, alice, method):
    response = getattr(alice_api, method)(PROFILE, {"height": 180, "weight_unit": "lb", "emailVerified": True})

    alice.refresh_from_db()
    assert response.status_code == 200
    assert (alice.height, alice.weight_unit, alice.calories) == (180, "lb", 2500)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("height", 139), ("height", 231), ("age", 9), ("calories", 100), ("workout_duration", 31), ("gender", "3"),
        ("weight_unit", "stone"), ("time_zone", "Mars/Olympus"), ("time_zone", ""), ("birthdate", "2024-02-29"),
        ("birthdate", "1824-01-01"), ("birthdate", "nonsense"), ("weight_rounding", "-1"), ("weight_rounding", "123.456"),
        ("email", "nope"), ("email", "BOB@example.org"), ("notification_language", 999),
        ("num_days_weight_reminder", 10**12),
    ],
)  # fmt: skip
def test_bad_value_is_400_and_changes_nothing(alice_api, alice, bob, name, value):
    before = User.objects.filter(pk=alice.pk).values().get()

    response = alice_api.patch(PROFILE, {name: value, "show_comments": False})

    assert (response.status_code, list(response.json())) == (400, [name])
    assert User.objects.filter(pk=alice.pk).values().get() == before


def test_hours_of_a_day_are_at_most_24(alice_api):
    response = alice_api.patch(PROFILE, {"sleep_hours": 10, "work_hours": 12})

    assert (response.status_code, list(response.json())) == (400, ["non_field_errors"])


@pytest.mark.parametrize(
    "name",
    ["username", "email_verified", "is_trustworthy", "is_temporary", "is_staff", "date_joined", "credential_epoch"],
)
def test_read_only_fields_stay(alice_api, alice, name):
    before = getattr(alice, name)
    alice_api.patch(PROFILE, {name: "1"})

    assert getattr(User.objects.get(pk=alice.pk), name) == before


@time_machine.travel("2026-11-21T12:00:00Z")
def test_age_is_filled_from_the_birthdate_once(alice_api):
    assert alice_api.patch(PROFILE, {"birthdate": "2000-02-29"}).json()["age"] == 26
    assert alice_api.patch(PROFILE, {"birthdate": "1990-01-01"}).json()["age"] == 26


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [("2000-02-29", "2026-02-28", 25), ("2000-02-29", "2026-03-01", 26), ("2000-06-15", "2026-06-15", 26)],
)
def test_completed_years(born, day, years):
    from datetime import date

    assert years_between(date.fromisoformat(born), date.fromisoformat(day)) == years


def test_contributor_is_an_old_account_with_a_confirmed_address(contributor, alice, staff):
    young = UserFactory()
    EmailAddress.objects.create(user=young, email=young.email, verified=True, primary=True)
    temporary = UserFactory(is_temporary=True, date_joined=timezone.now() - timedelta(days=40))
    EmailAddress.objects.create(user=temporary, email=temporary.email, verified=True, primary=True)

    assert [each.is_trustworthy for each in (contributor, staff, alice, young, temporary)] == [True, True] + [False] * 3


# --- The address ---------------------------------------------------------------------------------------------------


def test_unverified_address_is_replaced_at_once(alice_api, alice, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = alice_api.post(PROFILE, {"email": "new@example.org"}).json()

    assert (row["email"], row["email_verified"]) == ("new@example.org", False)
    assert [message.to for message in mail.outbox] == [["new@example.org"]]


def test_verified_address_stays_until_the_new_one_is_confirmed(contributor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = client_of(contributor).post(PROFILE, {"email": "new@example.org"}).json()

    assert (row["email"], row["email_verified"]) == ("carol@example.org", True)
    assert [message.to for message in mail.outbox] == [["new@example.org"]]


def test_confirming_the_new_address_replaces_the_old(contributor, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client_of(contributor).post(PROFILE, {"email": "new@example.org"})
    link = next(line for line in mail.outbox[0].body.split() if "confirm-email" in line)
    client.post(link.split("testserver")[-1])

    contributor.refresh_from_db()
    assert (contributor.email, contributor.email_verified) == ("new@example.org", True)


@pytest.mark.parametrize("method", ["get", "post"])
def test_verify_email_sends_a_mail(alice_api, method):
    response = getattr(alice_api, method)(f"{PROFILE}verify-email/")

    assert (response.status_code, response.json()["status"]) == (200, "sent")
    assert [message.to for message in mail.outbox] == [["alice@example.org"]]


def test_verify_email_of_a_verified_address(contributor):
    assert client_of(contributor).post(f"{PROFILE}verify-email/").json()["status"] == "verified"


def test_verify_email_without_address(db):
    assert client_of(UserFactory(email="")).post(f"{PROFILE}verify-email/").json()["status"] == "not sent"


def test_verify_email_is_throttled(alice_api):
    statuses = [alice_api.post(f"{PROFILE}verify-email/").status_code for _ in range(4)]

    assert statuses == [200, 200, 200, 429]


# --- Questions about the server ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "answer"),
    [("version", "2.7.0"), ("min-app-version", "1.6.0"), ("min-server-version", "2.5.0")],
)
@pytest.mark.parametrize("slash", ["", "/"])
def test_versions_are_json_strings(api, path, answer, slash):
    assert api.get(f"/api/v2/{path}{slash}").json() == answer


@pytest.mark.parametrize(("actor", "result"), [("nobody", False), ("alice", False), ("staff", True)])
def test_check_permission(api, request, actor, result):
    client = api if actor == "nobody" else client_of(request.getfixturevalue(actor))

    assert client.get("/api/v2/check-permission/?permission=exercises.change_muscle").json() == {"result": result}


def test_link_of_another_site_sends_no_mail(client, alice):
    """A browser sends the session along when somebody follows a link."""
    client.force_login(alice)

    answer = client.get(f"{PROFILE}verify-email/", headers={"accept": "text/html", "sec-fetch-site": "cross-site"})

    assert (answer.status_code, mail.outbox) == (401, [])
