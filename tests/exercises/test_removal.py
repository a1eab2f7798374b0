"""Exercises that go: retired, or replaced wherever something refers to them."""

import pytest
from django.core.files.storage import default_storage

from config.api import pictures
from exercises import replacing
from exercises.actions import remove
from exercises.models import DeletionLog, Exercise, Image, Translation, Video
from tests.exercises import remote
from tests.exercises.factories import ExerciseFactory, ImageFactory, TranslationFactory, VideoFactory
from tests.specimen.models import Playlist, Record, Training

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    return TranslationFactory(name="Lunges").exercise


@pytest.fixture
def new():
    return TranslationFactory(name="Split squat").exercise


def delete(client, exercise, query=""):
    return client.delete(f"/api/v2/exercise/{exercise.pk}/{query}")


def test_logs_keep_the_id_of_an_exercise_that_is_gone(staff_api, api, old):
    log = Training.objects.create(exercise=old)

    assert delete(staff_api, old).status_code == 204

    assert Training.objects.get() == log
    assert Training.objects.get().exercise_id == old.pk
    assert api.get(f"/api/v2/exerciseinfo/{old.pk}/").status_code == 404


def test_everything_refers_to_the_replacement(staff_api, old, new):
    Training.objects.create(exercise=old)
    Record.objects.create(exercise=old)
    Playlist.objects.create().exercises.add(old)

    delete(staff_api, old, f"?replaced_by={new.uuid}")

    assert [row.exercise for row in (Training.objects.get(), Record.objects.get())] == [new, new]
    assert list(Playlist.objects.get().exercises.all()) == [new]


def test_what_the_replacement_has_already_is_not_lost(staff_api, old, new):
    records = [Record.objects.create(exercise=each) for each in (old, new)]
    Playlist.objects.create().exercises.add(old, new)

    delete(staff_api, old, f"?replaced_by={new.uuid}")

    assert [row.exercise for row in Record.objects.order_by("id")] == [old, new]
    assert list(Record.objects.order_by("id")) == records
    assert list(Playlist.objects.get().exercises.all()) == [new]


def test_only_parts_of_an_exercise_are_not_repointed():
    found = {f"{model._meta.label}.{column}" for model, column in replacing.references()}

    assert {name for name in found if name.startswith("exercises.")} == set()
    assert {name for name in found if name.startswith("specimen.")} == {
        "specimen.Training.exercise",
        "specimen.Record.exercise",
        "specimen.Playlist_exercises.exercise",
    }


def test_deletion_is_logged_with_its_replacement(staff_api, old, new):
    delete(staff_api, old, f"?replaced_by={new.uuid}")

    log = DeletionLog.objects.get()
    assert (log.model_type, log.uuid, log.replaced_by) == ("base", old.uuid, new.uuid)


@pytest.mark.parametrize("named", ["unknown", "own", "nonsense", "retired"])
def test_wrong_replacement_is_refused(staff_api, old, new, named):
    remove(row=new)
    uuid = {"unknown": remote.SQUAT, "own": old.uuid, "nonsense": "x", "retired": new.uuid}[named]

    answer = delete(staff_api, old, f"?replaced_by={uuid}")

    assert (answer.status_code, list(answer.json())) == (400, ["replaced_by"])
    assert Exercise.objects.get(pk=old.pk).retired_at is None


def test_later_replacement_is_found_through_the_earlier_one(old, new):
    newest = TranslationFactory().exercise
    remove(row=new, replaced_by=newest.uuid)
    Training.objects.create(exercise=old)

    remove(row=old, replaced_by=new.uuid)

    assert Training.objects.get().exercise == newest


def test_exercises_that_replace_each_other_replace_nothing(old, new):
    remove(row=old, replaced_by=new.uuid)
    DeletionLog.objects.update(replaced_by=old.uuid)

    assert replacing.find(old.uuid) is None


# --- What moves along ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("switch", "moved"), [("1", True), ("true", True), ("", True), ("0", False), ("false", False)])
def test_media_move_if_wanted(staff_api, old, new, switch, moved):
    image, video = ImageFactory(exercise=old), VideoFactory(exercise=old)

    delete(staff_api, old, f"?replaced_by={new.uuid}&transfer_media={switch}")

    owner = new if moved else old
    assert (Image.objects.get(pk=image.pk).exercise, Video.objects.get(pk=video.pk).exercise) == (owner, owner)


def test_media_stay_unless_asked_for(staff_api, old, new):
    ImageFactory(exercise=old)

    delete(staff_api, old, f"?replaced_by={new.uuid}")

    assert Image.objects.get().exercise == old


def test_files_move_with_their_rows(staff_api, api, old, new, django_capture_on_commit_callbacks):
    image = Image(exercise=old, is_main=True)
    image.store(pictures.clean(remote.picture()))

    with django_capture_on_commit_callbacks(execute=True):
        delete(staff_api, old, f"?replaced_by={new.uuid}&transfer_media=1")

    row = api.get(f"/api/v2/exerciseimage/{image.pk}/").json()
    names = [url.removeprefix("http://testserver/media/") for url in [row["image"], *row["thumbnails"].values()]]
    assert sorted(default_storage.listdir(f"exercise-images/{new.pk}")[1]) == sorted(
        name.rpartition("/")[2] for name in names
    )
    assert default_storage.listdir(f"exercise-images/{old.pk}") == ([], [])


def test_missing_thumbnail_is_no_obstacle(old, new):
    image = Image(exercise=old, is_main=True)
    image.store(pictures.clean(remote.picture()))
    default_storage.delete(image.paths(str(image.image))[1])

    remove(row=old, replaced_by=new.uuid, transfer_media=True)

    assert len(default_storage.listdir(f"exercise-images/{new.pk}")[1]) == 6


@pytest.mark.parametrize("has_main", [True, False])
def test_exercise_keeps_its_own_main_picture(old, new, has_main):
    moved = ImageFactory(exercise=old, is_main=True)
    ours = ImageFactory(exercise=new, is_main=has_main)

    remove(row=old, replaced_by=new.uuid, transfer_media=True)

    assert Image.objects.get(exercise=new, is_main=True) == (ours if has_main else moved)


def test_translations_move_where_there_is_none(staff_api, old, new):
    german = TranslationFactory(exercise=old, language_id=1)

    delete(staff_api, old, f"?replaced_by={new.uuid}&transfer_translations=1")

    assert Translation.objects.get(exercise=old).language_id == 2
    assert Translation.objects.get(exercise=new, language_id=1) == german


def test_apps_notice_what_moved(old, new):
    before = new.last_update

    remove(row=old, replaced_by=new.uuid)

    assert Exercise.objects.get(pk=new.pk).last_update > before


# --- Imports -------------------------------------------------------------------------------------------------------


def follow(**changes):
    remote.run(deletion_log=[remote.deletion("base", remote.SQUAT, **changes)])
    return Exercise.objects.get(uuid=remote.SQUAT)


def test_import_follows_a_replacement(new):
    remote.run(remote.exercise())
    Training.objects.create(exercise=Exercise.objects.get(uuid=remote.SQUAT))

    assert follow(replaced_by=str(new.uuid)).retired_at
    assert Training.objects.get().exercise == new


def test_import_moves_what_the_other_server_moved(new):
    remote.run(remote.exercise(translations=[remote.translation(language=1)]))
    squat = Exercise.objects.get(uuid=remote.SQUAT)
    ImageFactory(exercise=new, is_main=True)
    image = ImageFactory(exercise=squat, is_main=True)
    Image.objects.filter(pk=image.pk).update(import_digest=signed(image))

    follow(replaced_by=str(new.uuid))

    moved = Image.objects.get(pk=image.pk)
    assert (moved.exercise, moved.is_main, moved.import_digest) == (new, False, signed(moved))
    assert Translation.objects.get(uuid=remote.WORDS).exercise == new


def signed(row):
    from exercises.contents import content_of
    from exercises.importing.merging import digest

    return digest(content_of(row))


def test_import_retires_what_is_replaced_by_something_unknown():
    remote.run(remote.exercise())
    log = Training.objects.create(exercise=Exercise.objects.get())

    retired = follow(replaced_by=remote.GROUP)

    assert retired.retired_at
    assert Training.objects.get(pk=log.pk).exercise == retired


def test_logged_exercise_that_was_merged_does_not_come_back(new):
    remote.run(remote.exercise())
    Training.objects.create(exercise=Exercise.objects.get(uuid=remote.SQUAT))
    follow(replaced_by=str(new.uuid))

    report = remote.run(remote.exercise())

    assert (report.writes, Training.objects.get().exercise) == (0, new)


def test_bare_exercise_can_be_removed(staff_api):
    exercise = ExerciseFactory()

    assert delete(staff_api, exercise).status_code == 204
