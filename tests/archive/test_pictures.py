"""Pictures of an archive keep their bytes if nothing else is in them."""

from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from accounts.archive.pictures import kept
from config.api.pictures import UnusablePicture, clean
from tests.exercises.remote import picture

KINDS = ("JPEG", "PNG", "WEBP")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_one_that_a_server_has_cleaned_keeps_its_bytes(kind, mode):
    stored = clean(picture(kind, mode=mode)).content

    assert kept(stored).content == stored


def test_a_transparent_one_too():
    stored = clean(picture("PNG", mode="RGBA")).content

    assert kept(stored).content == stored


def with_place(kind):
    exif = Image.Exif()
    exif[0x010E] = "At home"
    return picture(kind, exif=exif)


def with_text():
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "At home")
    return picture("PNG", pnginfo=text)


HIDING = [
    *[pytest.param(with_place(kind), id=f"{kind} with a place") for kind in KINDS],
    *[pytest.param(picture(kind) + b"At home", id=f"{kind} with more behind it") for kind in KINDS],
    pytest.param(picture("JPEG", comment=b"At home"), id="JPEG with a comment"),
    pytest.param(with_text(), id="PNG with a text"),
]


@pytest.mark.parametrize("content", HIDING)
def test_what_hides_something_is_written_anew(content):
    found = kept(content).content

    assert b"At home" in content
    assert b"At home" not in found
    assert Image.open(BytesIO(found)).size == (300, 150)


@pytest.mark.parametrize("content", [b"", b"<html>", picture("GIF"), picture("PNG")[:60]])
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(UnusablePicture):
        kept(content)
