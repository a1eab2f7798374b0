"""The figure as a picture for exercise lists: both views on a light ground."""

from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageColor, ImageDraw, ImageOps

from exercises.drawing import palette
from exercises.drawing.atlas import BACK, FRONT, HEIGHT, NAMES, WIDTH, View
from exercises.drawing.curves import Path, Point, bounds, flattened, mirrored
from exercises.drawing.palette import Tone

# Everything is drawn this much larger and then averaged down: smooth edges.
OVERSAMPLING: Final = 4


def figure_png(primary: Collection[int], secondary: Collection[int], *, size: int = 800) -> bytes:
    """``size`` pixels square; the same muscles give the same bytes.  Ids that are not in the atlas are left out."""
    picture = _with_all_in(palette.NEUTRAL, size).copy()
    for tone, muscles in ((palette.SECONDARY, set(secondary) - set(primary)), (palette.PRIMARY, set(primary))):
        for muscle in sorted(muscles & set(NAMES)):
            picture.paste(_with_all_in(tone, size), (0, 0), _area(muscle, size))
    buffer = BytesIO()
    picture.quantize(palette=_colours(), dither=Image.Dither.NONE).save(buffer, "PNG")
    return buffer.getvalue()


@cache
def _colours() -> Image.Image:
    """One table of colours for all pictures, so that a highlight changes no pixel elsewhere."""
    table = Image.new("P", (1, 1))
    table.putpalette([band for colour in palette.mixtures() for band in colour])
    return table


# A picture takes half a second to draw, so the body is drawn once in each tone and pictures are put together from
# these: no two muscles share a point, so what shows of one does not depend on the others.
@lru_cache(maxsize=6)
def _with_all_in(tone: Tone, size: int) -> Image.Image:
    picture = Image.new("RGB", (size, size), palette.GROUND)
    for place, view in enumerate((FRONT, BACK)):
        canvas = _Canvas(size * OVERSAMPLING)
        _draw(canvas, view, tone)
        picture.paste(canvas.picture.reduce(OVERSAMPLING), (place * size * WIDTH // HEIGHT, 0))
    return picture


@lru_cache(maxsize=2 * len(NAMES))
def _area(muscle: int, size: int) -> Image.Image:
    """A mask of every pixel that the muscle touches in either view."""
    mask = Image.new("L", (size, size))
    for place, view in enumerate((FRONT, BACK)):
        canvas = _Canvas(size * OVERSAMPLING, "L", 0)
        for path in view.muscles.get(muscle, ()):
            canvas.fill(_both_sides([path]), "white")
        touched = canvas.picture.reduce(OVERSAMPLING).point(lambda value: 255 * bool(value))
        mask.paste(touched, (place * size * WIDTH // HEIGHT, 0))
    return mask


def _draw(canvas: "_Canvas", view: View, tone: Tone) -> None:
    canvas.shadow()
    canvas.fill([view.silhouette], palette.BODY)
    canvas.fill(_both_sides(view.hair), palette.HAIR)
    for muscle, path in view.outlines:
        for side in _both_sides([path]):
            canvas.shade(side, palette.NEUTRAL if muscle is None else tone)
    canvas.stroke(_both_sides(view.lines), palette.CREASE, palette.CREASE_WIDTH, palette.CREASE_OPACITY)
    canvas.stroke([view.silhouette], palette.OUTLINE, palette.OUTLINE_WIDTH)


def _both_sides(paths: Iterable[Path]) -> list[Path]:
    return [side for path in paths for side in (path, mirrored(path))]


class _Canvas:
    """Ground for one view, ``height`` pixels high."""

    def __init__(self, height: int, mode: str = "RGB", ground: str | int = palette.GROUND) -> None:
        self.picture = Image.new(mode, (height * WIDTH // HEIGHT, height), ground)
        self.scale = height / HEIGHT

    def shadow(self) -> None:
        box = (self._place(Point(-74, 572)), self._place(Point(74, 590)))
        ImageDraw.Draw(self.picture).ellipse(box, fill=palette.SHADOW)

    def fill(self, paths: Iterable[Path], colour: str) -> None:
        brush = ImageDraw.Draw(self.picture)
        for path in paths:
            brush.polygon(self._polygon(path), fill=colour)

    def shade(self, path: Path, tone: Tone) -> None:
        polygon = self._polygon(path)
        left, top, right, bottom = (round(edge) for edge in bounds(polygon))
        size = (right - left + 1, bottom - top + 1)
        mask = Image.new("L", size)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in polygon], fill=255)
        self.picture.paste(_light(size, tone), (left, top), mask)

    def stroke(self, paths: Iterable[Path], colour: str, width: float, opacity: float = 1) -> None:
        mask = Image.new("L", self.picture.size)
        pen = ImageDraw.Draw(mask)
        for path in paths:
            pen.line(self._polygon(path), fill=round(255 * opacity), width=round(width * self.scale), joint="curve")
        self.picture.paste(ImageColor.getrgb(colour), (0, 0), mask)

    def _polygon(self, path: Path) -> list[Point]:
        return [self._place(point) for point in flattened(path)]

    def _place(self, point: Point) -> Point:
        return Point((WIDTH / 2 + point.x) * self.scale, point.y * self.scale)


def _light(size: tuple[int, int], tone: Tone) -> Image.Image:
    """The part of the glow that falls on a shape's box."""
    glow = _glow(tone)
    left, right = (glow.width * (1 + side / palette.REACH) / 2 for side in (-1, 1))
    return glow.resize(size, Image.Resampling.BILINEAR, box=(left, left, right, right))


@cache
def _glow(tone: Tone) -> Image.Image:
    return ImageOps.colorize(Image.radial_gradient("L"), tone.lit, tone.edge)
