"""Pictures from outside: looked at by their content, bounded, and written anew so that nothing hides in them."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_BYTES = 20 * 1024 * 1024
LARGEST_PIXELS = 40_000_000
EXTENSIONS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
PLAIN_MODES = {"L", "LA", "RGB", "RGBA"}
QUALITY = 90


class UnusablePicture(ValueError):
    """The sentence is for the person who sent the picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is safe to serve.  Width and height in pixels."""

    content: bytes
    extension: str
    width: int
    height: int


def clean(content: bytes) -> Picture:
    """The same picture without metadata, turned upright; raises ``UnusablePicture``."""
    if len(content) > LARGEST_BYTES:
        raise UnusablePicture(f"The picture has more than {LARGEST_BYTES // 1024 // 1024} MB.")
    try:
        with Image.open(BytesIO(content), formats=list(EXTENSIONS)) as opened:
            check(opened)
            kind = str(opened.format)
            return encode(upright(opened, kind), kind)
    except UnidentifiedImageError as error:
        raise UnusablePicture("This is no JPEG, PNG or WebP picture.") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnusablePicture(too_large()) from error
    except UnusablePicture:
        raise
    # What Pillow raises on damaged files is as varied as the damage.
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, IndexError, MemoryError) as error:
        raise UnusablePicture("The picture is damaged and cannot be read.") from error


def too_large() -> str:
    return f"The picture has more than {LARGEST_PIXELS // 1_000_000} million pixels."


def check(opened: Image.Image) -> None:
    if opened.width * opened.height > LARGEST_PIXELS:
        raise UnusablePicture(too_large())
    if getattr(opened, "n_frames", 1) > 1:
        raise UnusablePicture("Animated pictures are not accepted; send one still picture.")


def upright(opened: Image.Image, kind: str) -> Image.Image:
    turned = ImageOps.exif_transpose(opened)
    if turned.mode not in PLAIN_MODES or (kind == "JPEG" and turned.mode not in {"L", "RGB"}):
        turned = turned.convert("RGBA" if turned.has_transparency_data and kind != "JPEG" else "RGB")
    # A copy without what Pillow would carry over: EXIF, comments, colour profile, text.
    turned.info = {}
    return turned


def encode(picture: Image.Image, kind: str) -> Picture:
    target = BytesIO()
    picture.save(target, kind, **({} if kind == "PNG" else {"quality": QUALITY}))
    return Picture(target.getvalue(), EXTENSIONS[kind], picture.width, picture.height)
