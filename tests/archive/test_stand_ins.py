"""An exercise that was missing becomes the real one when the catalogue is imported."""

from exercises.models import Exercise
from tests.archive.zips import contents, exported, repacked, take_in
from tests.exercises import remote
from tests.exercises.factories import TranslationFactory
from tests.workouts.factories import WorkoutLogFactory
from workouts.models import WorkoutLog


def test_it_comes_to_life_and_has_the_history(alice, bob, tmp_path):
    log = WorkoutLogFactory(user=alice)
    TranslationFactory(exercise=log.exercise, name="Kniebeuge")
    content = exported(alice)
    missing = {
        name: raw.replace(str(log.exercise.uuid).encode(), remote.SQUAT.encode())
        for name, raw in contents(content).items()
        if name.startswith(("rows/", "catalogue/"))
    }
    take_in(bob, repacked(content, missing), tmp_path)

    remote.run(remote.exercise())

    exercise = Exercise.objects.public().get(uuid=remote.SQUAT)
    assert WorkoutLog.objects.get(user=bob).exercise == exercise
    assert [words.name for words in exercise.translations.all()] == ["Squat"]
