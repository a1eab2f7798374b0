"""Small copies of a picture: written beside it when it is stored, their names computed from its name.

JPEG, because every client shows it; what is transparent becomes white.
"""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from PIL import Image, ImageOps

# Longest side in pixels.
SIZES = {"small": 200, "medium": 400, "large": 800}
KINDS = tuple(kind for size in SIZES for kind in (size, f"{size}_cropped"))
QUALITY = 85


def names(picture: str) -> dict[str, str]:
    """Paths of the six thumbnails of the picture at this path."""
    return {kind: f"{picture}.{kind}.jpg" for kind in KINDS}


def render(content: bytes) -> dict[str, bytes]:
    """All six; a picture that is smaller than a thumbnail is not enlarged, but squared if cropped.

    Takes up to a second, so it is done before a transaction begins.
    """
    with Image.open(BytesIO(content)) as opened:
        flat = flatten(opened)
    # A photo of a phone is several times too large: halved and halved again at once, all six are ready much sooner.
    if (factor := min(flat.size) // max(SIZES.values())) > 1:
        flat = flat.reduce(factor)
    return {kind: scaled(flat, SIZES[kind.removesuffix("_cropped")], kind.endswith("_cropped")) for kind in KINDS}


def write(storage: Storage, picture: str, rendered: dict[str, bytes]) -> None:
    for kind, path in names(picture).items():
        if storage.exists(path):
            storage.delete(path)
        storage.save(path, ContentFile(rendered[kind]))


def settings(kind: str) -> dict[str, object]:
    """How a thumbnail was made, as ``thumbnails/`` tells."""
    side = SIZES[kind.removesuffix("_cropped")]
    return {"size": [side, side], **({"crop": "smart"} if kind.endswith("_cropped") else {})}


def flatten(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    white = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(white, layered).convert("RGB")


def scaled(picture: Image.Image, side: int, cropped: bool) -> bytes:  # noqa: FBT001 (private to this file)
    if cropped:
        side = min(side, max(picture.size))
        small = ImageOps.fit(picture, (side, side), Image.Resampling.LANCZOS)
    else:
        small = picture.copy()
        small.thumbnail((side, side), Image.Resampling.LANCZOS)
    target = BytesIO()
    small.save(target, "JPEG", quality=QUALITY, optimize=True)
    return target.getvalue()
