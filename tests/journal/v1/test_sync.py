"""``sync``: what is kept of a body, and what is refused."""

import json

import pytest

from journal.models import DiaryDay, Nutrient, UnplacedBody
from tests.journal.v1.conftest import refused

pytestmark = pytest.mark.django_db

DAY = {"nutrition": {"calories": 2350}, "entry": {"dateTime": "2024-01-05T00:00:00.000Z"}}


def test_documented_example(phone):
    response = phone.post("/api/v1/sync", json.dumps(DAY), content_type="application/json")

    assert (response.status_code, response.json()) == (200, {"status": 200, "message": "Data synchronized."})
    assert phone.journal("2024-01-05") == [DAY]


@pytest.mark.parametrize("path", ["/api/v1/sync", "/api/v1/sync/"])
@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "application/json; charset=latin-1", "multipart/form-data", "image/png", "x"]
)
@pytest.mark.parametrize("accept", ["", "text/html", "application/xml", "nonsense"])
def test_headers_do_not_matter(phone, path, content_type, accept):
    response = phone.generic("POST", path, json.dumps(DAY).encode(), content_type, HTTP_ACCEPT=accept)

    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    assert phone.journal("2024-01-05") == [DAY]


def test_form_is_read_raw(phone):
    assert phone.post("/api/v1/sync", {"nutrition": "1"}).status_code == 400


def test_latest_body_replaces_the_day(phone, alice):
    phone.day("2024-01-05", {"calories": 1, "fat": 2})
    phone.day("2024-01-05", {"calories": 3, "proteins": 4})

    assert phone.results(date_from="2024-01-05", date_to="2024-01-05") == {"2024-01-05": {"calories": 3, "proteins": 4}}
    assert dict(Nutrient.objects.filter(user=alice).values_list("name", "value")) == {"calories": 3, "proteins": 4}
    assert DiaryDay.objects.count() == 1


def test_same_body_again_changes_the_time_of_arrival_only(phone, django_assert_num_queries):
    phone.sync(DAY)
    before = DiaryDay.objects.values().get()

    phone.sync(DAY, HTTP_USER_AGENT="Waistline - Android - Version 3.11.1 - https://example.org")

    after = DiaryDay.objects.values().get()
    assert after.pop("arrived") > before.pop("arrived")
    assert after == before | {"user_agent": "Waistline - Android - Version 3.11.1 - https://example.org"}


def test_day_is_the_date_that_is_written(phone):
    for number, label in enumerate(
        ["2024-01-05T00:00:00.000Z", "2024-01-06T23:59:59+14:00", "2024-01-07T00:00:00-12:00", "2024-01-08"]
    ):
        phone.sync({"nutrition": {"calories": number}, "entry": {"dateTime": label}})

    assert list(phone.results(date_from="2024-01-01", date_to="2024-01-31", sort="ASC").values()) == [
        {"calories": number} for number in range(4)
    ]


def test_people_do_not_see_each_others_days(phone, bobs_phone):
    phone.day("2024-01-05", {"calories": 1})
    bobs_phone.day("2024-01-05", {"calories": 2})

    assert phone.journal("2024-01-05")[0]["nutrition"] == {"calories": 1}
    assert bobs_phone.stats(date_from="2024-01-01", date_to="2024-01-31")["results"] == {"2024-01-05": {"calories": 2}}


def test_names_with_any_characters_are_kept(phone, alice):
    nutrition = {"a,b": 1, "": 2, "$x.y": 3, "_id": 4, 'qu"ote': 5, "鉄 ⚙️": 6, "x" * 3000: 7, " blank ": 8}
    phone.day("2024-01-05", nutrition)

    assert phone.journal("2024-01-05")[0]["nutrition"] == nutrition
    assert Nutrient.objects.filter(user=alice).count() == 7


@pytest.mark.parametrize(
    "text",
    [
        '{"entry":{"dateTime":"2024-01-05"},"nutrition":{"z":1.0,"a":1e2,"n":null,"s":"x","big":123456789012345678901}}',
        '{ "nutrition" : { } ,\n"entryDetails":[null,{"a":[]}], "entry":{"dateTime":"2024-01-05","stats":{},"items":[]}}',
        '{"nutrition":{"calories":0.30000000000000004},"entry":{"id":44,"dateTime":"2024-01-05"},"entryDetails":null}',
        '{"nutrition":{"caf\\u00e9":1,"\\ud83d\\ude00":2},"entry":{"dateTime":"2024-01-05","x":"\\/\\n"}}',
    ],
)
def test_parts_come_back_in_the_characters_that_were_sent(phone, text):
    assert phone.sync(text.encode()).status_code == 200

    answer = phone.get("/api/v1/journal", {"date": "2024-01-05"}).content.decode()

    assert json.loads(answer)["results"] == [json.loads(text)]
    assert list(json.loads(answer)["results"][0]) == list(json.loads(text))
    for part in ('{"z":1.0,"a":1e2,"n":null,"s":"x","big":123456789012345678901}', '{"calories":0.30000000000000004}'):
        assert (part in answer) == (part in text)


def test_other_keys_of_the_body_are_not_shown(phone):
    phone.sync(DAY | {"_id": 7, "user_id": 1, "": 2, "timestamp": 3})

    assert phone.journal("2024-01-05") == [DAY]


def test_of_equal_keys_the_last_counts(phone):
    phone.sync(b'{"nutrition":{"a":1},"entry":{"dateTime":"2024-01-05"},"nutrition":{"a":2,"a":3}}')

    assert phone.journal("2024-01-05")[0]["nutrition"] == {"a": 3}
    assert phone.results(date_from="2024-01-05", date_to="2024-01-05", filter="a[gt]:2") == {"2024-01-05": {"a": 3}}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({}, id="an empty object"),
        pytest.param([], id="an empty list"),
        pytest.param([DAY], id="a list"),
        pytest.param(False, id="false"),
        pytest.param(True, id="true"),
        pytest.param(17, id="a number"),
        pytest.param("x", id="a text"),
        pytest.param({"nutrition": {"calories": 1}}, id="no entry"),
        pytest.param({"entry": DAY["entry"]}, id="no nutrition"),
        pytest.param(DAY | {"nutrition": []}, id="a list as nutrition"),
        pytest.param(DAY | {"nutrition": None}, id="null as nutrition"),
        pytest.param(DAY | {"entry": {}}, id="no date"),
        pytest.param(DAY | {"entry": {"dateTime": 1704412800}}, id="a number as date"),
        pytest.param(DAY | {"entry": {"dateTime": "2024-02-30T00:00:00.000Z"}}, id="no such day"),
        pytest.param(DAY | {"entry": {"dateTime": "yesterday"}}, id="no date at the beginning"),
    ],
)
def test_valid_json_without_the_required_fields_is_kept_but_not_shown(phone, body):
    first, second = phone.sync(body), phone.sync(body)

    assert (first.status_code, second.status_code) == (200, 200)
    assert json.loads(UnplacedBody.objects.get().body) == body
    assert phone.stats(date_from="2024-01-01", date_to="2024-03-31")["results"] == {}


NUTRITION = b'{"nutrition": %s, "entry": {"dateTime": "2024-01-05"}}'


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param(b"", "Invalid JSON format.", id="nothing"),
        pytest.param(b"{", "Invalid JSON format.", id="cut off"),
        pytest.param(b"null", "Invalid JSON data.", id="null"),
        pytest.param(b"\xef\xbb\xbf{}", "Invalid JSON format.", id="a byte order mark"),
        pytest.param(NUTRITION % b'{"a": NaN}', "Invalid JSON format.", id="NaN"),
        pytest.param(NUTRITION % b'{"a": -Infinity}', "Invalid JSON format.", id="infinity"),
        pytest.param(NUTRITION % b'{"a": 1e400}', "Invalid JSON format.", id="1e400"),
        pytest.param(NUTRITION % (b'{"a": ' + b"9" * 5000 + b"}"), "Invalid JSON format.", id="5,000 digits"),
        pytest.param(NUTRITION % b'{"a": "\\ud800"}', "Invalid JSON format.", id="a lone surrogate"),
        pytest.param(NUTRITION % b'{"\\udc00": 1}', "Invalid JSON format.", id="a lone surrogate as name"),
        pytest.param(NUTRITION % b'{"a": "\xff"}', "Invalid JSON format.", id="not UTF-8"),
        pytest.param(NUTRITION % b'{"a": "\x00"}', "Invalid JSON format.", id="a raw NUL"),
        pytest.param(NUTRITION % b'{"a": "\\u0000"}', "Invalid JSON data.", id="NUL"),
        pytest.param(NUTRITION % b'{"\\u0000": 1}', "Invalid JSON data.", id="NUL in a name"),
        pytest.param(b"[" * 513 + b"1" + b"]" * 513, "Invalid JSON format.", id="513 levels"),
        pytest.param(b"[" * 5000 + b"]" * 5000, "Invalid JSON format.", id="5,000 levels"),
        pytest.param(b'{"a":' * 200_000, "Invalid JSON format.", id="200,000 levels, cut off"),
    ],
)
def test_what_cannot_be_given_back_is_refused(phone, raw, message):
    assert refused(phone.sync(raw)) == (400, message)
    assert (DiaryDay.objects.count(), UnplacedBody.objects.count()) == (0, 0)


def test_deepest_body_comes_back(phone):
    deep = json.loads("[" * 510 + "]" * 510)
    phone.day("2024-01-05", {"calories": 1}, items=deep)

    assert phone.journal("2024-01-05")[0]["entry"]["items"] == deep


@pytest.mark.parametrize("text", ["1e-400", "5e-324", "1.7976931348623157e308", "-0.0", "9" * 300, "-1e-5"])
def test_numbers_at_the_edge_are_kept(phone, text):
    assert phone.sync(NUTRITION % (b'{"a": ' + text.encode() + b"}")).status_code == 200

    assert f'{{"a": {text}}}' in phone.get("/api/v1/stats?date_to=2024-01-05").content.decode()


def test_four_megabytes_work(phone):
    photo = "data:image/jpeg;base64," + "A" * (4 * 1024 * 1024)
    phone.sync(DAY | {"entryDetails": [{"image_url": photo}]})

    assert phone.journal("2024-01-05")[0]["entryDetails"] == [{"image_url": photo}]


def test_too_large_a_body_is_413(phone, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    assert refused(phone.sync(b"x" * 1001))[0] == 413
    assert refused(phone.generic("POST", "/api/v1/sync", b"x" * 1001, "multipart/form-data"))[0] == 413


def test_nutrition_that_no_page_could_hold_is_413(phone):
    status, message = refused(phone.sync(DAY | {"nutrition": {str(number): 1.5 for number in range(8000)}}))

    assert (status, message) == (413, "The nutrition of one day may have 65536 characters.")


def test_sync_costs_a_fixed_number_of_queries(phone, django_assert_num_queries):
    phone.day("2024-01-05", {f"n{number}": number for number in range(48)})

    with django_assert_num_queries(8):
        # key, budget, savepoint, row, row, gone, numbers, savepoint
        phone.day("2024-01-05", {f"n{number}": number + 0.5 for number in range(1, 49)})
