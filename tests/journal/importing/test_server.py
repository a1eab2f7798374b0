"""Moving over from the server that Waistline's data sharing was written for."""

import hashlib
import json
from base64 import b64encode

import bcrypt
import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.hashers import MovedBcryptHasher
from accounts.models import ApiKey, User
from journal.importing.server import Move
from journal.models import DiaryDay, UnplacedBody
from tests.factories import UserFactory
from tests.journal.v1.conftest import Phone

pytestmark = pytest.mark.django_db

KEY = "018d2452-6b7f-7574-a758-68375a1fbe40"
# $2y$ is how PHP calls what others call $2b$.
HASH = bcrypt.hashpw(b"correct horse", bcrypt.gensalt(4)).decode().replace("$2b$", "$2y$")
CAROL = {
    "id": 3,
    "username": "carol",
    "roles": [],
    "password": HASH,
    "api_key": KEY,
    "created": "2024-01-05 21:04:51",
    "updated": "2024-01-05 21:04:51",
    "last_login": "2024-02-05 21:04:51",
}


def document(day, calories, timestamp, user=3, **more):
    entry = {"dateTime": f"{day}T00:00:00.000Z", "items": [], "stats": [], "id": 44}
    body = {"nutrition": {"calories": calories}, "entryDetails": [], "entry": entry}
    return {"_id": {"$oid": "65a0"}} | body | {"user_id": user, "timestamp": timestamp} | more


DOCUMENTS = [
    document("2024-01-05", 1, 1704450000),
    document("2024-01-05", 3, 1704450002),
    document("2024-01-05", 2, 1704450001),
    document("2024-01-06", 4, 1704530000),
    document("2024-01-06", 5, 1704530000),
]


def move(users=(CAROL,), documents=DOCUMENTS, **options):
    found = Move(list(users), list(documents), **options)
    found.run()
    return found.people.line(), found.days.line(), found.people.notes + found.days.notes


def test_phone_needs_no_change():
    assert move()[:2] == ("1 added", "2 added")

    phone = Phone(HTTP_AUTHORIZATION=f"ApiKey {KEY}")
    assert phone.results(date_to="2024-01-06") == {"2024-01-06": {"calories": 5}, "2024-01-05": {"calories": 3}}
    assert phone.journal("2024-01-05") == [
        {name: DOCUMENTS[0][name] for name in ("entryDetails", "entry")} | {"nutrition": {"calories": 3}}
    ]


def test_password_still_opens_the_account_and_its_key_stays(rf):
    move()

    assert authenticate(rf.get("/"), username="carol", password="correct horse") == User.objects.get()
    assert authenticate(rf.get("/"), username="carol", password="wrong horse") is None
    assert not User.objects.get().password.startswith("bcrypt")
    assert Client().get("/api/v1/stats", HTTP_AUTHORIZATION=f"ApiKey {KEY}").status_code == 200


@pytest.mark.parametrize("password", ["x" * 73, "ü" * 40, "nul\0nul"])
def test_long_passwords_are_digested_first_as_symfony_does(password):
    encoded = MovedBcryptHasher().encode(password, bcrypt.gensalt(4))

    assert MovedBcryptHasher().verify(password, encoded)
    assert not MovedBcryptHasher().verify(password + "x", encoded)


def test_known_digest_of_a_long_password():
    theirs = bcrypt.hashpw(b64encode(hashlib.sha512(b"x" * 100).digest())[:72], bcrypt.gensalt(4)).decode()

    assert MovedBcryptHasher().verify("x" * 100, f"bcrypt${theirs}")


def test_second_time_changes_nothing():
    move()
    rows = list(DiaryDay.objects.values()), list(User.objects.values()), list(ApiKey.objects.values())

    assert move()[:2] == ("1 unchanged", "2 unchanged")
    assert rows == (list(DiaryDay.objects.values()), list(User.objects.values()), list(ApiKey.objects.values()))


def test_dry_run_does_nothing():
    assert move(dry_run=True)[:2] == ("1 added", "2 added")
    assert (User.objects.count(), DiaryDay.objects.count(), ApiKey.objects.count()) == (0, 0, 0)


def test_what_has_arrived_here_since_stays():
    move(documents=DOCUMENTS[:1])
    Phone(HTTP_AUTHORIZATION=f"ApiKey {KEY}").day("2024-01-05", {"calories": 9})

    assert move()[1] == "1 added, 1 kept"
    assert json.loads(DiaryDay.objects.get(day="2024-01-05").nutrition) == {"calories": 9}


def test_newer_documents_replace_older_ones():
    move(documents=DOCUMENTS[:1])

    assert move()[1] == "1 added, 1 changed"
    assert DiaryDay.objects.get(day="2024-01-05").arrived.timestamp() == 1704450002


def test_somebody_of_the_same_name_is_not_taken_for_the_same_person():
    here = UserFactory(username="Carol")

    people, days, notes = move()

    assert (people, days) == ("1 skipped", "5 skipped")
    assert notes[0] == "user 1: somebody here is called carol already; --merge takes the two for one person."
    assert not here.api_keys.exists()


def test_merging_keeps_the_password():
    here = UserFactory(username="Carol")

    assert move(may_merge=True)[:2] == ("1 changed", "2 added")
    assert User.objects.get().password == here.password
    assert Phone(HTTP_AUTHORIZATION=f"ApiKey {KEY}").get("/api/v1/stats").status_code == 200


def test_key_that_is_somebody_elses_is_refused():
    ApiKey.make(UserFactory(username="alice"), KEY)
    UserFactory(username="carol")

    assert move()[2][0] == "user 1: the key of carol belongs to alice here."


@pytest.mark.parametrize(
    ("change", "note"),
    [
        ({"password": "plain"}, "carol had no usable password; manage.py changepassword sets one."),
        ({"api_key": "x"}, "carol had no usable key; manage.py api_key makes one."),
    ],
)
def test_what_cannot_be_used_is_named(change, note):
    people, _, notes = move([CAROL | change])

    assert (people, notes) == ("1 added", [note])


def test_rows_that_cannot_move_are_reported():
    odd = [None, {}, {"id": 4}, CAROL | {"id": 5, "username": "a b", "api_key": None}, CAROL]

    people, _, notes = move(odd, [])

    assert people == "1 added, 4 skipped"
    assert [note.split(":")[0] for note in notes] == ["user 1", "user 2", "user 3", "user 4"]


def test_documents_that_cannot_move_are_reported():
    odd = [5, {}, document("2024-01-05", 1, 1, user=9), document("2024-01-05", 10**400, 1), document("x", 1, 5)]

    _, days, notes = move(documents=odd)

    assert days == "4 skipped, 1 unplaced"
    assert len(notes) == 4
    assert UnplacedBody.objects.count() == 1


def test_numbers_that_mongodb_has_wrapped():
    wrapped = document("2024-01-05", {"$numberDouble": "2.5"}, {"$numberLong": "1704450000"}, user={"$numberInt": "3"})

    assert move([CAROL | {"id": {"$numberInt": "3"}}], [wrapped])[1] == "1 added"
    assert json.loads(DiaryDay.objects.get().nutrition) == {"calories": 2.5}


@pytest.mark.parametrize("form", [json.dumps, lambda rows: "\n".join(map(json.dumps, rows))], ids=["list", "lines"])
def test_command(tmp_path, capsys, form):
    users, journal = tmp_path / "users.json", tmp_path / "journal.json"
    users.write_text(form([CAROL]))
    journal.write_text(form(DOCUMENTS))

    call_command("import_waistline_server", str(users), "--journal", str(journal))

    assert capsys.readouterr().out.splitlines() == [
        "People: 1 added.",
        "Days: 2 added.",
        "1 people, 2 days changed.",
    ]


@pytest.mark.parametrize("content", [b"{", b"x", b"\xff", b"[" * 100_000])
def test_command_refuses_other_files(tmp_path, content):
    file = tmp_path / "users.json"
    file.write_bytes(content)

    with pytest.raises(CommandError):
        call_command("import_waistline_server", str(file))
    with pytest.raises(CommandError):
        call_command("import_waistline_server", str(tmp_path / "nothing"))
