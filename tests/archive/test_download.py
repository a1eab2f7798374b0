"""The archive over HTTP."""

import re
import tracemalloc
import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.archive.writing import write
from accounts.models import PermanentToken
from journal.models import WeightEntry
from tests.archive.accounts import fill
from tests.archive.zips import contents, exported, rows
from tests.journal.factories import WeightEntryFactory


def body(answer):
    return b"".join(answer)


def test_the_api_gives_the_archive_with_its_length(alice, alice_api):
    fill(alice)

    answer = alice_api.get("/api/v2/account/export/")
    content = body(answer)

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert int(answer["Content-Length"]) == len(content)
    assert re.fullmatch(r'attachment; filename="regimen-alice-\d{4}-\d\d-\d\d.zip"', answer["Content-Disposition"])
    assert "no-store" in answer["Cache-Control"]
    assert contents(content) == contents(exported(alice))


def test_nobody_gets_json(api, db):
    answer = api.get("/api/v2/account/export/", HTTP_ACCEPT="application/zip")

    assert (answer.status_code, answer["Content-Type"]) == (401, "application/json")


def test_head_makes_no_archive(alice_api, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        answer = alice_api.head("/api/v2/account/export/")

    assert (answer.status_code, answer["Content-Type"], b"".join(answer)) == (200, "application/zip", b"")
    assert not answer.has_header("Content-Length")
    assert answer["Content-Disposition"].startswith("attachment")


def test_exports_are_counted_per_person(alice_api, bob_api, monkeypatch):
    monkeypatch.setattr("accounts.archive.download.ExportThrottle.THROTTLE_RATES", {"export": "1/hour"})

    found = [client.get("/api/v2/account/export/") for client in (alice_api, alice_api, bob_api)]

    assert [(answer.status_code, len(body(answer)) > 1000) for answer in found] == [
        (200, True),
        (429, False),
        (200, True),
    ]


def test_the_page_gives_the_archive_to_the_browsers_session(alice, client):
    client.force_login(alice)

    assert zipfile.ZipFile(BytesIO(body(client.get("/account/data/export.zip")))).testzip() is None


def test_the_page_sends_strangers_to_the_sign_in(client, db):
    assert client.get("/account/data/export.zip").status_code == 302


def test_the_page_tells_who_asks_too_often(alice, client, monkeypatch):
    monkeypatch.setattr("accounts.archive.download.ExportThrottle.THROTTLE_RATES", {"export": "1/hour"})
    client.force_login(alice)
    body(client.get("/account/data/export.zip"))

    answer = client.get("/account/data/export.zip", follow=True)

    assert "Try again in 60 minutes." in answer.content.decode()


def test_nobody_finds_a_strangers_rows_in_it(alice, bob_api):
    fill(alice)

    content = body(bob_api.get("/api/v2/account/export/"))

    names = [name for name in contents(content) if name.startswith(("rows/", "catalogue/"))]
    assert [name for name in names if rows(content, name)] == []


def test_the_number_of_queries_does_not_grow(alice):
    fill(alice)
    with CaptureQueriesContext(connection) as first:
        exported(alice)
    WeightEntryFactory.create_batch(5, user=alice)

    with CaptureQueriesContext(connection) as second:
        exported(alice)

    assert len(first) == len(second)


def test_cells_of_spreadsheets_are_no_formulas(alice):
    archive = contents(exported(fill(alice)))

    assert "'=HYPERLINK(" in archive["tables/sessions.csv"].decode()
    assert "'@Bread" in archive["tables/foods.csv"].decode()
    assert ",'=Bench press 1," in archive["tables/logs.csv"].decode()


def test_no_credential_is_in_it(alice):
    token = PermanentToken.of(alice)
    with zipfile.ZipFile(BytesIO(exported(fill(alice)))) as file:
        text = b"".join(file.read(name) for name in file.namelist())

    assert [secret for secret in (alice.password, token.secret, token.digest) if secret.encode() in text] == []


def test_what_is_on_the_way_leaves_nothing_on_the_disk(alice_api, settings):
    before = sorted(Path(settings.DATA_DIR).rglob("*"))

    answer = alice_api.get("/api/v2/account/export/")

    assert sorted(Path(settings.DATA_DIR).rglob("*")) == before
    assert body(answer)


def peak_of(user):
    """Bytes of memory that an export takes beside what was there."""
    with TemporaryFile() as target:
        tracemalloc.start()
        write(user, target)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return peak


@pytest.mark.slow
def test_memory_does_not_grow_with_the_account(alice):
    def add(hours):
        days = (datetime(1990, 1, 1, tzinfo=UTC) + timedelta(hours=hour) for hour in hours)
        WeightEntry.objects.bulk_create([WeightEntry(user=alice, date=day, weight=80) for day in days])

    exported(alice)
    add(range(3_000))
    small = peak_of(alice)
    add(range(3_000, 12_000))

    assert peak_of(alice) < small * 1.2
