"""Smooth curves through hand-placed points.

A curve is written as ``"12,40 18,52! 9,60"``: points in figure units, y downwards, x measured from
the body's midline towards the right of the picture; ``!`` makes a corner, every other point is
passed smoothly (centripetal Catmull-Rom spline, kept as cubic Béziers).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import hypot
from typing import NamedTuple

# Steps a Bézier segment is flattened into; segments are short, so eight are below a tenth of a pixel.
STEPS = 8


class Point(NamedTuple):
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Knot:
    """A point a curve runs through."""

    at: Point
    corner: bool = False

    def mirrored(self) -> "Knot":
        return replace(self, at=Point(-self.at.x, self.at.y))


class Bezier(NamedTuple):
    """Cubic segment: ends ``a`` and ``d``, handles ``b`` and ``c``."""

    a: Point
    b: Point
    c: Point
    d: Point

    def points(self) -> list[Point]:
        """Flattened, without the start."""
        return [self.at(step / STEPS) for step in range(1, STEPS + 1)]

    def at(self, t: float) -> Point:
        u = 1 - t
        weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        return Point(
            sum(w * p.x for w, p in zip(weights, self, strict=True)),
            sum(w * p.y for w, p in zip(weights, self, strict=True)),
        )


Path = tuple[Bezier, ...]


def knots(text: str) -> list[Knot]:
    return [_knot(word) for word in text.split()]


def _knot(word: str) -> Knot:
    x, y = word.rstrip("!").split(",")
    return Knot(Point(float(x), float(y)), corner=word.endswith("!"))


@cache
def outline(text: str) -> Path:
    """Closed curve."""
    row = knots(text)
    return _path([row[-1], *row, row[0], row[1]])


@cache
def line(text: str) -> Path:
    """Open curve."""
    first, *middle, last = knots(text)
    first, last = replace(first, corner=True), replace(last, corner=True)
    return _path([first, first, *middle, last, last])


@cache
def symmetric_outline(text: str) -> Path:
    """Closed curve from its right half, which starts and ends on the midline."""
    half = knots(text)
    row = half + [knot.mirrored() for knot in reversed(half[1:-1])]
    return _path([row[-1], *row, row[0], row[1]])


@cache
def mirrored(path: Path) -> Path:
    return tuple(Bezier(*(Point(-p.x, p.y) for p in segment)) for segment in path)


@cache
def flattened(path: Path) -> tuple[Point, ...]:
    return (path[0].a, *(point for segment in path for point in segment.points()))


def bounds(points: Iterable[Point]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _path(row: Sequence[Knot]) -> Path:
    """Segments between the inner knots; the outermost two only bend the ends."""
    return tuple(_segment(row[i], a, b, row[i + 3]) for i, (a, b) in enumerate(pairwise(row[1:-1])))


def _segment(before: Knot, start: Knot, end: Knot, after: Knot) -> Bezier:
    a, d = start.at, end.at
    b = None if start.corner else _handle(before.at, a, d)
    c = None if end.corner else _handle(after.at, d, a)
    third = Point((d.x - a.x) / 3, (d.y - a.y) / 3)
    if b is None and c is None:
        b, c = Point(a.x + third.x, a.y + third.y), Point(d.x - third.x, d.y - third.y)
    # One end is a corner: bend evenly, as a parabola does.
    elif b is None and c is not None:
        b = Point(c.x - third.x, c.y - third.y)
    elif c is None and b is not None:
        c = Point(b.x + third.x, b.y + third.y)
    assert b is not None
    assert c is not None
    return Bezier(a, b, c, d)


def _handle(behind: Point, here: Point, ahead: Point) -> Point:
    """Bézier handle leaving ``here`` towards ``ahead`` on a centripetal Catmull-Rom spline."""
    back = max(hypot(here.x - behind.x, here.y - behind.y), 1e-6)
    on = hypot(ahead.x - here.x, ahead.y - here.y)
    root = (back * on) ** 0.5
    scale = 3 * (back + root)
    own = 2 * back + 3 * root + on
    return Point(
        (back * ahead.x - on * behind.x + own * here.x) / scale,
        (back * ahead.y - on * behind.y + own * here.y) / scale,
    )
