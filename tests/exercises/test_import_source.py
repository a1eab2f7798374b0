import gzip
import json

import httpx
import pytest
from django.core.management import CommandError, call_command
from tenacity import wait_none

from exercises.importing.source import Folder, Page, Server, SourceError
from exercises.models import Exercise, Image
from tests.exercises import remote


def server(answer, base="https://remote.example"):
    client = httpx.Client(transport=httpx.MockTransport(answer))
    return Server(base, client, wait=wait_none(), attempts=3)


def page(rows, link=None):
    return httpx.Response(200, json={"count": 2, "next": link, "results": rows})


def test_server_is_read_page_by_page():
    second = "http://remote.example:8000/api/v2/muscle/?offset=100"

    pages = list(server(lambda r: page([2]) if "offset" in str(r.url) else page([1], second)).pages("muscle"))

    assert pages == [Page([1], 2), Page([2], 2)]


@pytest.mark.parametrize("base", ["remote.example", "https://remote.example/api/v2/", "https://remote.example/"])
def test_address_may_be_written_in_several_ways(base):
    asked = []

    list(server(lambda r: asked.append(str(r.url)) or page([]), base).pages("muscle"))

    assert asked == ["https://remote.example/api/v2/muscle/?limit=100&ordering=id"]


@pytest.mark.parametrize("base", ["ftp://remote.example", "https://"])
def test_address_must_be_of_the_web(base):
    with pytest.raises(SourceError):
        server(page, base)


def test_next_page_must_be_on_the_same_host():
    with pytest.raises(SourceError, match="another host, elsewhere.example"):
        list(server(lambda r: page([1], "https://elsewhere.example/api/v2/muscle/?offset=1")).pages("muscle"))


def test_pages_that_go_in_circles_end():
    pages = list(server(lambda r: page([1], "https://remote.example/api/v2/muscle/?offset=1")).pages("muscle"))

    assert len(pages) == 2


def test_passing_errors_are_tried_again():
    answers = iter([httpx.Response(503), httpx.Response(429), page([1])])

    assert list(server(lambda r: next(answers)).pages("muscle")) == [Page([1], 2)]


def test_missing_endpoint_has_no_pages():
    assert list(server(lambda r: httpx.Response(404)).pages("muscle")) == []


@pytest.mark.parametrize(
    "answer",
    [httpx.Response(403), httpx.Response(500), httpx.Response(200, text="<html>"), httpx.Response(200, json={"a": 1})],
    ids=["refused", "broken", "no JSON", "no page"],
)
def test_server_that_cannot_be_read_is_an_error(answer):
    with pytest.raises(SourceError):
        list(server(lambda r: answer).pages("muscle"))


def test_endless_page_is_refused(monkeypatch):
    monkeypatch.setattr("exercises.importing.source.LARGEST_PAGE", 10)

    with pytest.raises(SourceError, match="cannot be read"):
        list(server(lambda r: page(list(range(100)))).pages("muscle"))


def test_links_are_made_absolute():
    assert server(page).address("/media/a.png") == "https://remote.example/media/a.png"


def test_folder_is_read_page_by_page(tmp_path):
    (tmp_path / "muscle-01.json").write_text(json.dumps({"count": 2, "results": [1]}))
    with gzip.open(tmp_path / "muscle-02.json.gz", "wt") as file:
        json.dump([2], file)

    assert list(Folder(tmp_path).pages("muscle")) == [Page([1], 2), Page([2], 1)]


@pytest.mark.parametrize("content", [b"{", b"[" * 100_000, b'"x"'], ids=["cut off", "deep", "no page"])
def test_broken_file_is_an_error(tmp_path, content):
    (tmp_path / "muscle-01.json").write_bytes(content)

    with pytest.raises(SourceError, match="muscle-01.json"):
        list(Folder(tmp_path).pages("muscle"))


@pytest.fixture
def folder(tmp_path):
    for endpoint in remote.ENDPOINTS:
        (tmp_path / f"{endpoint}-01.json").write_text(json.dumps(remote.reference_rows(endpoint)))
    row = remote.exercise(images=[remote.image(image="https://localhost:1/squat.png")])
    (tmp_path / "exerciseinfo-01.json").write_text(json.dumps([row, {}]))
    return tmp_path


@pytest.mark.django_db
def test_command_imports_and_reports(folder, capsys):
    call_command("import_exercises", "--from", str(folder), "--no-images")

    assert capsys.readouterr().out.splitlines() == [
        "  exercise None skipped: has no uuid",
        "added: 1 alias, 1 comment, 1 exercise, 1 translation",
        "unchanged: 12 equipment, 8 exercisecategory, 33 language, 5 license, 16 muscle",
        "skipped: 1 exercise",
        "4 rows changed.",
    ]


@pytest.mark.django_db
def test_command_tells_what_it_would_do(folder, capsys):
    call_command("import_exercises", "--from", str(folder), "--dry-run")

    assert capsys.readouterr().out.splitlines()[-1] == "4 rows would be changed."
    assert Exercise.objects.count() == 0


@pytest.mark.django_db
def test_command_survives_a_dead_image_address(folder, monkeypatch):
    monkeypatch.setattr("exercises.importing.media.ATTEMPTS", 1)

    call_command("import_exercises", "--from", str(folder))

    assert (Exercise.objects.count(), Image.objects.count()) == (1, 0)


def test_command_wants_a_server_or_a_folder(tmp_path):
    with pytest.raises(CommandError, match="neither an http or https address nor a folder"):
        call_command("import_exercises", "--from", str(tmp_path / "nothing"))


@pytest.mark.django_db
def test_command_says_when_the_source_breaks(folder):
    (folder / "exerciseinfo-02.json").write_text("{")

    with pytest.raises(CommandError, match="What was read until then is kept"):
        call_command("import_exercises", "--from", str(folder), "--no-images")

    assert Exercise.objects.count() == 1
