"""The data page, and the page of one import."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from accounts import sealing
from accounts.importing import running
from accounts.models import ImportRun
from journal.models import WeightEntry
from tests.importing.otherserver import WrittenDown, asked_of
from tests.importing.test_pipeline import WEIGHTS, at_once  # noqa: F401 (a fixture)

DATA = "/account/data/"


@pytest.fixture
def browser(client, alice):
    client.force_login(alice)
    return client


def upload(browser, content=WEIGHTS, importer="weights"):
    return browser.post(DATA, {"importer": importer, "file": SimpleUploadedFile("scale.csv", content)})


def test_page_offers_every_importer(browser):
    text = browser.get(DATA).content.decode()

    for label in ("Strong (CSV)", "Hevy (CSV)", "FitNotes (CSV)", "Body weight (CSV)", "Waistline (backup)"):
        assert f">{label}</option>" in text
    assert "Move from wger or another Regimen" in text
    assert "You have not imported anything yet." in text


def test_file_leads_to_its_preview(browser):
    answer = upload(browser)
    run = ImportRun.objects.get()
    page = browser.get(answer.url).content.decode()

    assert (answer.status_code, answer.url) == (302, f"{DATA}imports/{run.pk}/")
    assert "<strong>2 weights</strong>" in page
    assert "Line 4:" in page
    assert WeightEntry.objects.count() == 0


def test_import_is_started_and_its_result_shown(browser, at_once):  # noqa: F811
    address = upload(browser).url

    with at_once():
        answer = browser.post(address, {"start": "1", "answer:column:weight": "1"}, follow=True)
    page = browser.get(address).content.decode()

    assert answer.redirect_chain == [(address, 302)]
    assert "<td>2 weights</td>" in page
    assert ">Import</button>" not in page
    assert WeightEntry.objects.count() == 2


def test_questions_are_answered_in_the_form(browser, at_once):  # noqa: F811
    address = upload(browser, b"date,weight\n03/04/2024,180\n").url

    refused = browser.post(address, {"start": "1"}, follow=True).content.decode()
    page = browser.post(address, {"look": "1", "answer:date_order": "day", "answer:unit": "lb"}, follow=True)
    with at_once():
        browser.post(address, {"start": "1"})

    assert "Answer the questions of the preview first." in refused
    assert '<option value="day" selected>' in page.content.decode()
    assert [(row.weight, row.unit) for row in WeightEntry.objects.all()] == [(180, "lb")]


@pytest.mark.parametrize("answer", [{"answer:unit": "l\0b"}, {"answer:un\0it": "lb"}])
def test_answer_that_no_database_keeps_is_refused(browser, answer):
    address = upload(browser).url

    page = browser.post(address, {"look": "1", **answer}, follow=True)

    assert "Options are an object of texts by name." in page.content.decode()
    assert ImportRun.objects.get().options == {}


def test_progress(browser, monkeypatch):
    monkeypatch.setattr(running, "launch", lambda key, claim: None)
    address = upload(browser).url
    browser.post(address, {"start": "1"})
    ImportRun.objects.update(done=1, total=2)

    assert browser.get(f"{address}progress/").json() == {
        "state": "running",
        "is_under_way": True,
        "done": 1,
        "total": 2,
    }
    assert '<progress aria-labelledby="progress-title"' in browser.get(address).content.decode()


def test_import_is_forgotten(browser):
    address = upload(browser).url

    assert browser.post(address, {"remove": "1"}).url == DATA
    assert (ImportRun.objects.count(), browser.get(address).status_code) == (0, 404)


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "this one is empty or missing"), (b"\x89PNG\0\0\0\0", "The file is no text.")]
)
def test_unusable_file_is_refused_with_a_reason(browser, content, words):
    answer = upload(browser, content)

    assert (answer.status_code, words in answer.content.decode()) == (400, True)


def test_unknown_importer_is_not_found(browser):
    assert browser.post(DATA, {"importer": "nothing"}).status_code == 404


def test_text_of_a_file_is_no_markup(browser):
    address = upload(browser, b"Date,Weight (kg)\n<script>alert(1)</script>,82\n2024-01-05,82\n").url

    assert "<script>alert" not in browser.get(address).content.decode()


def test_other_server(browser, monkeypatch):
    asked_of(monkeypatch, WrittenDown({"weightentry": [{"id": 1, "date": "2024-01-05", "weight": "80"}]}))
    form = {"importer": "wger", "address": "https://other.example", "token": "right"}

    answer = browser.post(DATA, form)
    refused = browser.post(DATA, form | {"token": "wrong"})

    run = ImportRun.objects.get()
    assert (answer.url, run.address, run.token) == (f"{DATA}imports/{run.pk}/", "https://other.example", "right")
    assert b"right" not in bytes(run.sealed_token)
    assert "does not accept the token" in refused.content.decode()
    assert "wrong" not in refused.content.decode()


def test_token_is_forgotten_after_the_import(browser, monkeypatch, at_once):  # noqa: F811
    asked_of(monkeypatch, WrittenDown({}))
    address = browser.post(DATA, {"importer": "wger", "address": "https://other.example", "token": "right"}).url

    with at_once():
        browser.post(address, {"start": "1"})

    run = ImportRun.objects.get()
    assert (run.state, run.sealed_token) == ("done", None)


def test_token_outlives_a_rotation_of_the_key_file(alice, settings, tmp_path):
    settings.CREDENTIAL_KEY_FILE = tmp_path / "keys"
    run = ImportRun(user=alice, importer="wger", address="https://other.example")
    run.token = "right"
    run.save()

    call_command("rotate_credential_key", verbosity=0)

    run.refresh_from_db()
    assert (run.token, len(sealing.keys())) == ("right", 1)


def test_pages_are_for_their_person(browser, client, bob):
    address = upload(browser).url
    client.force_login(bob)

    assert [client.get(f"{address}{rest}").status_code for rest in ("", "progress/")] == [404, 404]
    assert client.post(address, {"remove": "1"}).status_code == 404


def test_nobody_is_asked_to_sign_in(client, db):
    assert client.get(DATA).url.startswith("/accounts/login/")
    assert client.get(f"{DATA}imports/1/").url.startswith("/accounts/login/")
