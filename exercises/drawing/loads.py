"""The figure, each muscle in one of a few steps; the style sheet of a page gives the steps their colours."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from exercises.drawing.svg import figure_svg

STEPS: Final = 5
_MUSCLE = re.compile(r'class="muscle muscle-(\d+) neutral"')


def load_svg(steps: Mapping[int, int]) -> str:
    """Front and back, to stand in a page.  A muscle with a step, 1 to ``STEPS``, has the class ``load-1`` and so on."""

    def shaded(found: re.Match[str]) -> str:
        step = steps.get(int(found[1]))
        return f'class="muscle muscle-{found[1]} load-{step}"' if step else found[0]

    return _MUSCLE.sub(shaded, _plain())


@cache
def _plain() -> str:
    return figure_svg((), ())


def step(value: float, most: float) -> int:
    """Of a load, when ``most`` is the largest: 0 for nothing, else equal parts of it rounded up."""
    return -int(-value * STEPS // most) if most > 0 else 0
