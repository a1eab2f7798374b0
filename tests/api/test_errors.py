"""Whatever is sent, an answer under /api/ is JSON and never a 500 that is not a bug."""

import io

import pytest
from django.db import OperationalError
from django.test import Client

from config.api import envelope
from config.api.exceptions import server_error

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.specimen.urls")]

SHELVES = "/api/specimen/shelf/"


def assert_json_error(response, status):
    assert (response.status_code, response["Content-Type"]) == (status, "application/json"), response.content
    assert response.json()


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v2/nothing/", "/api/v9/", "/api/v2/muscle/1/2/", "/api/x", "/allauth/x"]
)
def test_unknown_path_is_404_as_json(path):
    assert_json_error(Client().get(path, headers={"Accept": "text/html"}), 404)


def test_page_outside_the_api_is_404_as_html():
    response = Client().get("/nothing/")

    assert (response.status_code, response["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_bug_is_500_as_json_without_its_trace():
    response = Client(raise_request_exception=False).get("/api/specimen/broken/")

    assert_json_error(response, 500)
    assert "a bug" not in response.content.decode()
    assert response["X-Request-ID"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_wrong_method_is_405(api, method):
    assert_json_error(getattr(api, method)("/api/v2/muscle/"), 405)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "8.8.8.8", "", "a b", "<x>", "localhost.evil.example"]
)
@pytest.mark.parametrize("path", ["/api/v2/muscle/", "/api/v2/nothing/"])
def test_bad_host_is_400(host, path):
    assert_json_error(Client().get(path, HTTP_HOST=host), 400)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "192.168.1.20", "10.1.2.3:81", "[fd00::1]"]
)
def test_private_hosts_are_answered(host):
    assert Client().get("/api/v2/muscle/", HTTP_HOST=host).status_code == 200


def test_forwarded_headers_of_strangers_are_not_believed(api):
    response = api.get("/api/v2/", headers={"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"})

    assert response.json()["muscle"] == "http://testserver/api/v2/muscle/"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"{", id="cut off"),
        pytest.param(b"[1, 2]", id="a list"),
        pytest.param(b'"x"', id="a string"),
        pytest.param(b"null", id="null"),
        pytest.param(b"17", id="a number"),
        pytest.param(b'{"name": NaN}', id="NaN"),
        pytest.param(b'{"name": Infinity}', id="Infinity"),
        pytest.param(b'{"name": "\\ud800"}', id="lone surrogate"),
        pytest.param(b'{"name": "a\\u0000b"}', id="NUL in a value"),
        pytest.param(b'{"na\\u0000me": "b"}', id="NUL in a key"),
        pytest.param(b'{"name": "\xff"}', id="not UTF-8"),
        pytest.param(b'{"name": ' + b"[" * 101 + b"]" * 101 + b"}", id="101 levels"),
        pytest.param(b"[" * 5000 + b"]" * 5000, id="5000 levels"),
        pytest.param(b"[" * 200000, id="200000 levels, cut off"),
        pytest.param(b'{"name": {"a": 1}}', id="an object for a text"),
    ],
)
def test_bad_json_is_400(alice_api, body):
    assert_json_error(alice_api.post(SHELVES, body, content_type="application/json"), 400)


def test_long_numbers_are_read(alice_api, shelf):
    body = b'{"shelf": %d, "title": "x", "pages": ' % shelf.pk + b"9" * 5000 + b"}"

    assert_json_error(alice_api.post("/api/specimen/book/", body, content_type="application/json"), 400)


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "application/x-www-form-urlencoded", "text/plain", "application/octet-stream", ""],
)
def test_fifty_megabytes_are_413(alice_api, content_type):
    response = alice_api.post(SHELVES, b"a" * 50_000_000, content_type=content_type)

    assert_json_error(response, 413)


def test_fifty_megabytes_in_a_field_of_a_multipart_form_are_413(alice_api):
    assert_json_error(alice_api.post(SHELVES, {"name": "a" * 50_000_000}, format="multipart"), 413)


def test_refused_body_is_read_so_that_the_client_sees_the_answer(rf):
    body = io.BytesIO(b"a" * 100_000)
    request = rf.generic("POST", "/api/v2/routine/", b"", content_type="application/json")
    request._stream = body

    envelope.drain(request, 100_000)

    assert body.read() == b""


def test_chunked_body_is_411(alice_api):
    response = alice_api.post(SHELVES, {"name": "x"}, HTTP_TRANSFER_ENCODING="chunked")

    assert_json_error(response, 411)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param(b"x", "multipart/form-data", id="no boundary"),
        pytest.param(b"x", "multipart/form-data; boundary=", id="empty boundary"),
        pytest.param(b"--b\r\nx", "multipart/form-data; boundary=b", id="cut off"),
        pytest.param(
            "&".join(f"a{n}=1" for n in range(3000)).encode(), "application/x-www-form-urlencoded", id="3000 fields"
        ),
        pytest.param(b"name=%00", "application/x-www-form-urlencoded", id="NUL"),
        pytest.param(b"name=%ff", "application/x-www-form-urlencoded; charset=utf-9", id="unknown charset"),
        pytest.param(b"{}", "application/json; charset=utf-9", id="unknown charset of JSON"),
    ],
)
def test_malformed_form_is_400(alice_api, body, content_type):
    assert_json_error(alice_api.post(SHELVES, body, content_type=content_type), 400)


@pytest.mark.parametrize("sign", ["%00", "%FF", "%0A", "..%2F", "%25"])
def test_odd_characters_in_paths_and_queries(api, sign):
    assert api.get(f"/api/v2/muscle/{sign}/").status_code == 404
    assert api.get(f"/api/v2/muscle/?name={sign}").status_code in {200, 400}
    assert api.get(f"/api/v2/muscle/?{sign}={sign}").status_code == 200
    assert api.get(f"/api/v2/muscle/?limit={sign}&offset={sign}&ordering={sign}").status_code == 200


def test_two_rows_at_once_are_a_400_not_a_500(alice_api, monkeypatch, bob):
    from accounts.serializers import RegistrationSerializer

    monkeypatch.setattr(RegistrationSerializer, "validate_username", lambda self, name: name)

    response = alice_api.post("/api/v2/register/", {"username": "BOB", "password": "correct horse battery"})

    assert_json_error(response, 400)


@pytest.mark.parametrize(("path", "words"), [("/api/v2/routine/", b"busy"), ("/account/", b"The server is busy")])
def test_database_that_others_hold_is_no_mistake_of_the_server(rf, path, words):
    def write():
        raise OperationalError("database is locked")

    try:
        write()
    except OperationalError:
        answer = server_error(rf.get(path))

    assert (answer.status_code, answer["Retry-After"], words in answer.content) == (503, "1", True)
