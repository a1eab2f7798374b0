"""A server that lacks what the rows refer to does not lose the rows."""

from decimal import Decimal

from accounts.archive import parts
from exercises.actions import remove
from exercises.importing.merging import STAND_IN
from exercises.models import Exercise, WeightUnit
from nutrition.models import DiaryEntry, Ingredient, IngredientWeightUnit, MealItem
from tests.archive.accounts import fill
from tests.archive.zips import contents, exported, repacked, take_in
from tests.exercises.factories import TranslationFactory
from tests.workouts.factories import WorkoutLogFactory
from workouts.models import WorkoutLog
from workouts.trophies.actions import rebuild

UUID = "019b8d6e-1111-7000-8000-000000000001"
SECOND = "019b8d6e-1111-7000-8000-000000000002"


def elsewhere(content, old, new):
    """The archive as if another server had made it, where the row has another uuid."""
    return repacked(
        content,
        {
            name: raw.replace(str(old).encode(), str(new).encode())
            for name, raw in contents(content).items()
            if is_rows(name)
        },
    )


def is_rows(name):
    return name.startswith(("rows/", "catalogue/"))


def public_food():
    return Ingredient.objects.get(user=None, remote_id="4000417025005")


def test_a_missing_exercise_becomes_a_retired_one_with_its_name(alice, bob, tmp_path):
    log = WorkoutLogFactory(user=alice)
    TranslationFactory(exercise=log.exercise, name="Bench press")

    report = take_in(bob, elsewhere(exported(alice), log.exercise.uuid, UUID), tmp_path)

    exercise = Exercise.objects.get(uuid=UUID)
    assert WorkoutLog.objects.get(user=bob).exercise == exercise
    assert (exercise.retired_at is not None, exercise.translations.get().name) == (True, "Bench press")
    assert not Exercise.objects.public().filter(pk=exercise.pk).exists()
    assert report.problems.listed == []


def test_a_second_export_is_the_same_then(alice, bob, tmp_path):
    log = WorkoutLogFactory(user=alice)
    TranslationFactory(exercise=log.exercise)
    rebuild(user=alice)
    first = elsewhere(exported(alice), log.exercise.uuid, UUID)

    take_in(bob, first, tmp_path)

    tables = [name for name in contents(first) if is_rows(name)]
    second = contents(exported(bob))
    assert [name for name in tables if second[name] != contents(first)[name]] == []


def test_an_exercise_that_was_replaced_is_the_one_that_replaced_it(alice, bob, tmp_path):
    log, other = WorkoutLogFactory(user=alice), TranslationFactory().exercise
    content = exported(alice)
    remove(row=log.exercise, replaced_by=other.uuid)

    take_in(bob, content, tmp_path)

    assert WorkoutLog.objects.get(user=bob).exercise == other


def test_nobody_fills_the_catalogue_with_a_file(alice, bob, tmp_path, monkeypatch):
    log = WorkoutLogFactory(user=alice)
    monkeypatch.setitem(parts.catalogue_of(Exercise).__dict__, "most", 0)

    report = take_in(bob, elsewhere(exported(alice), log.exercise.uuid, UUID), tmp_path)

    assert report.skipped == {"workout logs": 1}
    assert not Exercise.objects.filter(import_digest=STAND_IN).exists()


def test_a_missing_unit_of_weight_is_told_and_the_set_kept(alice, bob, tmp_path):
    WorkoutLogFactory(user=alice, weight_unit=WeightUnit.objects.create(name="Stone"))
    content = exported(alice)
    content = repacked(
        content,
        {name: raw.replace(b"Stone", b"Pebble") for name, raw in contents(content).items() if is_rows(name)},
    )

    report = take_in(bob, content, tmp_path)

    assert WorkoutLog.objects.get(user=bob).weight_unit is None
    assert [problem.text for problem in report.problems.listed] == [
        "rows/workouts.workoutlog.jsonl: weight_unit is not on this server; the row is kept without."
    ]


def test_a_food_is_found_by_what_its_source_calls_it(alice, bob, tmp_path):
    fill(alice)
    food = public_food()

    take_in(bob, elsewhere(exported(alice), food.uuid, UUID), tmp_path)

    assert MealItem.objects.get(user=bob).ingredient == food


def test_a_missing_food_becomes_the_persons_own_with_its_units(alice, bob, tmp_path):
    fill(alice)
    food = public_food()
    unit = IngredientWeightUnit.objects.get(ingredient=food)
    first = elsewhere(elsewhere(exported(alice), food.uuid, UUID), unit.uuid, SECOND)
    first = elsewhere(first, "4000417025005", "4000417025006")

    report = take_in(bob, first, tmp_path)

    own = Ingredient.objects.get(user=bob, uuid=UUID)
    item = MealItem.objects.get(user=bob)
    assert (own.name, own.energy, own.fat, own.remote_id) == (food.name, food.energy, food.fat, "4000417025006")
    assert (item.ingredient, item.weight_unit.gram, item.weight_unit.user) == (own, 25, bob)
    assert DiaryEntry.objects.filter(user=bob, ingredient=own).count() == 1
    assert report.problems.listed == []


def test_a_second_time_finds_the_persons_own(alice, bob, tmp_path):
    fill(alice)
    food = public_food()
    first = elsewhere(elsewhere(exported(alice), food.uuid, UUID), "4000417025005", "4000417025006")
    take_in(bob, first, tmp_path)
    before = contents(exported(bob))

    report = take_in(bob, first, tmp_path)

    assert (report.added.total(), report.problems.listed) == (0, [])
    assert contents(exported(bob)) == before


def test_without_the_unit_of_a_public_food_an_amount_is_in_grams(alice, bob, tmp_path):
    fill(alice)
    unit = IngredientWeightUnit.objects.get(ingredient=public_food())

    take_in(bob, elsewhere(exported(alice), unit.uuid, UUID), tmp_path)

    item = MealItem.objects.get(user=bob)
    assert (item.weight_unit, item.amount) == (None, Decimal("3750.00"))
    assert not IngredientWeightUnit.objects.filter(uuid=UUID).exists()
