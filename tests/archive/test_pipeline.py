"""The archive as one of the files that people bring along, over HTTP."""

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.archive.reading import Opened
from accounts.archive.taking import Taking
from accounts.importing import running
from accounts.importing.base import Report
from accounts.models import ImportRun
from tests.archive.accounts import fill
from tests.archive.zips import contents, exported

PATH = "/api/v2/account/imports/"


def hand_over(client, content):
    file = SimpleUploadedFile("alice.zip", content, content_type="application/zip")
    return client.post(PATH, {"importer": "regimen", "file": file}, format="multipart")


def test_preview_and_run(alice, bob, bob_api):
    first = exported(fill(alice))

    answer = hand_over(bob_api, first)
    run = ImportRun.objects.get(user=bob)
    claim = run.take()
    run.refresh_from_db()
    running.work(run, claim)

    run.refresh_from_db()
    assert (answer.status_code, answer.json()["preview"]["found"]["photos"]) == (201, 2)
    assert (run.state, run.error, run.report["problems"]) == ("done", "", [])
    assert run.report["added"] == answer.json()["preview"]["found"]
    assert contents(exported(bob)) == contents(first)


def test_preview_of_a_large_archive_ends_early_because_others_wait(alice, bob, bob_api, monkeypatch):
    """The importing itself is told in the preview, and takes all."""
    first = exported(fill(alice))
    monkeypatch.setattr("accounts.archive.importer.MOST_PREVIEWED", 1)

    preview = hand_over(bob_api, first).json()["preview"]
    report = Report()
    with Opened(ImportRun.objects.get(user=bob).file) as archive:
        total = archive.row_count()
        *_, _ = Taking(bob, archive, report).run()

    assert (preview["found"], preview["problems"][0]["text"]) == (
        {"routines": report.added["routines"]},
        f"Only {report.added['routines']} of {total} rows were tried for this preview; all of them are imported.",
    )
    assert report.added.total() == total


def test_what_is_no_archive_is_a_400(bob_api):
    answer = hand_over(bob_api, b"x")

    assert (answer.status_code, answer.json()) == (
        400,
        {"file": ["This is no archive of an account; choose the ZIP that Regimen's export made."]},
    )
