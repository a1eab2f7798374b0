"""Archives that somebody made or changed by hand: refused with a sentence, and nothing of others is touched."""

import json
import zipfile
from io import BytesIO

import pytest

from accounts.archive import reading
from accounts.importing.base import CannotImport
from journal.models import WeightEntry
from nutrition.models import IngredientWeightUnit, Recipe, RecipeItem
from tests.archive.accounts import fill
from tests.archive.zips import as_lines, exported, repacked, rows, take_in
from tests.journal.factories import WeightEntryFactory
from tests.nutrition.factories import IngredientFactory
from tests.workouts.factories import DayFactory, RoutineFactory
from workouts.models import Day

WEIGHTS = "rows/journal.weightentry.jsonl"
DAYS = "rows/workouts.day.jsonl"
RULES = "requirements must be an object with the names of rules."
NOT_KEPT = "has characters or numbers that cannot be kept, or is nested too deeply."
AMOUNTS = "micronutrients must be amounts by name."


@pytest.fixture
def archive(alice):
    WeightEntryFactory(user=alice)
    return exported(alice)


def refusal(user, content, tmp_path):
    with pytest.raises(CannotImport) as error:
        take_in(user, content, tmp_path)
    return str(error.value)


def with_entry(content, name, raw=b""):
    target = BytesIO(content)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, raw)
    return target.getvalue()


def changed(content, name, **values):
    """The first row of a file with other values."""
    found = rows(content, name)
    found[0] |= values
    return repacked(content, {name: as_lines(found)})


def deep(levels):
    found = []
    for _ in range(levels - 1):
        found = [found]
    return found


def problems(report):
    return [problem.text for problem in report.problems.listed]


# --- The file ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"hello", b"PK\x05\x06" + bytes(18)], ids=["empty", "2", "text", "no files"]
)
def test_what_is_no_archive(content, bob, tmp_path):
    assert refusal(bob, content, tmp_path) == reading.NO_ARCHIVE


@pytest.mark.parametrize(
    "name", ["../../evil", "/etc/passwd", "rows/../../x.jsonl", "rows\\evil", "evil.py", "media/photos/"]
)
def test_a_path_that_does_not_belong_there(name, archive, bob, tmp_path):
    assert refusal(bob, with_entry(archive, name), tmp_path).startswith("The archive has a file that does not belong")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name(archive, bob, tmp_path):
    assert refusal(bob, with_entry(archive, WEIGHTS), tmp_path) == "The archive has two files of the same name."


def test_a_file_that_the_manifest_does_not_list(archive, bob, tmp_path):
    hidden = with_entry(archive, "media/photos/019b8d6e-0000-7000-8000-000000000000.png", b"x")

    assert refusal(bob, hidden, tmp_path) == "The files in the archive are not those that its manifest lists."


def test_another_content_than_the_manifest_says(archive, bob, tmp_path):
    manifest = {"files": {WEIGHTS: {"sha256": "0" * 64}}}
    with zipfile.ZipFile(BytesIO(archive)) as file:
        found = {name: file.read(name) for name in file.namelist()}
    manifest = json.loads(found["manifest.json"])
    manifest["files"][WEIGHTS]["sha256"] = "0" * 64
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name, raw in {**found, "manifest.json": json.dumps(manifest).encode()}.items():
            file.writestr(name, raw)

    assert (
        refusal(bob, target.getvalue(), tmp_path)
        == f"{WEIGHTS} in the archive is not what the manifest says; export again."
    )


def test_a_damaged_file(archive, bob, tmp_path):
    with zipfile.ZipFile(BytesIO(archive)) as file:
        place = file.getinfo(WEIGHTS).header_offset + 30 + len(WEIGHTS) + 30
    damaged = archive[:place] + bytes([archive[place] ^ 0xFF]) + archive[place + 1 :]

    assert refusal(bob, damaged, tmp_path) == f"{WEIGHTS} in the archive is damaged; export again."


@pytest.mark.parametrize("version", [0, 2, "1", None, [1]])
def test_another_version(version, archive, bob, tmp_path):
    with zipfile.ZipFile(BytesIO(archive)) as file:
        manifest = json.loads(file.read("manifest.json")) | {"version": version}
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("manifest.json", json.dumps(manifest))

    assert refusal(bob, target.getvalue(), tmp_path).startswith("The archive has version ")


def test_a_bomb(archive, bob, tmp_path):
    bomb = repacked(archive, {WEIGHTS: bytes(reading.SMALL + 1)})

    assert refusal(bob, bomb, tmp_path) == f"{WEIGHTS} is packed so tightly that it looks like an attack."


def test_more_than_the_administrator_allows(archive, bob, tmp_path, settings):
    settings.ARCHIVE_MAX_MEGABYTES = 0

    assert refusal(bob, archive, tmp_path).startswith("The archive is larger than 0 MB when it is unpacked")


def test_too_many_files(archive, bob, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_FILES", 5)

    assert refusal(bob, archive, tmp_path) == "The archive has more than 5 files."


def test_a_long_list_of_files_is_not_even_read(archive, bob, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_LIST", 100)

    assert refusal(bob, archive, tmp_path) == reading.NO_ARCHIVE


def test_a_line_without_end(archive, bob, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_LINE", 50)

    assert "is too long" in refusal(bob, archive, tmp_path)


# --- Rows ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"weight": "-1"}, "The database does not accept this row beside the others."),
        ({"weight": 80.5}, "weight must be a text."),
        ({"weight": "NaN"}, "weight: “NaN” value must be a decimal number."),
        ({"weight": None}, "weight is missing."),
        ({"date": "2026-01-05T07:00:00"}, "date has no time zone."),
        ({"date": "0001-01-01T00:00:00+14:00"}, "date is not a possible value."),
        (
            {"date": "soon"},
            "date: “soon” value has an invalid format. It must be in YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ] format.",
        ),
        ({"unit": "st"}, "unit is none of the possible values."),
        ({"unit": "k\0"}, f"unit {NOT_KEPT}"),
        ({"unit": "\ud800"}, f"unit {NOT_KEPT}"),
        ({"synced_from": "x" * 21}, "synced_from: Ensure this value has at most 20 characters (it has 21)."),
        ({"uuid": "1"}, "uuid: “1” is not a valid UUID."),
        ({"uuid": None}, "uuid is missing."),
        ({"uuid": ["a"]}, "uuid must be a text."),
    ],
    ids=str,
)
def test_a_row_that_cannot_be_is_left_out_and_explained(values, problem, archive, bob, tmp_path):
    report = take_in(bob, changed(archive, WEIGHTS, **values), tmp_path)

    assert [text.removeprefix(f"{WEIGHTS}: ") for text in problems(report)] == [problem]
    assert report.skipped == {"weight entries": 1}
    assert not WeightEntry.objects.filter(user=bob).exists()


@pytest.mark.parametrize("config", [10**20, 10**400, 1e20, "\ud800", {"\0": 1}, deep(102), deep(900)], ids=lambda _: "")
def test_settings_that_no_answer_can_hold_are_left_out(config, alice, bob, tmp_path):
    DayFactory(routine=RoutineFactory(user=alice), user=alice)

    report = take_in(bob, changed(exported(alice), DAYS, config=config), tmp_path)

    assert problems(report) == [f"{DAYS}: config {NOT_KEPT}"]


@pytest.mark.parametrize(
    "line",
    [b"{", b"[]", b"1", b"\xff", b"[" * 100_000, b'{"weight": NaN}', b'{"a": [1e999]}', b'{"a": ' + b"9" * 5000 + b"}"],
)
def test_a_line_that_is_no_row(line, archive, bob, tmp_path):
    report = take_in(bob, repacked(archive, {WEIGHTS: line + b"\n"}), tmp_path)

    assert problems(report) == [f"{WEIGHTS}: This line is not a JSON object."]


def test_the_same_row_twice(archive, bob, tmp_path):
    twice = rows(archive, WEIGHTS) * 2

    report = take_in(bob, repacked(archive, {WEIGHTS: as_lines(twice)}), tmp_path)

    assert problems(report) == [f"{WEIGHTS}: This row is in the archive twice."]
    assert report.added == {"weight entries": 1}


def test_a_row_of_somebody_else_cannot_be_referred_to(alice, bob, tmp_path):
    day, theirs = DayFactory(user=alice), RoutineFactory()

    report = take_in(bob, changed(exported(alice), DAYS, routine=str(theirs.uuid)), tmp_path)

    assert problems(report) == [
        f"{DAYS}: routine {theirs.uuid} is neither in the archive nor here, or could not be taken over."
    ]
    assert list(Day.objects.all()) == [day]


@pytest.mark.parametrize("routine", [1, {}, [], ["x"], [None, None, None], "", "nonsense", [["a"]]], ids=str)
def test_references_that_name_nothing(routine, alice, bob, tmp_path):
    DayFactory(user=alice)

    report = take_in(bob, changed(exported(alice), DAYS, routine=routine), tmp_path)

    assert report.skipped == {"days": 1}


def test_the_person_in_a_row_does_not_count(archive, alice, bob, tmp_path):
    report = take_in(bob, changed(archive, WEIGHTS, user=alice.pk, id=1, user_id=alice.pk, pk=1), tmp_path)

    assert report.added == {"weight entries": 1}
    assert WeightEntry.objects.get(user=bob)


@pytest.mark.parametrize("model", [IngredientWeightUnit, Recipe], ids=lambda model: model.__name__)
def test_nothing_can_be_hung_onto_a_public_food(model, alice, bob, tmp_path):
    fill(alice)
    public = IngredientFactory()
    before = model.objects.filter(ingredient=public).count()

    take_in(
        bob,
        changed(exported(alice), f"rows/{model._meta.label_lower}.jsonl", ingredient=f"public:{public.uuid}"),
        tmp_path,
    )

    assert model.objects.filter(ingredient=public).count() == before


def test_a_recipe_of_itself_is_refused(alice, bob, tmp_path):
    fill(alice)
    recipe = Recipe.objects.get(user=alice)

    text = refusal(
        bob,
        changed(
            exported(alice),
            "rows/nutrition.recipeitem.jsonl",
            ingredient=f"own:{recipe.ingredient.uuid}",
            weight_unit=None,
        ),
        tmp_path,
    )

    assert text == "A recipe of the archive is made of itself."
    assert not RecipeItem.objects.filter(user=bob).exists()


@pytest.mark.parametrize("picture", [b"", b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n"], ids=["empty", "svg", "torn"])
def test_a_photo_that_is_no_picture(picture, alice, bob, tmp_path):
    fill(alice)
    archive = exported(alice)
    name = rows(archive, "rows/journal.photo.jsonl")[0]["image"]

    report = take_in(bob, repacked(archive, {name: picture}), tmp_path)

    assert (report.skipped["photos"], report.added["photos"]) == (1, 1)


def test_a_photo_without_its_file(alice, bob, tmp_path):
    fill(alice)
    archive = exported(alice)
    name = rows(archive, "rows/journal.photo.jsonl")[0]["image"]

    report = take_in(bob, repacked(archive, {name: None}), tmp_path)

    assert problems(report) == ["rows/journal.photo.jsonl: The file of this row is not in the archive."]


@pytest.mark.parametrize(
    ("table", "values", "problem"),
    [
        ("workouts.routine", {"end": "9999-12-31"}, "A routine may last 366 days at most."),
        ("workouts.day", {"weekday_mask": 128}, "weekday_mask is none of days of the week."),
        ("workouts.day", {"description": 5}, "description must be a text."),
        ("workouts.progressionrule", {"value": "-1.00"}, "value must not be negative."),
        ("workouts.progressionrule", {"requirements": {"rules": [[]]}}, RULES),
        ("workouts.progressionrule", {"requirements": 5}, RULES),
        ("nutrition.ingredient", {"micronutrients": {"iron": "much"}}, AMOUNTS),
        ("nutrition.diaryentry", {"micronutrients": {"iron": True}}, AMOUNTS),
        ("nutrition.diaryentry", {"micronutrients": []}, "micronutrients must be a JSON object."),
        ("journal.measurementcategory", {"chart_config": "x"}, "chart_config must be a JSON object."),
        ("journal.diaryday", {"body": "{"}, "body cannot be read: Invalid JSON format."),
        ("journal.diaryday", {"day": "2026-02-01"}, "The body is not one of this day."),
        ("workouts.usertrophy", {"progress": float("inf")}, "This line is not a JSON object."),
    ],
    ids=str,
)
def test_what_reading_would_stumble_over(table, values, problem, alice, bob, tmp_path):
    fill(alice)
    name = f"rows/{table}.jsonl"

    report = take_in(bob, changed(exported(alice), name, **values), tmp_path)

    assert problems(report)[0] == f"{name}: {problem}"
