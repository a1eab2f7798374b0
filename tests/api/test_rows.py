"""Reading and writing a row: ids, ownership, times, retries."""

from uuid import UUID

import pytest
import time_machine

from accounts.models import IdFormat, PermanentToken
from tests.conftest import client_of
from tests.specimen.factories import BookFactory, ShelfFactory
from tests.specimen.models import Book, Shelf

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.specimen.urls")]

SHELVES, BOOKS = "/api/specimen/shelf/", "/api/specimen/book/"
CHOSEN = "0190a000-0000-7000-8000-000000000001"


# --- Ids -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["pk", "uuid"])
def test_row_is_found_by_either_id(alice_api, shelf, form):
    assert alice_api.get(f"{SHELVES}{getattr(shelf, form)}/").json()["id"] == shelf.pk


@pytest.mark.parametrize("text", ["abc", "1.5", "-1", "9" * 30, "%00", "1e3", "١", "None", " "])
def test_nonsense_id_is_404_as_json(alice_api, text):
    response = alice_api.get(f"{SHELVES}{text}/")

    assert (response.status_code, list(response.json())) == (404, ["detail"])


def test_new_row_gets_a_uuid_of_version_seven(alice_api):
    assert UUID(alice_api.post(SHELVES, {"name": "new"}).json()["uuid"]).version == 7


@pytest.mark.parametrize("key", ["id", "uuid"])
def test_client_may_choose_the_uuid(alice_api, key):
    response = alice_api.post(SHELVES, {key: CHOSEN, "name": "new"})

    assert (response.status_code, response.json()["uuid"]) == (201, CHOSEN)


@pytest.mark.parametrize("value", [None, 17, "17", "", -1, 12345678901234567890])
def test_other_ids_on_post_are_ignored(alice_api, value):
    response = alice_api.post(SHELVES, {"id": value, "name": "new"})

    assert (response.status_code, response.json()["name"]) == (201, "new")


@pytest.mark.parametrize("body", [{"id": "abc"}, {"uuid": "abc"}, {"uuid": 17}, {"id": [1]}])
def test_malformed_id_on_post_is_400(alice_api, body):
    assert alice_api.post(SHELVES, {"name": "new", **body}).status_code == 400


def test_post_of_an_own_uuid_updates_that_row(alice_api):
    first = alice_api.post(SHELVES, {"uuid": CHOSEN, "name": "once"})
    second = alice_api.post(SHELVES, {"id": CHOSEN, "name": "twice"})

    assert (first.status_code, second.status_code) == (201, 200)
    assert [(row.name, row.pk) for row in Shelf.objects.all()] == [("twice", first.json()["id"])]


def test_somebody_elses_uuid_can_be_used_without_noticing(alice_api, bob):
    ShelfFactory(user=bob, uuid=CHOSEN, name="Bob's")

    response = alice_api.post(SHELVES, {"uuid": CHOSEN, "name": "mine"})

    assert response.status_code == 201
    assert Shelf.objects.get(user=bob).name == "Bob's"


@pytest.mark.parametrize("method", ["put", "patch"])
@pytest.mark.parametrize("form", ["pk", "uuid", "none"])
def test_own_id_in_a_change_is_ignored(alice_api, shelf, method, form):
    body = {"id": None if form == "none" else str(getattr(shelf, form)), "name": "new"}

    response = getattr(alice_api, method)(f"{SHELVES}{shelf.pk}/", body)

    assert (response.status_code, response.json()["id"]) == (200, shelf.pk)


@pytest.mark.parametrize("body", [{"id": 999_999}, {"id": CHOSEN}, {"uuid": CHOSEN}])
def test_another_id_in_a_change_is_400(alice_api, shelf, body):
    response = alice_api.patch(f"{SHELVES}{shelf.pk}/", {**body, "name": "new"})

    shelf.refresh_from_db()
    assert (response.status_code, shelf.name, Shelf.objects.count()) == (400, "left", 1)


@pytest.mark.parametrize(
    "headers", [{"X-Id-Format": "uuid"}, {"User-Agent": "wger-mcp/0.1.0"}], ids=["header", "generated client"]
)
def test_uuids_on_request_in_id_and_references(alice_api, book, headers):
    row = alice_api.get(f"{BOOKS}{book.pk}/", headers=headers).json()

    assert (row["id"], row["shelf"], row["case"]) == (str(book.uuid), str(book.shelf.uuid), str(book.shelf.uuid))


def test_uuids_for_a_credential_marked_so(alice, book):
    client = client_of(alice)
    PermanentToken.objects.update(id_format=IdFormat.UUID)

    assert client.get(f"{BOOKS}{book.pk}/").json()["id"] == str(book.uuid)


def test_integers_for_everybody_else(alice_api, book):
    row = alice_api.get(f"{BOOKS}{book.pk}/").json()

    assert (row["id"], row["shelf"]) == (book.pk, book.shelf_id)


@pytest.mark.parametrize("uuids", [False, True])
def test_references_cost_no_query_per_row(alice_api, shelf, uuids, django_assert_num_queries):
    BookFactory.create_batch(3, shelf=shelf)

    with django_assert_num_queries(4):  # the token, the count, the page, the topics of all
        alice_api.get(BOOKS, headers={"X-Id-Format": "uuid"} if uuids else {})


# --- Ownership -----------------------------------------------------------------------------------------------------


def test_list_holds_own_rows_only(alice_api, book):
    BookFactory()

    assert [row["id"] for row in alice_api.get(BOOKS).json()["results"]] == [book.pk]


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
@pytest.mark.parametrize("form", ["pk", "uuid"])
def test_somebody_elses_row_is_404(alice_api, method, form):
    theirs = BookFactory()

    response = getattr(alice_api, method)(f"{BOOKS}{getattr(theirs, form)}/", {})

    assert response.status_code == 404
    assert Book.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize("form", ["pk", "uuid"])
@pytest.mark.parametrize("name", ["shelf", "case"])
def test_somebody_elses_parent_reads_as_an_unknown_one(alice_api, form, name):
    theirs = getattr(ShelfFactory(), form)
    unknown = 10**9 if form == "pk" else CHOSEN

    strange = alice_api.post(BOOKS, {name: str(theirs), "title": "x"})
    missing = alice_api.post(BOOKS, {name: str(unknown), "title": "x"})

    assert (strange.status_code, missing.status_code, Book.objects.count()) == (400, 400, 0)
    assert str(strange.json()).replace(str(theirs), "?") == str(missing.json()).replace(str(unknown), "?")


def test_row_cannot_be_moved_to_somebody_else(alice_api, book):
    theirs = ShelfFactory()

    response = alice_api.patch(f"{BOOKS}{book.pk}/", {"shelf": theirs.pk})

    book.refresh_from_db()
    assert (response.status_code, list(response.json()), book.shelf.user.username) == (400, ["shelf"], "alice")


@pytest.mark.parametrize("form", ["pk", "uuid"])
def test_parent_may_be_named_by_either_id(alice_api, shelf, form):
    row = alice_api.post(BOOKS, {"shelf": str(getattr(shelf, form)), "title": "x"}).json()

    assert (row["shelf"], row["case"]) == (shelf.pk, shelf.pk)


@pytest.mark.parametrize("value", [True, 1.5, [1], {"id": 1}, "abc", "\0", 2**70])
def test_nonsense_parent_is_400(alice_api, shelf, value):
    response = alice_api.post(BOOKS, {"shelf": value, "title": "x"})

    assert response.status_code == 400


def test_both_names_of_a_field_are_accepted_and_the_first_wins(alice_api, shelf):
    row = alice_api.post(BOOKS, {"case": shelf.pk, "heading": "second", "title": "first"}).json()

    assert (row["title"], row["heading"], row["case"]) == ("first", "first", shelf.pk)


def test_both_names_are_accepted_in_a_form(alice_api, shelf):
    row = alice_api.post(BOOKS, {"case": shelf.pk, "heading": "x"}, format="multipart").json()

    assert (row["title"], row["shelf"]) == ("x", shelf.pk)


# --- Values --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        pytest.param("2026-07-01T12:00:00", "2026-07-01T12:00:00+02:00", id="naive is local"),
        pytest.param("2026-07-01T12:00:00Z", "2026-07-01T14:00:00+02:00", id="with offset"),
        pytest.param("2026-07-01", "2026-07-01T00:00:00+02:00", id="bare date is local midnight"),
    ],
)
def test_moments_leave_in_the_persons_time_zone(alice, shelf, sent, stored):
    alice.time_zone = "Europe/Berlin"
    alice.save()

    row = client_of(alice).post(BOOKS, {"shelf": shelf.pk, "title": "x", "opened": sent}).json()

    assert row["opened"] == stored


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
@pytest.mark.parametrize(
    "sent", ["2026-01-31", "2026-01-31T23:59:00", "2026-01-31T00:10:00+14:00", "2026-01-31 08:00:00Z"]
)
def test_days_are_never_shifted(alice, shelf, zone, sent):
    alice.time_zone = zone
    alice.save()

    assert (
        client_of(alice).post(BOOKS, {"shelf": shelf.pk, "title": "x", "bought": sent}).json()["bought"] == "2026-01-31"
    )


def test_time_zone_of_one_request_does_not_reach_the_next(alice, bob, shelf):
    alice.time_zone = "Asia/Tokyo"
    alice.save()
    book = BookFactory(shelf__user=bob)

    client_of(alice).get(BOOKS)

    assert client_of(bob).get(f"{BOOKS}{book.pk}/").json()["opened"] == "2026-01-31T23:30:00Z"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("bought", "2026-02-30"), ("bought", "31.1.2026"), ("bought", "2026-01-31Tnoon"), ("opened", "x"), ("opened", "0001-01-01"),
        ("opened", "9999-12-31T23:59:59"), ("opened", "2026-02-30"), ("pages", 2**31), ("pages", -(2**31) - 1), ("pages", "1.5"),
        ("pages", 1e30), ("price", "1.234"), ("price", "12345.00"), ("price", "NaN"), ("price", "1,5"), ("title", "x" * 41),
        ("title", ["x"]), ("title", True), ("kind", "z"), ("is_read", "perhaps"), ("topics", [999999]), ("topics", "x"), ("opened", ""),
    ],
)  # fmt: skip
def test_bad_value_is_400_naming_the_field(alice_api, shelf, name, value):
    response = alice_api.post(BOOKS, {"shelf": shelf.pk, "title": "x", name: value})

    assert (response.status_code, list(response.json())) == (400, [name])


def test_decimals_are_strings_with_their_places(alice_api, shelf):
    assert alice_api.post(BOOKS, {"shelf": shelf.pk, "title": "x", "price": 7}).json()["price"] == "7.00"


# --- Retries -------------------------------------------------------------------------------------------------------


def test_repeated_key_gives_the_first_answer_again(alice_api):
    first = alice_api.post(SHELVES, {"name": "new"}, headers={"Idempotency-Key": "k1"})
    second = alice_api.post(SHELVES, {"name": "new"}, headers={"Idempotency-Key": "k1"})

    assert (first.status_code, second.status_code, Shelf.objects.count()) == (201, 201, 1)
    assert second.json() == first.json()
    assert second["Idempotency-Replayed"] == "true"


def test_key_of_another_request_is_422(alice_api):
    alice_api.post(SHELVES, {"name": "new"}, headers={"Idempotency-Key": "k1"})

    response = alice_api.post(SHELVES, {"name": "other"}, headers={"Idempotency-Key": "k1"})

    assert (response.status_code, Shelf.objects.count()) == (422, 1)


def test_keys_of_different_people_do_not_meet(alice_api, bob_api):
    for client in (alice_api, bob_api):
        assert client.post(SHELVES, {"name": "new"}, headers={"Idempotency-Key": "k1"}).status_code == 201

    assert Shelf.objects.count() == 2


def test_refused_request_may_be_repeated_with_its_key(alice_api):
    assert alice_api.post(SHELVES, {"name": ""}, headers={"Idempotency-Key": "k1"}).status_code == 400

    assert alice_api.post(SHELVES, {"name": "new"}, headers={"Idempotency-Key": "k1"}).status_code == 201


@pytest.mark.parametrize("key", ["x" * 256, "a\tb", "é"])
def test_unusable_key_is_400(alice_api, key):
    assert alice_api.post(SHELVES, {"name": "new"}, HTTP_IDEMPOTENCY_KEY=key).status_code == 400


def test_key_is_forgotten_after_a_day(alice_api):
    with time_machine.travel("2026-01-01T00:00:00Z", tick=False):
        alice_api.post(SHELVES, {"name": "new"}, headers={"Idempotency-Key": "k1"})

    response = alice_api.post(SHELVES, {"name": "other"}, headers={"Idempotency-Key": "k1"})

    assert response.status_code == 201
