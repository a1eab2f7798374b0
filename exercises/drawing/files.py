"""The drawings every server ships as static files."""

from exercises.drawing.atlas import NAMES, VIEWS
from exercises.drawing.svg import figure_svg, muscle_svg


def muscle_files() -> dict[str, str]:
    """Content by path below ``images/muscles/``, the paths the catalogue's muscles point at."""
    bases = {f"muscular_system_{name}.svg": figure_svg((), (), views=[name]) for name in VIEWS}
    main = {f"main/muscle-{muscle}.svg": muscle_svg(muscle) for muscle in NAMES}
    secondary = {f"secondary/muscle-{muscle}.svg": muscle_svg(muscle, secondary=True) for muscle in NAMES}
    return bases | main | secondary
