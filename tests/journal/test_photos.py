from datetime import timedelta
from io import BytesIO
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import ExifTags, Image
from rest_framework.test import APIClient

from accounts.models import User
from journal.models import Photo
from tests.conftest import client_of
from tests.exercises.remote import picture
from tests.journal.factories import PhotoFactory

GALLERY = "/api/v2/gallery/"
NOON = "2026-01-05T12:00:00Z"
FORM = "application/x-www-form-urlencoded"


def upload(content=None, name="me.jpg"):
    return SimpleUploadedFile(name, picture("JPEG") if content is None else content)


def body_of(answer):
    return b"".join(answer)


def local(url):
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def stored(settings):
    return sorted(path.name for path in settings.PRIVATE_ROOT.rglob("*") if path.is_file())


@pytest.fixture
def photo(alice):
    return PhotoFactory(user=alice)


# --- Sending -------------------------------------------------------------------------------------------------------


@time_machine.travel(NOON, tick=False)
def test_photo_is_created_from_a_form_with_a_file(alice_api, alice):
    body = {"date": "2026-01-02", "description": "Front", "image": upload()}

    response = alice_api.post(GALLERY, body, format="multipart")

    row = Photo.objects.get()
    answer = response.json()
    query = urlsplit(answer["image"]).query
    path = f"http://testserver/api/v2/gallery/{row.pk}"
    assert (response.status_code, row.user) == (201, alice)
    assert answer == {
        "id": row.pk,
        "uuid": str(row.uuid),
        "date": "2026-01-02",
        "image": f"{path}/original.jpg?{query}",
        "thumbnails": {"small": f"{path}/small.jpg?{query}", "medium": f"{path}/medium.jpg?{query}"},
        "description": "Front",
        "height": 150,
        "width": 300,
    }


@time_machine.travel("2026-01-05T23:30:00Z", tick=False)
def test_photo_without_a_date_is_of_today_where_the_person_is(alice):
    alice.time_zone = "Europe/Berlin"
    alice.save()

    answer = client_of(alice).post(GALLERY, {"image": upload()}, format="multipart")

    assert (answer.status_code, answer.json()["date"]) == (201, "2026-01-06")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "No file was submitted."),
        ({"image": "http://testserver/photo.jpg"}, "The submitted data was not a file. Check the encoding type"),
        ({"image": b""}, "The submitted file is empty."),
        ({"image": b"text"}, "This is no JPEG, PNG or WebP picture."),
        ({"image": picture("GIF")}, "This is no JPEG, PNG or WebP picture."),
        ({"image": picture()[:200]}, "The picture is damaged and cannot be read."),
    ],
    ids=["nothing", "an address", "empty", "text", "GIF", "damaged"],
)
def test_what_is_no_picture_is_refused(alice_api, settings, body, message):
    content = body.get("image")
    sent = {"image": upload(content)} if isinstance(content, bytes) else body

    response = alice_api.post(GALLERY, sent, format="multipart")

    assert (response.status_code, list(response.json())) == (400, ["image"])
    assert response.json()["image"][0].startswith(message)
    assert stored(settings) == []


def test_content_counts_and_not_the_name(alice_api):
    answer = alice_api.post(GALLERY, {"image": upload(picture("PNG"), "page.html")}, format="multipart").json()

    assert urlsplit(answer["image"]).path.endswith("/original.png")


def test_place_and_camera_are_gone_from_every_size(alice_api, settings):
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Camera"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[1] = "N"
    sent = upload(picture("JPEG", exif=exif) + b"trailing secret")

    alice_api.post(GALLERY, {"image": sent}, format="multipart")

    contents = [path.read_bytes() for path in settings.PRIVATE_ROOT.rglob("*.jpg")]
    assert [dict(Image.open(BytesIO(each)).getexif()) for each in contents] == [{}, {}, {}]
    assert not any(b"Camera" in each or b"secret" in each for each in contents)


def test_same_photo_sent_twice_with_one_key_is_stored_once(alice_api):
    def send():
        return alice_api.post(GALLERY, {"image": upload()}, format="multipart", headers={"Idempotency-Key": "once"})

    first, second = send(), send()

    assert (first.status_code, second.json(), Photo.objects.count()) == (201, first.json(), 1)


# --- Changing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["json", "multipart", FORM])
def test_photo_is_changed_with_a_full_date_time_as_the_apps_send_it(alice_api, photo, kind):
    body = {"date": "2026-01-03T00:00:00.000", "description": "Side"}
    sent = {"data": "date=2026-01-03T00%3A00%3A00.000&description=Side", "content_type": FORM}

    answer = alice_api.patch(f"{GALLERY}{photo.pk}/", **(sent if kind == FORM else {"data": body, "format": kind}))

    assert (answer.status_code, answer.json()["date"], answer.json()["description"]) == (200, "2026-01-03", "Side")


@pytest.mark.parametrize("method", ["put", "patch"])
def test_whole_model_sent_back_keeps_the_picture(alice_api, photo, settings, method):
    before = stored(settings)
    whole = {**alice_api.get(f"{GALLERY}{photo.pk}/").json(), "id": None, "description": "Back"}

    answer = getattr(alice_api, method)(f"{GALLERY}{photo.pk}/", whole, format="json")

    assert (answer.status_code, answer.json()["description"], stored(settings)) == (200, "Back", before)


def test_new_picture_replaces_the_files_and_ends_the_old_address(
    alice_api, api, photo, settings, django_capture_on_commit_callbacks
):
    before, old = stored(settings), alice_api.get(f"{GALLERY}{photo.pk}/").json()["image"]

    with django_capture_on_commit_callbacks(execute=True):
        answer = alice_api.patch(
            f"{GALLERY}{photo.pk}/", {"image": upload(picture("PNG", size=(50, 40)))}, format="multipart"
        )

    assert (answer.status_code, answer.json()["width"], answer.json()["height"]) == (200, 50, 40)
    assert (len(stored(settings)), set(stored(settings)) & set(before)) == (3, set())
    assert api.get(local(old)).status_code == 401


@pytest.mark.parametrize("way", ["endpoint", "account", "queryset"])
def test_files_go_with_the_row(alice, alice_api, photo, settings, way, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        {
            "endpoint": lambda: alice_api.delete(f"{GALLERY}{photo.pk}/"),
            "account": alice.delete,
            "queryset": lambda: Photo.objects.all().delete(),
        }[way]()

    assert (Photo.objects.count(), stored(settings)) == (0, [])


@pytest.mark.parametrize("change", [lambda photo: photo.delete(), lambda photo: photo.replace(PhotoFactory.sizes())])
def test_files_stay_if_the_transaction_fails(photo, settings, change, django_capture_on_commit_callbacks):
    before = stored(settings)

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        change(photo)
        transaction.set_rollback(True)

    assert set(before) <= set(stored(settings))


def test_row_that_cannot_be_stored_leaves_no_file(alice, photo, settings):
    before = stored(settings)

    with pytest.raises(Exception, match=r"(?i)unique"), transaction.atomic():
        PhotoFactory(user=alice, uuid=photo.uuid)

    assert stored(settings) == before


# --- Looking -------------------------------------------------------------------------------------------------------


def test_signed_address_opens_every_size_without_a_credential(api, alice_api, photo):
    row = alice_api.get(f"{GALLERY}{photo.pk}/").json()

    answers = [api.get(local(url)) for url in (row["image"], *row["thumbnails"].values())]

    assert [Image.open(BytesIO(body_of(answer))).size for answer in answers] == [(300, 150), (200, 100), (300, 150)]
    assert {answer["Content-Type"] for answer in answers} == {"image/jpeg"}


@time_machine.travel(NOON, tick=False)
def test_headers_keep_a_photo_private_and_harmless(api, alice_api, photo):
    answer = api.get(local(alice_api.get(f"{GALLERY}{photo.pk}/").json()["image"]), headers={"Accept": "image/*"})
    body_of(answer)

    found = {name: answer[name] for name in ("Cache-Control", "Content-Security-Policy", "X-Content-Type-Options")}
    assert found == {
        "Cache-Control": f"private, max-age={36 * 3600}, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    assert answer["Content-Disposition"] == 'inline; filename="2026-01-05.jpg"'
    assert not answer.cookies


def test_address_is_the_same_all_day_and_ends_after_two(api, alice_api, photo):
    with time_machine.travel(NOON, tick=False) as clock:
        address = alice_api.get(f"{GALLERY}{photo.pk}/").json()["image"]
        clock.shift(timedelta(hours=11))
        later = alice_api.get(f"{GALLERY}{photo.pk}/").json()["image"]
        clock.shift(timedelta(hours=24))
        opens = api.get(local(address))
        body_of(opens)
        clock.shift(timedelta(hours=1))
        ended = api.get(local(address))

    assert (later, opens.status_code, ended.status_code) == (address, 200, 401)


@pytest.mark.parametrize("change", ["deactivated", "signed out everywhere", "new password"])
def test_address_ends_with_the_persons_credentials(api, alice, alice_api, photo, change):
    address = local(alice_api.get(f"{GALLERY}{photo.pk}/").json()["image"])

    if change == "deactivated":
        User.objects.filter(pk=alice.pk).update(is_active=False)
    elif change == "new password":
        alice.set_password("another horse")
        alice.save()
    else:
        alice.void_credentials()

    assert api.get(address).status_code == 401


@pytest.mark.parametrize(
    "forge",
    [
        lambda path, query: (path, query.replace("expires=1", "expires=2")),
        lambda path, query: (path, query[:-1] + ("A" if query[-1] != "A" else "B")),
        lambda path, query: (path, query.replace("expires=", "expires=-")),
        lambda path, query: (path, query.replace("expires=", "expires=" + "9" * 5000)),
        lambda path, query: (path, query.partition("&")[2]),
        lambda path, query: (path, "signature=%00%C3%A9&expires=1"),
        lambda path, query: (path, ""),
    ],
    ids=["later", "another signature", "negative", "endless", "no expiry", "nonsense", "nothing"],
)
def test_forged_address_opens_nothing(api, alice_api, photo, forge):
    path, query = local(alice_api.get(f"{GALLERY}{photo.pk}/").json()["image"]).split("?")

    answer = api.get("?".join(forge(path, query)))

    assert (answer.status_code, list(answer.json())) == (401, ["detail"])


def test_address_of_one_photo_opens_no_other(api, alice, alice_api, photo):
    other = PhotoFactory(user=alice)
    address = local(alice_api.get(f"{GALLERY}{photo.pk}/").json()["image"])

    assert api.get(address.replace(f"/{photo.pk}/", f"/{other.pk}/")).status_code == 401


@pytest.mark.parametrize("credential", ["token", "bearer", "session"])
def test_owner_opens_it_with_any_credential(api, alice, alice_api, photo, credential):
    client = alice_api if credential == "token" else api
    headers = {}
    if credential == "session":
        client.force_login(alice)
    elif credential == "bearer":
        pair = api.post("/api/v2/token/", {"username": "alice", "password": "correct horse"}).json()
        headers = {"Authorization": f"Bearer {pair['access']}"}

    answer = client.get(f"{GALLERY}{photo.pk}/small.jpg", headers=headers)

    assert (answer.status_code, Image.open(BytesIO(body_of(answer))).size) == (200, (200, 100))
    assert answer["Cache-Control"] == "private, no-store"


def test_signed_address_opens_whatever_credential_is_sent_along(alice_api, photo):
    address = local(alice_api.get(f"{GALLERY}{photo.pk}/").json()["image"])

    answer = APIClient(HTTP_AUTHORIZATION="Token long-gone").get(address)

    assert (answer.status_code, len(body_of(answer)) > 0) == (200, True)


@pytest.mark.parametrize("actor", ["bob", "staff"])
def test_stranger_finds_no_photo(photo, actor, request):
    client = client_of(request.getfixturevalue(actor))

    assert client.get(f"{GALLERY}{photo.pk}/original.jpg").status_code == 404
    assert client.get(f"{GALLERY}999999/original.jpg").status_code == 404


def test_nobody_learns_which_photos_there_are(api, photo):
    answers = [api.get(f"{GALLERY}{pk}/original.jpg") for pk in (photo.pk, 999999)]

    assert [(answer.status_code, answer["WWW-Authenticate"]) for answer in answers] == [(401, 'Bearer realm="api"')] * 2


@pytest.mark.parametrize("name", ["original.png", "large.jpg", "original", "..%2F..%2Fsecret.key", "small.jpg.jpg"])
def test_other_names_are_not_found(alice_api, photo, name):
    assert alice_api.get(f"{GALLERY}{photo.pk}/{name}").status_code == 404


def test_lost_file_is_not_found(alice_api, photo):
    photo.image.storage.delete(str(photo.image))

    assert alice_api.get(f"{GALLERY}{photo.pk}/original.jpg").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_file_cannot_be_written(alice_api, photo, method):
    assert getattr(alice_api, method)(f"{GALLERY}{photo.pk}/original.jpg").status_code == 405


def test_nothing_private_is_below_the_public_folder(api, photo, settings):
    path = settings.PRIVATE_ROOT / str(photo.image)

    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert not settings.MEDIA_ROOT.exists()
    for attempt in (photo.image, f"../private/{photo.image}", f"%2e%2e/private/{photo.image}"):
        assert api.get(f"/media/{attempt}").status_code in {400, 404}


def test_storage_gives_no_address(photo):
    with pytest.raises(ValueError, match="no address"):
        photo.image.url  # noqa: B018


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["c", "b", "a"]),
        ("ordering=date", ["a", "b", "c"]),
        ("date=2026-01-02", ["b"]),
        ("date__gte=2026-01-02", ["c", "b"]),
        ("description=a", ["a"]),
        ("description=A", []),
    ],
)
def test_photos_are_filtered_and_ordered(alice, alice_api, query, expected):
    content = picture("JPEG", size=(8, 8))
    for day, name in ((2, "b"), (1, "a"), (3, "c")):
        PhotoFactory(user=alice, date=f"2026-01-0{day}", description=name, content=content)

    rows = alice_api.get(f"{GALLERY}?{query}").json()["results"]

    assert [row["description"] for row in rows] == expected
