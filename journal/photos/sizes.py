"""A photo in the sizes in which it is kept."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from config.api import pictures
from exercises import thumbnails

THUMBNAILS = ("small", "medium")


@dataclass(frozen=True, slots=True)
class Sizes:
    """The picture as it will be stored, and its thumbnails: JPEG, by size."""

    picture: pictures.Picture
    small: dict[str, bytes]


def make(content: bytes) -> Sizes:
    """Takes up to seconds, so not to be done while holding a lock; raises ``UnusablePicture``."""
    return of(pictures.clean(content))


def of(picture: pictures.Picture) -> Sizes:
    """The same of one that is clean already."""
    with Image.open(BytesIO(picture.content)) as opened:
        flat = thumbnails.flatten(opened)
    return Sizes(picture, {size: thumbnails.scaled(flat, thumbnails.SIZES[size], False) for size in THUMBNAILS})
