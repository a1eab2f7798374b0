from functools import cache
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from django.core.management import call_command
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from exercises.drawing import figure_png, figure_svg, muscle_svg
from exercises.drawing.atlas import BACK, FRONT, NAMES, VIEWS, best_view
from exercises.drawing.curves import flattened, line, outline
from exercises.drawing.files import muscle_files
from exercises.drawing.palette import mixtures
from exercises.management.commands import draw_muscles

FILES = muscle_files()
SIZE = 120


@cache
def picture(*primary):
    return Image.open(BytesIO(figure_png(primary, [], size=SIZE))).convert("RGB")


def half_mask(path):
    """White where the path is, on the right half of a view, at three pixels a unit."""
    image = Image.new("L", (450, 1800))
    ImageDraw.Draw(image).polygon([(x * 3, y * 3) for x, y in flattened(path)], fill=255)
    return image


def muscle_mask(muscle):
    """White where a picture may show the muscle; a pixel on its edge is partly the muscle."""
    image = Image.new("L", (1800, 1800))
    for view, left in ((FRONT, 0), (BACK, 900)):
        for path in view.muscles.get(muscle, ()):
            half = half_mask(path)
            image.paste(255, (left + 450, 0), half)
            image.paste(255, (left, 0), ImageOps.mirror(half))
    small = image.resize((SIZE, SIZE), Image.Resampling.BOX).filter(ImageFilter.MaxFilter(3))
    return small.point(lambda value: 255 if value else 0)


@pytest.mark.parametrize("name", FILES)
def test_committed_file_is_what_the_code_draws(name):
    assert (draw_muscles.FOLDER / name).read_text(encoding="utf-8") == FILES[name]


def test_command_writes_every_file_and_only_those(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(draw_muscles, "FOLDER", tmp_path)

    call_command("draw_muscles")

    written = {str(path.relative_to(tmp_path)): path.read_text("utf-8") for path in tmp_path.rglob("*.svg")}
    assert written == FILES
    assert capsys.readouterr().out == f"34 pictures drawn in {tmp_path}.\n"


def test_every_muscle_of_the_catalogue_has_its_two_files():
    numbers = {f"{kind}/muscle-{muscle}.svg" for kind in ("main", "secondary") for muscle in range(1, 17)}

    assert FILES.keys() - {"muscular_system_front.svg", "muscular_system_back.svg"} == numbers


@pytest.mark.parametrize("muscle", NAMES)
def test_muscle_is_drawn_on_the_side_it_is_looked_up_on(muscle):
    view = BACK if muscle in {5, 7, 8, 9, 11, 12, 15, 16} else FRONT

    assert best_view(muscle) is view
    assert view.muscles[muscle]
    assert f"muscle muscle-{muscle} primary" in figure_svg([muscle], [], views=[view.name])


@pytest.mark.parametrize("muscle", NAMES)
def test_highlight_changes_pixels_only_where_the_muscle_is(muscle):
    changed = ImageChops.difference(picture(muscle), picture()).convert("L").point(lambda value: 255 if value else 0)

    assert changed.getbbox()
    assert ImageChops.subtract(changed, muscle_mask(muscle)).getbbox() is None


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_shapes_lie_inside_the_body_and_beside_each_other(view):
    taken = ImageChops.invert(half_mask(view.silhouette))

    for muscle, path in view.outlines:
        shape = half_mask(path)
        # Outlines a hair apart share a few pixels of their edges.
        assert ImageChops.darker(taken, shape).histogram()[255] < 20, muscle
        taken = ImageChops.lighter(taken, shape)


def test_same_muscles_give_the_same_bytes_in_any_order():
    assert figure_png([4, 2], {5, 6}, size=SIZE) == figure_png({2, 4}, (6, 5, 5), size=SIZE)
    assert figure_svg([4, 2], {5, 6}) == figure_svg({2, 4}, (6, 5, 5))
    assert muscle_svg(4) == muscle_svg(4)


def test_muscle_that_is_both_is_drawn_as_primary():
    assert figure_svg([4], [4, 5]) == figure_svg([4], [5])
    assert figure_png([4], [4, 5], size=SIZE) == figure_png([4], [5], size=SIZE)


def test_muscle_an_administrator_added_is_left_out():
    assert figure_svg([4, 17], [99]) == figure_svg([4], [])
    assert figure_png([4, 17], [99], size=SIZE) == figure_png([4], [], size=SIZE)


@pytest.mark.slow
def test_picture_of_an_exercise_is_a_small_square():
    png = figure_png([10, 8], [11, 16])

    assert Image.open(BytesIO(png)).size == (800, 800)
    assert len(png) < 120_000


def test_figure_says_what_it_shows():
    root = ET.fromstring(figure_svg([4], [2, 5]))

    assert root.get("viewBox") == "0 0 6000 6000"
    assert root.get("aria-label") == "Pectoralis major assisted by Anterior deltoid, Triceps brachii"
    assert root.findtext("{*}title") == root.get("aria-label")


def test_figure_without_highlights_says_what_it_shows():
    root = ET.fromstring(figure_svg([], [], views=["back"]))

    assert root.get("viewBox") == "0 0 3000 6000"
    assert root.findtext("{*}title") == "Muscles of the human body"


@pytest.mark.parametrize(
    "svg", [*FILES.values(), figure_svg(range(1, 9), range(9, 17))], ids=[*FILES, "front and back, all highlighted"]
)
def test_svg_is_small_and_refers_to_nothing_but_itself(svg):
    root = ET.fromstring(svg)

    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "title", "defs", "radialGradient", "stop", "g", "path", "use"}
    names = {element.get("id") for element in root.iter()}
    links = {element.get("{http://www.w3.org/1999/xlink}href") for element in root.findall(".//{*}use")}
    fills = {element.get("fill") for element in root.iter() if element.get("fill", "").startswith("url")}
    assert {link[:1] for link in links} == {"#"}
    assert {link[1:] for link in links} <= names
    assert {fill[len("url(#") : -1] for fill in fills} <= names
    assert len(svg) < 30_000


def test_figures_on_one_page_do_not_take_each_others_halves():
    ids = [
        {element.get("id") for element in ET.fromstring(svg).findall(".//{*}g") if element.get("id")}
        for svg in (figure_svg([1, 2], []), figure_svg([12], []), figure_svg([1], [2]), figure_svg([], [1, 2]))
    ]

    assert sum(map(len, ids)) == len(set().union(*ids)) == 8


def test_colour_table_fits_a_palette_picture():
    assert len(mixtures()) <= 256


def test_corner_between_two_corners_is_a_straight_line():
    (segment,) = line("0,0 3,6")

    assert segment == ((0, 0), (1, 2), (2, 4), (3, 6))


def test_outline_passes_through_its_points():
    points = [segment.a for segment in outline("0,0 10,0! 10,10 0,10")]

    assert points == [(0, 0), (10, 0), (10, 10), (0, 10)]
