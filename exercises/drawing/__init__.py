"""Front and back of a trained body, muscles highlighted; all of it drawn by this code."""

from exercises.drawing.png import figure_png
from exercises.drawing.svg import figure_svg, muscle_svg

__all__ = ["figure_png", "figure_svg", "muscle_svg"]
