"""The figure as SVG.

Colours are attributes beside the class names, because phone clients draw with libraries that know no
style sheets; half of a body is written out and mirrored with ``xlink:href``, which all of them know.
Coordinates are whole tenths of a figure unit.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final
from xml.sax.saxutils import quoteattr

from exercises.drawing import palette
from exercises.drawing.atlas import HEIGHT, NAMES, VIEWS, WIDTH, View, best_view
from exercises.drawing.curves import Path, Point
from exercises.drawing.palette import PRIMARY, SECONDARY, TONES, Tone, tone_of

_SCALE: Final = 10


def figure_svg(
    primary: Collection[int], secondary: Collection[int], *, views: Sequence[str] = ("front", "back")
) -> str:
    """The views side by side, on no ground.  Ids that are not in the atlas are left out."""
    first = sorted(set(primary) & set(NAMES))
    second = sorted((set(secondary) & set(NAMES)) - set(first))
    figures = [row for place, name in enumerate(views) for row in _figure(VIEWS[name], place, first, second)]
    return _document(_title(first, second), figures, TONES, columns=len(views))


def muscle_svg(muscle: int, *, secondary: bool = False) -> str:
    """One muscle on a line drawing that is see-through elsewhere.

    Clients stack several of these on a figure without highlights, so nothing but the muscle is filled.
    """
    view, tone = best_view(muscle), SECONDARY if secondary else PRIMARY
    around = [*(path for other, path in view.outlines if other != muscle), *view.creases]
    half = [
        f'<path class="around" {_stroke(palette.OUTLINE, 0.6)} d="{_data(around)}"/>',
        *_shaded(muscle, view.muscles[muscle], tone),
        *_creases(view.fibres.get(muscle, ())),
    ]
    figure = _mirrored(view, 0, half, f"{view.name}-{tone.name}-{muscle}", body=False)
    return _document(f"{NAMES[muscle]}, {view.name} view", figure, [tone], columns=1)


def _figure(view: View, place: int, primary: Sequence[int], secondary: Sequence[int]) -> list[str]:
    half = [f'<path class="hair" fill="{palette.HAIR}" d="{_data(view.hair)}"/>']
    for muscle, rows in groupby(view.outlines, key=itemgetter(0)):
        half += _shaded(muscle, [path for _, path in rows], tone_of(muscle, primary, secondary))
    half += _creases(view.lines)
    # Several figures may be written into one page: equal ids must mean equal drawings.
    key = "-".join(map(str, [view.name, *primary, "with", *secondary]))
    return _mirrored(view, place, half, key, body=True)


def _mirrored(view: View, place: int, half: Iterable[str], key: str, *, body: bool) -> list[str]:
    middle = (place * WIDTH + WIDTH // 2) * _SCALE
    silhouette = f"{view.name}-silhouette"
    return [
        f'<g class="view {view.name}" transform="translate({middle})">',
        f'<defs><path id="{silhouette}" d="{_data([view.silhouette])}"/></defs>',
        *([f'<use class="body" xlink:href="#{silhouette}" fill="{palette.BODY}"/>'] if body else []),
        f'<g id="{key}">',
        *half,
        "</g>",
        f'<use xlink:href="#{key}" transform="scale(-1 1)"/>',
        f'<use class="contour" xlink:href="#{silhouette}" {_stroke(palette.OUTLINE, palette.OUTLINE_WIDTH)}/>',
        "</g>",
    ]


def _document(title: str, figures: Iterable[str], tones: Iterable[Tone], *, columns: int) -> str:
    width = WIDTH * columns
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {width * _SCALE} {HEIGHT * _SCALE}" width="{width}" height="{HEIGHT}" '
        f'role="img" aria-label={quoteattr(title)}>'
    )
    rows = [
        head,
        f"<title>{title}</title>",
        "<defs>",
        *map(_gradient, tones),
        "</defs>",
        *figures,
        "</svg>",
    ]
    return "\n".join(rows) + "\n"


def _title(primary: Sequence[int], secondary: Sequence[int]) -> str:
    parts = [("", primary), ("assisted by ", secondary)]
    said = [word + ", ".join(NAMES[muscle] for muscle in row) for word, row in parts if row]
    return " ".join(said) or "Muscles of the human body"


def _gradient(tone: Tone) -> str:
    return (
        f'<radialGradient id="{tone.name}" r="{palette.REACH / 2:g}"><stop offset="0" stop-color="{tone.lit}"/>'
        f'<stop offset="1" stop-color="{tone.edge}"/></radialGradient>'
    )


def _shaded(muscle: int | None, paths: Iterable[Path], tone: Tone) -> list[str]:
    """A path each: a gradient spans the box of one path."""
    name = f"muscle muscle-{muscle} {tone.name}" if muscle else f"other {tone.name}"
    drawn = [f'<path d="{_data([path])}"/>' for path in paths]
    return [f'<g class="{name}" fill="url(#{tone.name})">', *drawn, "</g>"]


def _creases(paths: Sequence[Path]) -> list[str]:
    if not paths:
        return []
    stroke = _stroke(palette.CREASE, palette.CREASE_WIDTH)
    return [f'<path class="crease" {stroke} stroke-opacity="{palette.CREASE_OPACITY}" d="{_data(paths)}"/>']


def _stroke(colour: str, width: float) -> str:
    return f'fill="none" stroke="{colour}" stroke-width="{width * _SCALE:g}" stroke-linecap="round"'


def _data(paths: Iterable[Path]) -> str:
    return "".join(map(_path_data, paths))


def _path_data(path: Path) -> str:
    here = _whole(path[0].a)
    words = ["M", _numbers([here])]
    for segment in path:
        ends = [_whole(point) for point in segment[1:]]
        words += ["c", _numbers([(x - here[0], y - here[1]) for x, y in ends])]
        here = ends[-1]
    return "".join(words) + ("z" if path[0].a == path[-1].d else "")


def _whole(point: Point) -> tuple[int, int]:
    return round(point.x * _SCALE), round(point.y * _SCALE)


def _numbers(points: Iterable[tuple[int, int]]) -> str:
    """A minus sign separates as well as a space does."""
    return " ".join(str(number) for point in points for number in point).replace(" -", "-")
