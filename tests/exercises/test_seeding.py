"""The starter catalogue in the database."""

import pytest

from exercises import actions, starter
from exercises.models import Exercise, Image, Translation
from exercises.seeding import StarterCatalogue, picture

pytestmark = pytest.mark.django_db


SIZE = 40


@pytest.fixture(autouse=True)
def _small_pictures(monkeypatch):
    monkeypatch.setattr("exercises.seeding.PICTURE_SIZE", SIZE)


@pytest.fixture
def seeder():
    seeder = StarterCatalogue()
    seeder.exercises = starter.load()[:2]
    return seeder


@pytest.fixture
def loaded(seeder):
    list(seeder.load())
    return seeder


def test_every_exercise_has_both_languages_and_a_main_picture(loaded):
    for exercise in loaded.exercises:
        row = Exercise.objects.get(uuid=exercise.uuid)
        assert sorted(row.translations.values_list("language", "name")) == [
            (1, exercise.translation("de").name),
            (2, exercise.translation("en").name),
        ]
        assert [image.is_main for image in row.images.all()] == [True]
        assert sorted(row.muscles.values_list("pk", flat=True)) == sorted(exercise.muscle_ids)


def test_picture_is_on_the_disk_with_its_thumbnails(loaded):
    image = Image.objects.first()
    primary = tuple(image.exercise.muscles.order_by("pk").values_list("pk", flat=True))
    secondary = tuple(image.exercise.muscles_secondary.order_by("pk").values_list("pk", flat=True))

    with image.image.open() as file:
        assert file.read() == picture(primary, secondary, SIZE).content
    assert len(image.thumbnail_urls()) == 6


def test_second_load_is_not_needed_and_changes_nothing(seeder):
    assert not seeder.is_current()
    list(seeder.load())
    before = list(Translation.objects.order_by("pk").values()), list(Image.objects.order_by("pk").values())

    list(seeder.load())

    assert seeder.is_current()
    assert before == (list(Translation.objects.order_by("pk").values()), list(Image.objects.order_by("pk").values()))


def test_edit_made_here_is_kept(loaded):
    row = Translation.objects.order_by("pk").first()
    row.name = "My name for it"
    row.save()

    list(loaded.load())

    row.refresh_from_db()
    assert row.name == "My name for it"


def test_what_was_removed_here_does_not_come_back(loaded):
    exercise = Exercise.objects.order_by("pk").first()
    image = Image.objects.exclude(exercise=exercise).first()
    actions.remove(row=exercise)
    actions.remove(row=image)

    list(loaded.load())

    exercise.refresh_from_db()
    assert exercise.retired_at is not None
    assert not Image.objects.filter(uuid=image.uuid).exists()


def test_another_word_makes_another_version(seeder):
    before = seeder.version
    again = StarterCatalogue()
    again.exercises = seeder.exercises[:1]

    assert again.version != before


@pytest.mark.slow
def test_documented_searches_find_rows_on_a_new_server(api):
    list(StarterCatalogue().load())

    counts = {
        query: api.get(f"/api/v2/{query}").json()["count"]
        for query in (
            "exercise/?language=1",
            "exerciseimage/?is_main=True",
            "exercise/?muscles=1&equipment=3",
            "exercise/?muscles=2,7",
        )
    }

    assert counts == {
        "exercise/?language=1": 208,
        "exerciseimage/?is_main=True": 208,
        "exercise/?muscles=1&equipment=3": 10,
        "exercise/?muscles=2,7": 39,
    }
