"""What there is to draw: the sixteen muscles of the catalogue and the two views that show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from exercises.drawing import back, front
from exercises.drawing.curves import Path, line, outline, symmetric_outline
from exercises.reference import MUSCLES

# A view in figure units; its midline is in the middle.
WIDTH: Final = 300
HEIGHT: Final = 600

NAMES: Final[Mapping[int, str]] = {key: name for key, name, *_ in MUSCLES}
SEEN_FROM_BEHIND: Final = frozenset(key for key, _, _, is_front in MUSCLES if not is_front)


@dataclass(frozen=True, slots=True)
class View:
    """The body from one side.  All but ``silhouette`` is its right half, to be mirrored."""

    name: str
    silhouette: Path
    muscles: Mapping[int, tuple[Path, ...]]
    others: tuple[Path, ...]
    hair: tuple[Path, ...]
    fibres: Mapping[int, tuple[Path, ...]]
    creases: tuple[Path, ...]

    @property
    def outlines(self) -> list[tuple[int | None, Path]]:
        """Every closed shape on the body with its muscle, ``None`` for what is never highlighted."""
        rest: list[tuple[int | None, Path]] = [(None, path) for path in self.others]
        return rest + [(muscle, path) for muscle, paths in self.muscles.items() for path in paths]

    @property
    def lines(self) -> list[Path]:
        return [*self.creases, *(path for paths in self.fibres.values() for path in paths)]


def _outlines(rows: tuple[str, ...]) -> tuple[Path, ...]:
    return tuple(outline(row) for row in rows)


def _lines(rows: tuple[str, ...]) -> tuple[Path, ...]:
    return tuple(line(row) for row in rows)


FRONT: Final = View(
    name="front",
    silhouette=symmetric_outline(front.SILHOUETTE),
    muscles={muscle: _outlines(rows) for muscle, rows in front.MUSCLES.items()},
    others=_outlines(front.OTHERS),
    hair=_outlines(front.HAIR),
    fibres={muscle: _lines(rows) for muscle, rows in front.FIBRES.items()},
    creases=_lines(front.CREASES),
)
BACK: Final = View(
    name="back",
    silhouette=symmetric_outline(back.SILHOUETTE),
    muscles={muscle: _outlines(rows) for muscle, rows in back.MUSCLES.items()},
    others=_outlines(back.OTHERS),
    hair=_outlines(back.HAIR),
    fibres={muscle: _lines(rows) for muscle, rows in back.FIBRES.items()},
    creases=_lines(back.CREASES),
)
VIEWS: Final[Mapping[str, View]] = {view.name: view for view in (FRONT, BACK)}


def best_view(muscle: int) -> View:
    """The side the muscle is looked up on."""
    return BACK if muscle in SEEN_FROM_BEHIND else FRONT
