"""One pipeline for the page, the endpoint and the command."""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from accounts.importing import running
from accounts.importing.base import ROWS_SHOWN, Preview, Problem, Problems, Question, in_words
from accounts.models import ImportRun
from config import housekeeping
from journal.models import WeightEntry
from tests.contract.notation import bool_ as yes_or_no
from tests.contract.notation import differences, int_, moment_, nullable, object_, one_of, str_, uuid_
from tests.importing.otherserver import WrittenDown, asked_of

WEIGHTS = b"Date,Weight (kg)\n2024-01-05,82.5\n2024-01-06,82.3\nsoon,82\n"
PATH = "/api/v2/account/imports/"
SHAPE = {
    "id": int_,
    "uuid": uuid_,
    "importer": str_,
    "label": str_,
    "state": one_of("previewed", "running", "done", "failed"),
    "is_under_way": yes_or_no,
    "name": str_,
    "address": str_,
    "options": object_,
    "preview": object_,
    "done": int_,
    "total": int_,
    "report": object_,
    "error": str_,
    "created": moment_,
    "heartbeat": nullable(moment_),
}


@pytest.fixture
def at_once(monkeypatch, django_capture_on_commit_callbacks):
    """Does the work of the thread here and now, as soon as the request is over."""
    monkeypatch.setattr(running, "launch", lambda key, claim: running.work(ImportRun.objects.get(pk=key), claim))
    return lambda: django_capture_on_commit_callbacks(execute=True)


def handed_over(client, content=WEIGHTS, importer="weights", name="scale.csv"):
    return client.post(PATH, {"importer": importer, "file": SimpleUploadedFile(name, content)}, format="multipart")


def files(settings):
    folder = Path(settings.PRIVATE_ROOT) / "imports"
    return list(folder.iterdir()) if folder.exists() else []


# --- The endpoint --------------------------------------------------------------------------------------------------


def test_file_is_previewed_and_kept(alice_api, settings):
    answer = handed_over(alice_api)

    assert (answer.status_code, differences(answer.json(), SHAPE)) == (201, [])
    assert (answer.json()["state"], answer.json()["name"]) == ("previewed", "scale.csv")
    assert answer.json()["preview"]["found"] == {"weights": 2}
    assert answer.json()["preview"]["problems"] == [
        {
            "line": 4,
            "text": "'soon' is no date.",
            "hint": "Correct the line and import the file again; what is here already stays as it is.",
        }
    ]
    assert (WeightEntry.objects.count(), len(files(settings))) == (0, 1)
    assert files(settings)[0].stat().st_mode & 0o777 == 0o600


def test_run_does_the_work_and_removes_the_file(alice, alice_api, settings, at_once):
    key = handed_over(alice_api).json()["id"]

    with at_once():
        started = alice_api.post(f"{PATH}{key}/run/")
    run = alice_api.get(f"{PATH}{key}/").json()

    assert (started.status_code, started.json()["state"]) == (202, "running")
    assert (run["state"], run["done"], run["total"]) == ("done", 2, 2)
    assert (run["report"]["added"], run["report"]["skipped"]) == ({"weights": 2}, {"lines": 1})
    assert (WeightEntry.objects.filter(user=alice).count(), files(settings)) == (2, [])


def test_finished_import_cannot_be_run_again(alice_api, at_once):
    key = handed_over(alice_api).json()["id"]
    with at_once():
        alice_api.post(f"{PATH}{key}/run/")

    assert alice_api.post(f"{PATH}{key}/run/").status_code == 409


def test_questions_are_answered_before(alice_api, at_once):
    silent = b"date,weight\n03/04/2024,180\n"
    key = handed_over(alice_api, silent).json()["id"]

    refused = alice_api.post(f"{PATH}{key}/run/")
    answered = alice_api.patch(f"{PATH}{key}/", {"options": {"date_order": "day"}})
    with at_once():
        started = alice_api.post(f"{PATH}{key}/run/", {"options": {"unit": "lb"}})

    assert (refused.status_code, list(refused.json())) == (400, ["options"])
    assert answered.json()["preview"]["is_ready"] is True
    assert started.json()["options"] == {"date_order": "day", "unit": "lb"}
    assert [(row.weight, row.unit) for row in WeightEntry.objects.all()] == [(180, "lb")]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "importer"),
        ({"importer": "nothing"}, "importer"),
        ({"importer": "weights"}, "file"),
        ({"importer": "weights", "file": "text"}, "file"),
        ({"importer": "weights", "file": SimpleUploadedFile("a.csv", b"")}, "file"),
        ({"importer": "weights", "file": SimpleUploadedFile("a.csv", b"\x89PNG\0\0\0\0")}, "file"),
        ({"importer": "waistline", "file": SimpleUploadedFile("a.json", b"[]")}, "file"),
    ],
    ids=["nothing", "unknown importer", "no file", "no upload", "empty", "a picture", "another JSON"],
)
def test_what_cannot_be_used_is_refused(alice_api, settings, body, field):
    answer = alice_api.post(PATH, body, format="multipart")

    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert (ImportRun.objects.count(), files(settings)) == (0, [])


@pytest.mark.parametrize("options", ["text", [1], {"unit": {"a": 1}}, 7])
def test_nonsense_for_options_is_no_error_of_the_server(alice_api, options):
    key = handed_over(alice_api).json()["id"]

    assert alice_api.patch(f"{PATH}{key}/", {"options": options}).status_code in {200, 400}


def test_other_server_over_the_api(alice_api, monkeypatch):
    server = WrittenDown({"weightentry": [{"id": 1, "date": "2024-01-05", "weight": "80"}]})
    asked_of(monkeypatch, server)
    body = {"importer": "wger", "address": "https://other.example", "token": "right"}

    answer = alice_api.post(PATH, body)

    assert (answer.status_code, answer.json()["preview"]["found"]) == (201, {"weights": 1})
    assert "right" not in answer.content.decode()
    assert alice_api.post(PATH, body | {"token": ""}).json() == {"token": ["This field may not be blank."]}
    assert list(alice_api.post(PATH, {"importer": "wger"}).json()) == ["address"]


def test_token_whose_key_file_was_lost_is_asked_for_again(alice_api, monkeypatch, settings, tmp_path):
    asked_of(monkeypatch, WrittenDown({}))
    key = alice_api.post(PATH, {"importer": "wger", "address": "https://other.example", "token": "right"}).json()["id"]
    # The one that asks is signed in without it.
    alice_api.credentials()
    alice_api.force_authenticate(ImportRun.objects.get().user)
    settings.CREDENTIAL_KEY_FILE = tmp_path / "another"

    answers = [alice_api.patch(f"{PATH}{key}/", {"options": {}}), alice_api.post(f"{PATH}{key}/run/")]

    said = "The token has been removed; hand it over again. A second import changes nothing that is here."
    assert [(each.status_code, each.json()) for each in answers] == [(409, {"detail": said})] * 2


def test_strangers_find_nothing(alice_api, bob_api, api):
    key = handed_over(alice_api).json()["id"]
    asked = [("get", ""), ("patch", ""), ("delete", ""), ("post", "run/")]

    found = [
        [getattr(who, method)(f"{PATH}{key}/{rest}").status_code for method, rest in asked] for who in (bob_api, api)
    ]

    assert found == [[404] * 4, [401] * 4]
    assert bob_api.get(PATH).json() == []
    assert alice_api.get(f"{PATH}nonsense/").status_code == 404


def test_list_costs_the_same_for_one_and_three(alice_api, django_assert_num_queries):
    handed_over(alice_api)
    with django_assert_num_queries(2):
        alice_api.get(PATH)
    handed_over(alice_api)
    handed_over(alice_api)

    with django_assert_num_queries(2):
        assert len(alice_api.get(PATH).json()) == 3


def test_removing_takes_the_file_along(alice_api, settings, at_once):
    key = handed_over(alice_api).json()["id"]

    with at_once():
        assert alice_api.delete(f"{PATH}{key}/").status_code == 204

    assert (ImportRun.objects.count(), files(settings)) == (0, [])


def test_removing_the_account_takes_the_file_along(alice, alice_api, settings, at_once):
    handed_over(alice_api)

    with at_once():
        alice.delete()

    assert files(settings) == []


# --- Only one at a time, and none for ever -------------------------------------------------------------------------


def test_one_at_a_time(alice_api, bob_api, monkeypatch):
    monkeypatch.setattr(running, "launch", lambda key, claim: None)
    first, second = (handed_over(alice_api).json()["id"] for _ in range(2))
    other = handed_over(bob_api).json()["id"]

    found = [alice_api.post(f"{PATH}{key}/run/").status_code for key in (first, first, second)]

    assert found == [202, 409, 409]
    assert bob_api.post(f"{PATH}{other}/run/").status_code == 202


def test_run_that_fell_silent_can_be_continued(alice_api, at_once):
    key = handed_over(alice_api).json()["id"]
    long_ago = timezone.now() - timedelta(minutes=6)
    ImportRun.objects.filter(pk=key).update(state="running", heartbeat=long_ago, claim="0" * 32)

    silent = alice_api.get(f"{PATH}{key}/").json()
    with at_once():
        alice_api.post(f"{PATH}{key}/run/")

    assert (silent["state"], silent["is_under_way"]) == ("running", False)
    assert alice_api.get(f"{PATH}{key}/").json()["state"] == "done"


def test_silent_run_does_not_stand_in_the_way_of_another(alice_api, at_once):
    silent, other = (handed_over(alice_api).json()["id"] for _ in range(2))
    long_ago = timezone.now() - timedelta(minutes=6)
    ImportRun.objects.filter(pk=silent).update(state="running", heartbeat=long_ago, claim="0" * 32)

    with at_once():
        assert alice_api.post(f"{PATH}{other}/run/").status_code == 202

    assert [alice_api.get(f"{PATH}{key}/").json()["state"] for key in (silent, other)] == ["failed", "done"]


def test_thread_that_lost_its_claim_writes_nothing_more(alice, alice_api):
    run = ImportRun.objects.get(pk=handed_over(alice_api).json()["id"])
    old = run.take()
    ImportRun.objects.filter(pk=run.pk).update(heartbeat=timezone.now() - timedelta(minutes=6))
    new = run.take()

    assert (run.say(old, done=7), run.say(new, done=1)) == (False, True)
    assert ImportRun.objects.get(pk=run.pk).done == 1


def test_error_is_told_without_what_it_was_about(alice_api, at_once, monkeypatch, caplog):
    def fails(*_):
        raise RuntimeError("secret weight of alice")
        yield

    key = handed_over(alice_api).json()["id"]
    monkeypatch.setattr("journal.importing.weights.WeightsCsv.run", fails)
    with at_once():
        alice_api.post(f"{PATH}{key}/run/")

    run = alice_api.get(f"{PATH}{key}/").json()
    assert (run["state"], run["error"]) == ("failed", running.UNEXPECTED)
    assert "RuntimeError in fails" in caplog.text
    assert "secret weight" not in caplog.text


def test_failed_run_can_be_started_again(alice_api, at_once):
    key = handed_over(alice_api).json()["id"]
    ImportRun.objects.filter(pk=key).update(state="failed", error="x")

    with at_once():
        alice_api.post(f"{PATH}{key}/run/")

    run = alice_api.get(f"{PATH}{key}/").json()
    assert (run["state"], run["error"]) == ("done", "")


def test_file_is_kept_for_a_day(alice_api, settings):
    old, new = (handed_over(alice_api).json()["id"] for _ in range(2))
    ImportRun.objects.filter(pk=old).update(created=timezone.now() - timedelta(hours=25))

    found = dict(housekeeping.purge(timezone.now()))

    assert (found["files of imports"], len(files(settings))) == (1, 1)
    assert [alice_api.post(f"{PATH}{key}/run/").status_code for key in (old, new)] == [409, 202]


def test_file_that_belongs_to_no_import_goes_after_a_day(alice_api, settings):
    handed_over(alice_api)
    folder = Path(settings.PRIVATE_ROOT) / "imports"
    yesterday = (timezone.now() - timedelta(hours=25)).timestamp()
    for name in ("old", "new"):
        (folder / name).write_text("left by a process that was killed")
    os.utime(folder / "old", (yesterday, yesterday))

    found = dict(housekeeping.purge(timezone.now()))

    assert (found["files of imports"], len(files(settings)), (folder / "old").exists()) == (1, 2, False)


def test_few_files_are_kept_of_each_person(alice_api, bob_api, settings):
    other = handed_over(bob_api).json()["id"]
    keys = [handed_over(alice_api).json()["id"] for _ in range(7)]

    kept = [bool(ImportRun.objects.get(pk=key).path) for key in keys]

    assert (kept, len(files(settings))) == ([False] * 2 + [True] * 5, 6)
    assert ImportRun.objects.get(pk=other).path


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_thread_of_its_own_does_the_work(alice, alice_api):
    key = handed_over(alice_api).json()["id"]
    threads = []
    made = running.Thread

    def watched(**options):
        threads.append(made(**options))
        return threads[-1]

    running.Thread = watched
    try:
        assert alice_api.post(f"{PATH}{key}/run/").status_code == 202
        threads[0].join(20)
    finally:
        running.Thread = made

    assert ImportRun.objects.get(pk=key).state == "done"
    assert WeightEntry.objects.filter(user=alice).count() == 2
    assert connection.is_usable()


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, ""),
        ({"sets": 1200, "sessions": 1}, "1 session, 1,200 sets"),
        ({"diary entries": 1, "entries of slots": 1}, "1 diary entry, 1 entry of slots"),
        ({"foods in meals": 1, "kinds of measurements": 2}, "1 food in meals, 2 kinds of measurements"),
    ],
)
def test_counts_in_words(counts, words):
    assert in_words(counts) == words


def test_what_is_kept_of_a_preview_is_short_whatever_the_file_is():
    question = Question("name", "x" * 20_000, (("1", "x" * 20_000),))
    rows = [["x" * 20_000] * 500] * ROWS_SHOWN
    problems = Problems([Problem("x" * 20_000, "x" * 20_000)] * 10)
    preview = Preview(columns=["x" * 20_000] * 500, rows=rows, questions=[question], problems=problems)
    assert len(json.dumps(preview.as_json())) < 200_000
