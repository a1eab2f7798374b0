"""Colours of the drawings: middle tones, so that they hold on a light and on a dark page."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Tone:
    """A fill that is lit in the middle and darker towards the edge."""

    name: str
    lit: str
    edge: str


BODY: Final = "#dce2ea"
OUTLINE: Final = "#77849a"
HAIR: Final = "#8b97aa"
GROUND: Final = "#f4f6f9"
SHADOW: Final = "#dde2ea"
CREASE: Final = "#26324a"
CREASE_OPACITY: Final = 0.3

NEUTRAL: Final = Tone("neutral", "#bcc7d5", "#9aa9bd")
PRIMARY: Final = Tone("primary", "#f4694a", "#cf3a22")
SECONDARY: Final = Tone("secondary", "#fbc987", "#ee9f48")
TONES: Final = (NEUTRAL, PRIMARY, SECONDARY)

# The light of a shape falls off over this many times its half width and half height.
REACH: Final = 1.3

# Figure units.
OUTLINE_WIDTH: Final = 1.2
CREASE_WIDTH: Final = 0.8


def tone_of(muscle: int | None, primary: Collection[int], secondary: Collection[int]) -> Tone:
    """A muscle that is in both is a primary one."""
    if muscle in primary:
        return PRIMARY
    return SECONDARY if muscle in secondary else NEUTRAL


Colour = tuple[int, int, int]


def mixtures() -> list[Colour]:
    """At most 256 colours that a drawing is made of: the fills, and what lies between them on soft edges."""
    edges = [(GROUND, OUTLINE), (BODY, OUTLINE), (SHADOW, OUTLINE), (GROUND, SHADOW), (HAIR, BODY), (HAIR, OUTLINE)]
    rows = [_between(_rgb(one), _rgb(other), 8) for one, other in edges]
    rows.append(_under_crease(_rgb(BODY)))
    for tone in TONES:
        lit = _between(_rgb(tone.lit), _rgb(tone.edge), 24)
        rows.append(lit)
        rows += [_under_crease(colour) for colour in lit[1::3]]
        rows += [_between(_rgb(BODY), colour, 6)[1:-1] for colour in lit[3::6]]
    return list(dict.fromkeys(colour for row in rows for colour in row))


def _under_crease(colour: Colour) -> list[Colour]:
    crease = _rgb(CREASE)
    return [_mixed(colour, crease, CREASE_OPACITY * part) for part in (0.3, 0.6, 1)]


def _between(one: Colour, other: Colour, steps: int) -> list[Colour]:
    return [_mixed(one, other, step / (steps - 1)) for step in range(steps)]


def _mixed(one: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _rgb(text: str) -> Colour:
    red, green, blue = bytes.fromhex(text.removeprefix("#"))
    return red, green, blue
