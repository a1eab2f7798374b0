"""The end of an account."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from accounts import leaving, tokens
from accounts.archive import parts
from accounts.models import ApiKey, DailyUsage, IdempotentRequest, ImportRun, PermanentToken, User
from exercises.models import Edit, Exercise
from tests.archive.accounts import fill, publish
from tests.archive.test_completeness import of_people
from tests.archive.zips import contents, exported
from tests.exercises.factories import ExerciseFactory
from tests.factories import UserFactory
from tests.journal.factories import PhotoFactory
from tests.nutrition.factories import IngredientFactory, IngredientImageFactory

PASSWORD = "correct horse"
PATH = "/api/v2/account/deletion/"


def rows():
    return Counter(
        {model._meta.label: model._base_manager.count() for model in apps.get_models(include_auto_created=True)}
    )


def files(settings):
    """And folders below the first."""
    return {path for root in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT) for path in Path(root).glob("*/**/*")}


def be_everywhere(person, settings):
    """A row in each table that has something to do with a person, and in those that know names only."""
    fill(person)
    PermanentToken.of(person), ApiKey.of(person), tokens.sign_in(user=person)
    IdempotentRequest.objects.create(user=person, key="1", fingerprint="1", status=200, body=b"")
    DailyUsage.objects.create(user=person, kind="read", day="2026-01-05", count=1)
    upload = Path(settings.PRIVATE_ROOT) / "imports" / "upload"
    upload.parent.mkdir(parents=True, exist_ok=True)
    upload.write_bytes(b"x")
    ImportRun.objects.create(user=person, importer="strong", path="imports/upload")
    address = EmailAddress.objects.create(user=person, email=person.email, primary=True)
    EmailConfirmation.objects.create(email_address=address, key="k", sent=timezone.now())
    Authenticator.objects.create(user=person, type="totp", data={})
    person.groups.add(Group.objects.get_or_create(name="Editors")[0])
    person.user_permissions.add(Permission.objects.first())
    people = ContentType.objects.get_for_model(User)
    LogEntry.objects.create(user=person, action_flag=1)
    LogEntry.objects.create(
        user=User.objects.get(username="bob"),
        content_type=people,
        object_id=person.pk,
        object_repr="alice",
        action_flag=2,
    )
    AccessAttempt.objects.create(username="alice", ip_address="192.0.2.1", failures_since_start=1)
    Client().force_login(person)


@pytest.mark.slow
def test_nothing_of_the_person_is_left(alice, bob, settings, django_capture_on_commit_callbacks):
    publish()
    fill(bob)
    Group.objects.create(name="Editors")
    before, files_before, of_bob = rows(), files(settings), contents(exported(bob))
    before["accounts.User"] -= 1
    be_everywhere(alice, settings)
    assert [label for label in of_people() if rows()[label] == before[label] and label != "exercises.Edit"] == []

    with django_capture_on_commit_callbacks(execute=True):
        leaving.remove(alice)

    assert {label: count for label, count in rows().items() if count != before[label]} == {}
    assert files(settings) == files_before
    assert contents(exported(bob)) == of_bob


def test_nothing_left_means_the_traces_too(alice, bob, settings):
    be_everywhere(alice, settings)

    leaving.remove(alice)

    assert (AccessAttempt.objects.count(), LogEntry.objects.count()) == (0, 0)


def test_however_many_rows_there_are(alice, monkeypatch):
    fill(alice)
    monkeypatch.setattr(leaving, "ROWS_PER_BATCH", 1)

    leaving.remove(alice)

    assert [part.label for part in parts.parts() if part.model._base_manager.exclude(user=None).exists()] == []


def test_contributions_stay_without_the_name(alice):
    exercise = ExerciseFactory(license_author="alice", author_history=["alice", "Anna"])
    other = ExerciseFactory(license_author="alice")
    Edit.objects.create(kind="exercise", uuid=exercise.uuid, author=alice, after={"license_author": "alice"})

    leaving.remove(alice)

    exercise.refresh_from_db()
    assert (exercise.license_author, exercise.author_history) == ("Former member", ["Former member", "Anna"])
    assert (Edit.objects.get().author, Edit.objects.get().after) == (None, {"license_author": "Former member"})
    # Where the person has not worked, the name is somebody else's.
    assert Exercise.objects.get(pk=other.pk).license_author == "alice"


# --- Asking --------------------------------------------------------------------------------------------------------


def test_the_api_takes_the_password_and_ends_every_credential(alice, alice_api, settings):
    settings.ACCOUNT_DELETION_GRACE_DAYS = 3

    answer = alice_api.post(PATH, {"password": PASSWORD})

    alice.refresh_from_db()
    assert answer.status_code == 200
    assert timedelta(days=2.9) < alice.deletion_due - timezone.now() < timedelta(days=3)
    assert alice_api.get("/api/v2/userprofile/").status_code == 401


@pytest.mark.parametrize(
    "body", [{}, {"password": ""}, {"password": "wrong horse"}, {"password": None}, {"password": [1]}]
)
def test_without_the_password_nothing_ends(body, alice, alice_api):
    answer = alice_api.post(PATH, body, format="json")

    alice.refresh_from_db()
    assert (answer.status_code, list(answer.json()), alice.deletion_due) == (400, ["password"], None)


def test_no_api_key_may_ask(alice, api):
    key = ApiKey.of(alice)
    ApiKey.objects.update(scope="write")

    answer = api.post(PATH, {"password": PASSWORD}, HTTP_AUTHORIZATION=f"ApiKey {key.secret}")

    assert answer.status_code == 403


def test_wrong_passwords_lock(alice, alice_api, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        last = alice_api.post(PATH, {"password": "wrong horse"})

    assert last.status_code in {400, 429}
    assert alice_api.post(PATH, {"password": PASSWORD}).status_code != 200


def test_without_a_time_to_wait_all_goes_at_once(alice, alice_api, settings, django_capture_on_commit_callbacks):
    settings.ACCOUNT_DELETION_GRACE_DAYS = 0

    with django_capture_on_commit_callbacks(execute=True):
        answer = alice_api.post(PATH, {"password": PASSWORD})

    assert (answer.status_code, answer.json()) == (200, {"deletion_due": None})
    assert not User.objects.exists()
    assert [sent.subject for sent in mail.outbox] == ["Your account is deleted"]


def test_a_mail_tells_when(alice, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        leaving.ask(user=alice)

    sent = mail.outbox[0]
    alice.refresh_from_db()
    assert (sent.to, sent.subject) == ([alice.email], "Your account will be deleted")
    assert f"{alice.deletion_due:%Y, %H:%M} UTC" in sent.body


# --- The pages -----------------------------------------------------------------------------------------------------


def test_the_page_offers_the_last_export_first(alice, client):
    client.force_login(alice)

    page = client.get("/account/leaving/").content.decode()

    assert page.index("/account/data/export.zip") < page.index("Delete my account")


def test_the_page_takes_the_password_and_signs_out(alice, client):
    client.force_login(alice)

    answer = client.post("/account/leaving/", {"password": PASSWORD})

    alice.refresh_from_db()
    assert (answer.status_code, alice.is_active, alice.deletion_due is None) == (302, False, False)
    assert client.get("/account/").status_code == 302


def test_the_page_refuses_a_wrong_password(alice, client):
    client.force_login(alice)

    answer = client.post("/account/leaving/", {"password": "wrong horse"})

    alice.refresh_from_db()
    assert (answer.status_code, alice.deletion_due) == (200, None)
    assert "This is not your password." in answer.content.decode()


# --- The time comes ------------------------------------------------------------------------------------------------


def test_only_whose_time_has_come_goes(alice, bob):
    leaving.ask(user=alice)
    leaving.ask(user=bob)
    now = timezone.now()
    User.objects.filter(pk=alice.pk).update(deletion_due=now - timedelta(seconds=1))

    assert leaving.delete_due(now) == 1
    assert list(User.objects.all()) == [bob]
    assert leaving.delete_due(now) == 0


def test_one_who_cannot_be_removed_keeps_nobody_else(alice, bob, monkeypatch):
    def remove(person, usual=leaving.remove):
        if person == alice:
            raise IntegrityError
        usual(person)

    User.objects.update(is_active=False, deletion_due=timezone.now())
    monkeypatch.setattr(leaving, "remove", remove)

    assert leaving.delete_due(timezone.now()) == 1
    assert list(User.objects.all()) == [alice]


def test_who_stays_is_not_removed(alice):
    leaving.ask(user=alice)
    leaving.stay(user=alice)

    assert leaving.delete_due(timezone.now() + timedelta(days=100)) == 0


def test_the_admin_goes_the_same_way(alice, staff, client, settings, django_capture_on_commit_callbacks):
    PhotoFactory(user=alice)
    IngredientImageFactory(user=alice, ingredient=IngredientFactory(user=alice))
    client.force_login(staff)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/accounts/user/{alice.pk}/delete/", {"post": "yes"})

    assert not User.objects.filter(pk=alice.pk).exists()
    assert {path for path in files(settings) if path.is_file()} == set()


def test_another_person_is_not_mistaken_for_the_one_who_left(alice, client):
    leaving.ask(user=alice)
    client.post("/accounts/login/", {"login": "alice", "password": PASSWORD})
    leaving.remove(alice)
    UserFactory(username="alice2")

    assert client.get("/account/leaving/waiting/").status_code == 302
