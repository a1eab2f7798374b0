"""Medals of the trophies, drawn by this code: a disc on a ribbon, a symbol, and a pip for each level."""

from collections.abc import Callable
from io import BytesIO
from math import cos, pi, sin
from typing import Final, NamedTuple

from PIL import Image, ImageDraw

from workouts.trophies.rules import ACHIEVEMENTS, Kind

SIZE: Final = 192
# Drawn this much larger and then averaged down: smooth edges.
OVERSAMPLING: Final = 4
COLOURS: Final = 48
# Units: the picture is 100 wide and 100 high, the disc is around its centre.
CENTRE: Final = (50.0, 56.0)
RADIUS: Final = 38.0

Point = tuple[float, float]


class Tone(NamedTuple):
    """Of a metal: its rim, its face, and what is embossed in it."""

    rim: str
    face: str
    relief: str


BRONZE: Final = Tone("#8a5526", "#c98a4b", "#fbe3c6")
SILVER: Final = Tone("#6d7a8c", "#a9b5c4", "#ffffff")
GOLD: Final = Tone("#a87a0c", "#e3b132", "#fff6d6")
RUBY: Final = Tone("#8d1f2d", "#c93c4d", "#ffe1e1")
EMERALD: Final = Tone("#12664a", "#2c9c74", "#ddfbee")
SAPPHIRE: Final = Tone("#1f4a8f", "#3f78cb", "#e2eeff")
AMETHYST: Final = Tone("#56308f", "#8455c4", "#f0e4ff")
LEVELS: Final = (BRONZE, SILVER, GOLD, EMERALD, SAPPHIRE, AMETHYST, RUBY)
RIBBON: Final = ("#35507d", "#4a6aa1")


class Canvas:
    """Takes units and paints pixels."""

    def __init__(self) -> None:
        self.picture = Image.new("RGBA", (SIZE * OVERSAMPLING,) * 2)
        self.brush = ImageDraw.Draw(self.picture)
        self.scale = SIZE * OVERSAMPLING / 100

    def polygon(self, points: list[Point], colour: str) -> None:
        self.brush.polygon([(x * self.scale, y * self.scale) for x, y in points], fill=colour)

    def disc(self, centre: Point, radius: float, colour: str) -> None:
        (x, y), scale = centre, self.scale
        box = ((x - radius) * scale, (y - radius) * scale, (x + radius) * scale, (y + radius) * scale)
        self.brush.ellipse(box, fill=colour)

    def box(self, corner: Point, opposite: Point, colour: str, radius: float = 0) -> None:
        edges = [edge * self.scale for edge in (*corner, *opposite)]
        self.brush.rounded_rectangle(edges, radius * self.scale, fill=colour)


Symbol = Callable[[Canvas, Tone], None]


def star(centre: Point, outer: float, inner: float, points: int) -> list[Point]:
    corners = []
    for corner in range(2 * points):
        radius = inner if corner % 2 else outer
        angle = pi * (corner / points - 0.5)
        corners.append((centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)))
    return corners


def dumbbell(canvas: Canvas, tone: Tone) -> None:
    canvas.box((32, 51), (68, 55), tone.relief)
    for left, width, height in ((30, 5, 12), (36, 5, 18), (59, 5, 18), (65, 5, 12)):
        canvas.box((left, 53 - height / 2), (left + width, 53 + height / 2), tone.relief, 1.5)


def weight(canvas: Canvas, tone: Tone) -> None:
    canvas.disc((50, 43), 8.5, tone.relief)
    canvas.disc((50, 43), 4.5, tone.face)
    canvas.polygon([(40, 47), (60, 47), (66, 66), (34, 66)], tone.relief)


def flame(canvas: Canvas, tone: Tone) -> None:
    canvas.polygon(
        [(50, 32), (58, 44), (62, 42), (65, 56), (60, 68), (40, 68), (35, 56), (39, 48), (44, 50)], tone.relief
    )
    canvas.polygon([(51, 50), (57, 60), (54, 68), (46, 68), (43, 60)], tone.face)


def calendar(canvas: Canvas, tone: Tone) -> None:
    canvas.box((34, 39), (66, 69), tone.relief, 3)
    canvas.box((36.5, 47), (63.5, 66.5), tone.face, 1.5)
    for left in (40.0, 57.0):
        canvas.box((left, 35), (left + 3, 42), tone.relief, 1.5)
    for left in (40, 51.5):
        canvas.box((left, 51), (left + 8.5, 62), tone.relief, 1.5)


def sun(canvas: Canvas, tone: Tone) -> None:
    canvas.polygon(star((50, 55), 21, 12.5, 12), tone.relief)
    canvas.disc((50, 55), 11.5, tone.face)
    canvas.disc((50, 55), 9.5, tone.relief)


def moon(canvas: Canvas, tone: Tone) -> None:
    canvas.disc((48, 55), 18, tone.relief)
    canvas.disc((56, 50), 15, tone.face)
    canvas.polygon(star((60, 47), 5, 2, 5), tone.relief)


def firework(canvas: Canvas, tone: Tone) -> None:
    canvas.polygon(star((50, 55), 23, 5, 8), tone.relief)
    for x, y in ((34, 38), (66, 38), (34, 72), (66, 72)):
        canvas.disc((x, y), 2.5, tone.relief)


def phoenix(canvas: Canvas, tone: Tone) -> None:
    for side in (-1, 1):
        wing = [(0, 64), (8, 58), (22, 38), (24, 48), (20, 56), (21, 60), (12, 68), (0, 74)]
        canvas.polygon([(50 + side * x, y) for x, y in wing], tone.relief)
    canvas.polygon([(50, 37), (54, 44), (53, 78), (47, 78), (46, 44)], tone.relief)


def crown(canvas: Canvas, tone: Tone) -> None:
    canvas.polygon([(32, 43), (42, 53), (50, 37), (58, 53), (68, 43), (64, 64), (36, 64)], tone.relief)
    canvas.box((36, 66), (64, 70), tone.relief, 1)
    for x, y in ((32, 42), (50, 36), (68, 42)):
        canvas.disc((x, y), 2.5, tone.relief)


SINGLE: Final[dict[int, tuple[Symbol, Tone]]] = {
    8: (flame, RUBY),
    9: (calendar, EMERALD),
    17: (sun, GOLD),
    18: (moon, SAPPHIRE),
    19: (firework, AMETHYST),
    20: (phoenix, RUBY),
    21: (crown, GOLD),
}
SERIES: Final[dict[Kind, Symbol]] = {Kind.COUNT: dumbbell, Kind.VOLUME: weight}


def medal_png(symbol: Symbol, tone: Tone, level: int = 0) -> bytes:
    """``SIZE`` pixels square on nothing, with ``level`` pips; the same medal gives the same bytes."""
    canvas = Canvas()
    for side, colour in ((-1, RIBBON[0]), (1, RIBBON[1])):
        canvas.polygon([(50 + side * x, y) for x, y in ((2, 30), (16, 30), (26, 0), (10, 0))], colour)
    canvas.disc(CENTRE, RADIUS + 3, tone.rim)
    canvas.disc(CENTRE, RADIUS, tone.relief)
    canvas.disc(CENTRE, RADIUS - 1.5, tone.face)
    symbol(canvas, tone)
    for pip in range(level):
        canvas.disc((50 + 6 * (pip - (level - 1) / 2), 78), 2, tone.relief)
    buffer = BytesIO()
    canvas.picture.reduce(OVERSAMPLING).quantize(COLOURS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def medal_files() -> dict[str, bytes]:
    """Content by name below ``images/trophies/``."""
    levels: dict[Kind, int] = {}
    files = {}
    for each in ACHIEVEMENTS:
        if each.kind in SERIES:
            level = levels[each.kind] = levels.get(each.kind, 0) + 1
            drawn = medal_png(SERIES[each.kind], LEVELS[level - 1], level)
        else:
            drawn = medal_png(*SINGLE[each.id])
        files[f"trophy-{each.id}.png"] = drawn
    return files
