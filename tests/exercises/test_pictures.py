from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from PIL import ExifTags, Image, PngImagePlugin

from config.api import pictures
from exercises import models
from exercises.actions import remove
from tests.exercises.factories import ExerciseFactory, ImageFactory, TranslationFactory
from tests.exercises.remote import picture


def opened(content):
    return Image.open(BytesIO(content))


@pytest.mark.parametrize(
    ("kind", "extension"), [("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp")], ids=["JPEG", "PNG", "WebP"]
)
def test_picture_keeps_its_kind_and_size(kind, extension):
    clean = pictures.clean(picture(kind))

    assert (clean.extension, clean.width, clean.height) == (extension, 300, 150)
    assert opened(clean.content).format == kind


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_and_camera_are_gone_and_the_picture_is_upright(kind):
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Camera"
    exif[ExifTags.Base.Orientation] = 6

    clean = pictures.clean(picture(kind, exif=exif))

    assert (dict(opened(clean.content).getexif()), clean.width, clean.height) == ({}, 150, 300)


def test_text_in_a_png_is_gone():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "secret")

    assert b"secret" not in pictures.clean(picture(pnginfo=notes)).content


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "CMYK"), ("PNG", "P"), ("PNG", "I;16"), ("PNG", "1")])
def test_unusual_colours_become_usual(kind, mode):
    target = BytesIO()
    Image.new(mode, (4, 4)).save(target, kind)

    assert opened(pictures.clean(target.getvalue()).content).mode == "RGB"


def test_transparency_stays():
    assert opened(pictures.clean(picture(mode="RGBA")).content).mode == "RGBA"


def animated(kind):
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    target = BytesIO()
    frames[0].save(target, kind, save_all=True, append_images=frames[1:])
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This is no JPEG, PNG or WebP picture."),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "This is no JPEG, PNG or WebP picture."),
        (picture("GIF"), "This is no JPEG, PNG or WebP picture."),
        (picture()[:200], "The picture is damaged and cannot be read."),
        (animated("WEBP"), "Animated pictures are not accepted; send one still picture."),
        (animated("PNG"), "Animated pictures are not accepted; send one still picture."),
        (picture(mode="1", size=(7000, 6000)), "The picture has more than 40 million pixels."),
        (picture(mode="1", size=(14000, 10000)), "The picture has more than 40 million pixels."),
        (picture(mode="1", size=(20000, 10000)), "The picture has more than 40 million pixels."),
        (bytes(20 * 1024 * 1024 + 1), "The picture has more than 20 MB."),
    ],
    ids=["empty", "SVG", "GIF", "cut off", "WebP film", "PNG film", "large", "larger", "bomb", "heavy"],
)
def test_unusable_picture_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(pictures.UnusablePicture) as error:
        pictures.clean(content)

    assert str(error.value) == sentence


@pytest.fixture
def stored(db):
    image = models.Image(exercise=TranslationFactory().exercise)
    image.store(pictures.clean(picture(mode="RGBA")))
    return image


def test_thumbnails_fit_or_fill_their_squares(stored):
    sizes = {}
    for kind, url in stored.thumbnail_urls().items():
        with default_storage.open(url.removeprefix("/media/")) as file:
            sizes[kind] = Image.open(file).size

    assert sizes == {
        "small": (200, 100),
        "small_cropped": (200, 200),
        "medium": (300, 150),
        "medium_cropped": (300, 300),
        "large": (300, 150),
        "large_cropped": (300, 300),
    }


def served(api, url):
    answer = api.get(url)
    assert b"".join(answer)
    answer.close()
    return answer["Content-Type"]


def test_image_is_served_with_its_thumbnails(api, stored):
    image = api.get(f"/api/v2/exerciseimage/{stored.pk}/").json()

    assert served(api, image["image"]) == "image/png"
    assert {served(api, url) for url in image["thumbnails"].values()} == {"image/jpeg"}


def test_thumbnails_tell_how_they_were_made(api, stored):
    answer = api.get(f"/api/v2/exerciseimage/{stored.pk}/thumbnails/").json()

    assert answer["small_cropped"] == {
        "url": f"http://testserver/media/{stored.image}.small_cropped.jpg",
        "settings": {"size": [200, 200], "crop": "smart"},
    }
    assert answer["original"] == f"http://testserver/media/{stored.image}"


def test_thumbnails_of_an_unknown_image_are_not_found(api, db):
    assert api.get("/api/v2/exerciseimage/99/thumbnails/").status_code == 404


@pytest.mark.django_db
def test_picture_without_known_size_has_no_thumbnails():
    assert ImageFactory(width=None).thumbnail_urls() is None


def test_files_go_with_the_row(stored, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        remove(row=stored)

    assert default_storage.listdir(f"exercise-images/{stored.exercise_id}") == ([], [])


@pytest.mark.django_db
def test_video_file_goes_with_the_row(django_capture_on_commit_callbacks):
    video = models.Video(exercise=ExerciseFactory())
    video.video.save("film.mp4", BytesIO(b"film"))

    with django_capture_on_commit_callbacks(execute=True):
        remove(row=video)

    assert not default_storage.exists(str(video.video))
