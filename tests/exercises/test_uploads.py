"""Pictures and videos that contributors send."""

import os
import stat

import pytest
from django.core.files.storage import default_storage
from PIL import ExifTags
from PIL import Image as Pillow

from exercises import models, videos
from tests.exercises.bodies import MP4, upload
from tests.exercises.factories import ExerciseFactory, ImageFactory, TranslationFactory, VideoFactory
from tests.exercises.remote import picture

pytestmark = pytest.mark.django_db
WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm"
OGG = b"OggS\0\x02" + bytes(22)


def send(client, exercise=None, path="exerciseimage", **body):
    exercise = exercise or TranslationFactory().exercise
    return client.post(f"/api/v2/{path}/", {"exercise": exercise.pk, **body}, format="multipart")


def files(folder):
    return sorted(default_storage.listdir(folder)[1]) if default_storage.exists(folder) else []


def committed(capture, call):
    with capture(execute=True):
        return call()


# --- Pictures ------------------------------------------------------------------------------------------------------


def test_picture_is_written_anew_under_its_uuid(contributor_api):
    exif = Pillow.Exif()
    exif[ExifTags.Base.Make] = "Camera"
    content = picture("JPEG", exif=exif)

    row = send(contributor_api, image=upload(content, "../../me at home.jpeg")).json()

    image = models.Image.objects.get()
    assert str(image.image) == f"exercise-images/{image.exercise_id}/{image.uuid}.jpg"
    with image.image.open() as file:
        assert dict(Pillow.open(file).getexif()) == {}
    assert (row["width"], row["height"], len(row["thumbnails"])) == (300, 150, 6)


def test_five_licence_fields_are_kept(contributor_api):
    fields = {
        "license": "1",
        "license_title": "Lunge at dawn",
        "license_object_url": "https://example.org/lunge",
        "license_author": "Dora",
        "license_author_url": "https://example.org/dora",
        "license_derivative_source_url": "https://example.org/source",
    }

    row = send(contributor_api, image=upload(), style="4", **fields).json()

    assert {name: str(row[name]) for name in fields} == fields


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is no JPEG, PNG or WebP picture."),
        (picture("GIF"), "This is no JPEG, PNG or WebP picture."),
        (picture(mode="1", size=(7000, 6000)), "The picture has more than 40 million pixels."),
        (bytes(20 * 1024 * 1024 + 1), "The picture has more than 20 MB."),
    ],
    ids=["SVG", "GIF", "large", "heavy"],
)
def test_unusable_picture_is_refused(contributor_api, content, sentence):
    answer = send(contributor_api, image=upload(content, "lunge.png"))

    assert (answer.status_code, answer.json()) == (400, {"image": [sentence]})


@pytest.mark.parametrize("image", ["", "https://example.org/lunge.png"])
def test_picture_is_needed(contributor_api, image):
    answer = send(contributor_api, image=image)

    assert (answer.status_code, list(answer.json())) == (400, ["image"])


def test_nothing_is_stored_for_an_unknown_exercise(contributor_api):
    answer = contributor_api.post(
        "/api/v2/exerciseimage/", {"exercise": 999_999, "image": upload()}, format="multipart"
    )

    assert (answer.status_code, list(answer.json())) == (400, ["exercise"])
    assert not default_storage.exists("exercise-images")


def test_file_of_a_failed_row_does_not_stay(contributor_api, monkeypatch):
    # The row fails after its files were written.
    monkeypatch.setattr(models.Image, "save", lambda *_, **__: 1 / 0)
    contributor_api.raise_request_exception = False

    answer = send(contributor_api, exercise := TranslationFactory().exercise, image=upload())

    assert (answer.status_code, files(f"exercise-images/{exercise.pk}")) == (500, [])


def test_old_file_stays_if_no_new_one_was_written(contributor_api):
    image = models.Image.objects.get(pk=send(contributor_api, image=upload()).json()["id"])

    with pytest.raises(ZeroDivisionError), image.replacing_file():
        raise ZeroDivisionError

    assert len(files(f"exercise-images/{image.exercise_id}")) == 7


def test_large_photo_has_thumbnails_of_the_usual_sizes(contributor_api):
    send(contributor_api, image=upload(picture("JPEG", size=(3300, 1700))))

    image = models.Image.objects.get()
    sizes = []
    for name in image.paths(str(image.image))[1:]:
        with default_storage.open(name) as file:
            sizes.append(Pillow.open(file).size)
    assert sizes == [(200, 103), (200, 200), (400, 206), (400, 400), (800, 412), (800, 800)]


def test_picture_changes_without_its_file(contributor_api):
    image = ImageFactory()

    row = contributor_api.patch(f"/api/v2/exerciseimage/{image.pk}/", {"style": "1"}, format="multipart").json()

    assert (row["style"], models.Image.objects.get().image) == ("1", image.image)


def test_new_file_has_a_new_name_and_the_old_one_goes(contributor_api, django_capture_on_commit_callbacks):
    row = send(contributor_api, image=upload()).json()
    path, folder = f"/api/v2/exerciseimage/{row['id']}/", f"exercise-images/{row['exercise']}"
    before = files(folder)

    committed(
        django_capture_on_commit_callbacks,
        lambda: contributor_api.patch(path, {"image": upload(picture("WEBP"))}, format="multipart"),
    )

    assert (len(files(folder)), set(files(folder)) & set(before)) == (7, set())


# --- Which one is the main one -------------------------------------------------------------------------------------


def mains(exercise, model=models.Image):
    return list(model.objects.filter(exercise=exercise).order_by("id").values_list("is_main", flat=True))


@pytest.mark.parametrize(("path", "content"), [("exerciseimage", picture()), ("video", MP4)])
def test_first_is_main_until_another_one_is(contributor_api, path, content):
    exercise = TranslationFactory().exercise
    model, field = (models.Image, "image") if path == "exerciseimage" else (models.Video, "video")

    for is_main in ("false", "false", "true"):
        send(contributor_api, exercise, path, is_main=is_main, **{field: upload(content)})

    assert mains(exercise, model) == [False, False, True]


def test_oldest_is_promoted_when_the_main_one_goes(staff_api):
    exercise = TranslationFactory().exercise
    first, _, third = (ImageFactory(exercise=exercise, is_main=number == 2) for number in range(3))

    staff_api.delete(f"/api/v2/exerciseimage/{third.pk}/")

    assert models.Image.objects.get(is_main=True) == first


@pytest.mark.parametrize(("others", "expected"), [(0, [True]), (1, [False, True])])
def test_there_is_always_a_main_one(contributor_api, others, expected):
    main = ImageFactory(is_main=True)
    for _ in range(others):
        ImageFactory(exercise=main.exercise)

    contributor_api.patch(f"/api/v2/exerciseimage/{main.pk}/", {"is_main": False})

    assert mains(main.exercise) == expected


# --- Videos --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("content", "suffix"), [(MP4, "mp4"), (WEBM, "webm"), (OGG, "ogv")])
def test_video_is_told_by_its_content(contributor_api, monkeypatch, content, suffix):
    monkeypatch.setenv("PATH", "")

    row = send(contributor_api, path="video", video=upload(content, "x.exe")).json()

    assert row["video"].endswith(f"/{row['uuid']}.{suffix}")
    assert (row["size"], row["duration"], row["width"], row["codec"]) == (len(content), "0.00", 0, "")


@pytest.mark.parametrize(
    "content",
    [b"text", MP4.replace(b"isom", b"heic"), MP4.replace(b"isom", b"qt  "), WEBM.replace(b"webm", b"mkv_"), picture()],
    ids=["text", "photo of a phone", "QuickTime", "Matroska", "picture"],
)
def test_other_files_are_no_videos(contributor_api, content):
    answer = send(contributor_api, path="video", video=upload(content, "x.mp4"))

    assert (answer.status_code, answer.json()) == (400, {"video": ["This is no MP4, WebM or Ogg video."]})


def test_large_video_is_refused(contributor_api, monkeypatch):
    monkeypatch.setattr(videos, "LARGEST_BYTES", 10)

    assert list(send(contributor_api, path="video", video=upload(MP4, "x.mp4")).json()) == ["video"]


def probe(folder, monkeypatch, script):
    program = folder / "ffprobe"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


STREAM = '{"codec_name": "h264", "codec_long_name": "H.264", "width": 640, "height": 480}'


@pytest.mark.parametrize("size", [len(MP4), 3_000_000], ids=["in memory", "on the disk"])
def test_video_is_measured_where_ffprobe_is(contributor_api, monkeypatch, tmp_path, size):
    answer = f'{{"streams": [{STREAM}], "format": {{"duration": "6.54321"}}}}'
    probe(tmp_path, monkeypatch, f"""for file; do :; done; test -s "$file" && echo '{answer}'""")

    row = send(contributor_api, path="video", video=upload(MP4.ljust(size, b"\0"), "x.mp4")).json()

    found = (row["size"], row["duration"], row["width"], row["height"], row["codec"], row["codec_long"])
    assert found == (size, "6.54", 640, 480, "h264", "H.264")


@pytest.mark.parametrize(
    "script",
    ["exit 1", "echo nonsense", "echo '[]'", """echo '{"streams": [{"width": "x", "duration": "N/A"}]}'"""],
)
def test_probe_that_fails_measures_nothing(contributor_api, monkeypatch, tmp_path, script):
    probe(tmp_path, monkeypatch, script)

    row = send(contributor_api, path="video", video=upload(MP4, "x.mp4")).json()

    assert (row["duration"], row["width"], row["codec"]) == ("0.00", 0, "")


def test_video_file_goes_with_its_row(staff_api, django_capture_on_commit_callbacks):
    row = send(staff_api, path="video", video=upload(MP4, "x.mp4")).json()
    folder = f"exercise-video/{row['exercise']}"

    assert len(files(folder)) == 1
    committed(django_capture_on_commit_callbacks, lambda: staff_api.delete(f"/api/v2/video/{row['id']}/"))

    assert files(folder) == []


def test_video_changes_without_its_file(contributor_api):
    video = VideoFactory(exercise=ExerciseFactory())

    row = contributor_api.patch(f"/api/v2/video/{video.pk}/", {"license_author": "Dora"}).json()

    assert (row["license_author"], models.Video.objects.get().video) == ("Dora", video.video)
