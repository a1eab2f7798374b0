from datetime import timedelta

import pytest
from django.utils import timezone

from exercises.models import Exercise, Translation, VariationGroup
from tests.exercises.factories import (
    AliasFactory,
    CommentFactory,
    DeletionLogFactory,
    ExerciseFactory,
    ImageFactory,
    TranslationFactory,
    VideoFactory,
)

pytestmark = pytest.mark.django_db

GERMAN, ENGLISH, SPANISH = 1, 2, 4
# Queries of a list that is not kept yet, the revision included; of a detail one less, for it counts nothing.
QUERIES = {
    "exercise": 7,
    "exercise-base": 7,
    "exerciseinfo": 12,
    "exercisebaseinfo": 12,
    "exercise-translation": 6,
    "exercisealias": 3,
    "exercisecomment": 3,
    "exerciseimage": 3,
    "video": 3,
    "variation": 3,
    "language": 3,
}


def full_exercise():
    """An exercise with everything an exercise may have."""
    group = VariationGroup.objects.create()
    exercise = ExerciseFactory(muscles=[1, 2], muscles_secondary=[3], equipment=[1], variation_group=group)
    for language in (GERMAN, ENGLISH):
        translation = TranslationFactory(exercise=exercise, language_id=language)
        AliasFactory(translation=translation)
        CommentFactory(translation=translation)
    ImageFactory(exercise=exercise, is_main=True)
    VideoFactory(exercise=exercise)
    return exercise


def ids(answer):
    return [row["id"] for row in answer.json()["results"]]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("endpoint", QUERIES)
def test_list_costs_the_same_however_long(api, django_assert_num_queries, endpoint, rows):
    for _ in range(rows):
        full_exercise()

    with django_assert_num_queries(QUERIES[endpoint]):
        api.get(f"/api/v2/{endpoint}/")


@pytest.mark.parametrize("endpoint", QUERIES)
def test_detail_costs_a_query_less(api, django_assert_num_queries, endpoint):
    full_exercise()
    row = ids(api.get(f"/api/v2/{endpoint}/"))[0]

    with django_assert_num_queries(QUERIES[endpoint] - 1):
        api.get(f"/api/v2/{endpoint}/{row}/")


@pytest.mark.parametrize("endpoint", sorted(QUERIES.keys() - {"variation", "language"}))
def test_retired_exercise_and_all_its_parts_are_gone(api, endpoint):
    exercise = full_exercise()
    row = ids(api.get(f"/api/v2/{endpoint}/"))[0]

    Exercise.objects.filter(pk=exercise.pk).update(retired_at=timezone.now())

    assert ids(api.get(f"/api/v2/{endpoint}/")) == []
    assert api.get(f"/api/v2/{endpoint}/{row}/").status_code == 404


@pytest.mark.parametrize("endpoint", ["exercise", "exerciseinfo", "exercisebaseinfo", "exercise-base", "exerciseimage"])
def test_exercise_without_translation_is_in_no_list(api, endpoint):
    ImageFactory(exercise=ExerciseFactory())

    assert ids(api.get(f"/api/v2/{endpoint}/")) == []


def test_exercise_is_found_by_uuid(api):
    exercise = full_exercise()

    assert api.get(f"/api/v2/exerciseinfo/{exercise.uuid}/").json()["id"] == exercise.pk


def test_both_vocabularies_name_the_same_things(api):
    exercise = full_exercise()
    group = exercise.variation_group

    info = api.get(f"/api/v2/exerciseinfo/{exercise.pk}/").json()

    assert info["exercises"] == info["translations"]
    assert (info["variations"], info["variation_group"]) == (group.pk, str(group.uuid))
    assert info["images"][0]["exercise_base_uuid"] == info["images"][0]["exercise_uuid"] == str(exercise.uuid)
    assert info["comments"][0]["exercise"] == info["comments"][0]["translation"] == info["translations"][1]["id"]


def test_exerciseinfo_tells_when_any_part_changed(api):
    exercise = full_exercise()
    moment = timezone.now().replace(microsecond=0) + timedelta(days=1)

    exercise.videos.update(last_update=moment)

    info = api.get(f"/api/v2/exerciseinfo/{exercise.pk}/").json()
    assert info["last_update_global"] == moment.isoformat().replace("+00:00", "Z")


def test_exerciseinfo_names_every_author(api):
    exercise = TranslationFactory(exercise__license_author="Bob", license_author="Carol").exercise
    ImageFactory(exercise=exercise, license_author="Alice")

    info = api.get(f"/api/v2/exerciseinfo/{exercise.pk}/").json()

    assert (info["author_history"], info["total_authors_history"]) == (["Bob"], ["Alice", "Bob", "Carol"])


def test_muscle_has_addresses_of_its_drawings(api):
    muscle = api.get("/api/v2/muscle/2/").json()

    assert muscle["image_url_main"] == "http://testserver/static/images/muscles/main/muscle-2.svg"
    assert muscle["image_url_secondary"] == "http://testserver/static/images/muscles/secondary/muscle-2.svg"


def test_deletion_log_shows_what_apps_know(api):
    shown = DeletionLogFactory()
    DeletionLogFactory(model_type="alias")

    assert ids(api.get("/api/v2/deletion-log/")) == [shown.pk]


def test_monday_is_the_first_day(api):
    assert api.get("/api/v2/daysofweek/").json()["results"][0] == {"id": 1, "day_of_week": "Monday"}


@pytest.mark.parametrize(
    ("query", "header", "name"),
    [
        pytest.param("language=1", "", "Kniebeuge", id="by id"),
        pytest.param("language=de", "es", "Kniebeuge", id="by code, over the header"),
        pytest.param("language__code=de-at", "", "Kniebeuge", id="a region is its language"),
        pytest.param("", "fr,de;q=0.8,en;q=0.2", "Kniebeuge", id="the best that there is"),
        pytest.param("", "es", "Squat", id="English if it is not translated"),
        pytest.param("", "", "Squat", id="English if nothing was asked for"),
    ],
)
def test_name_is_in_the_wanted_language(api, query, header, name):
    english = TranslationFactory(name="Squat")
    TranslationFactory(exercise=english.exercise, language_id=GERMAN, name="Kniebeuge")

    answer = api.get(f"/api/v2/exercise/?{query}", headers={"Accept-Language": header})

    assert [row["name"] for row in answer.json()["results"]] == [name]
    assert "Accept-Language" in answer["Vary"]


def test_name_is_the_first_there_is_when_it_is_not_in_english(api):
    exercise = TranslationFactory(language_id=SPANISH, name="Sentadilla").exercise

    row = api.get(f"/api/v2/exerciseinfo/{exercise.pk}/").json()

    assert (row["name"], row["language"]["short_name"]) == ("Sentadilla", "es")


def test_language_on_a_detail_chooses_and_does_not_hide(api):
    exercise = TranslationFactory(name="Squat").exercise

    assert api.get(f"/api/v2/exercise/{exercise.pk}/?language=1").json()["name"] == "Squat"


@pytest.mark.parametrize("query", ["language=1", "language=de", "language__code=de", "language=1,4"])
def test_language_keeps_exercises_that_have_it(api, query):
    german = TranslationFactory(language_id=GERMAN).exercise
    TranslationFactory()

    assert ids(api.get(f"/api/v2/exerciseinfo/?{query}")) == [german.pk]


def test_unknown_language_code_is_english(api):
    TranslationFactory(language_id=GERMAN)
    english = TranslationFactory().exercise

    assert ids(api.get("/api/v2/exerciseinfo/?language__code=xx")) == [english.pk]


def test_unknown_language_is_an_error(api):
    answer = api.get("/api/v2/exercise/?language=xx")

    assert answer.status_code == 400
    assert list(answer.json()) == ["language"]


@pytest.fixture
def two(db):
    """One exercise that matches the filters below, and one that does not."""
    group = VariationGroup.objects.create()
    exercise = ExerciseFactory(
        category_id=9, license_author="Bob", muscles=[2, 7], muscles_secondary=[3], equipment=[1], variation_group=group
    )
    TranslationFactory(exercise=exercise, name="Lunge", description_source="One leg in front.")
    ExerciseFactory(muscles=[1], muscles_secondary=[4], equipment=[3])
    other = TranslationFactory(exercise=Exercise.objects.exclude(pk=exercise.pk).get(), name="Squat").exercise
    return exercise, other


@pytest.mark.parametrize(
    "query",
    [
        "id={0.pk}",
        "id__in={0.pk},999999",
        "exercise={0.pk}",
        "exercise_base={0.pk}",
        "uuid={0.uuid}",
        "category=9",
        "category__in=9,10",
        "muscles=2,7",
        "muscles=2&muscles=7",
        "muscles_secondary=3",
        "equipment=1",
        "variations={0.variation_group.pk}",
        "variation_group={0.variation_group.uuid}",
        "variation_group__in={0.variation_group.uuid}",
        "license_author=Bob",
        "license=2&license_author=Bob",
        "name=Lunge",
        "name__exact=LUN",
        "description=<p>One leg in front.</p>",
    ],
)
@pytest.mark.parametrize("endpoint", ["exercise", "exerciseinfo"])
def test_exercises_are_filtered(api, two, endpoint, query):
    assert ids(api.get(f"/api/v2/{endpoint}/?{query.format(two[0])}")) == [two[0].pk]


@pytest.mark.parametrize("query", ["category=99", "muscles=x", "variation_group=1", "id=x", "created=yesterday"])
def test_bad_filter_is_an_error(api, two, query):
    assert api.get(f"/api/v2/exercise/?{query}").status_code == 400


@pytest.mark.parametrize(
    ("ordering", "first"), [("name", 0), ("-name", 1), ("-id", 1), ("category", 1), ("-category,name", 0), ("nope", 0)]
)
def test_exercises_are_ordered(api, two, ordering, first):
    assert ids(api.get(f"/api/v2/exercise/?ordering={ordering}"))[0] == two[first].pk


@pytest.mark.parametrize(
    ("endpoint", "query"),
    [
        ("exercise-translation", "exercise={0.translation.exercise_id}"),
        ("exercise-translation", "exercise_base={0.translation.exercise_id}"),
        ("exercise-translation", "language=de"),
        ("exercisealias", "exercise={0.translation_id}"),
        ("exercisealias", "translation={0.translation_id}"),
        ("exercisealias", "alias={0.alias}"),
        ("exercisecomment", "exercise={0.translation_id}"),
        ("exercisecomment", "language=1"),
        ("exerciseimage", "exercise_base={0.translation.exercise_id}"),
        ("exerciseimage", "is_main=True"),
        ("video", "exercise={0.translation.exercise_id}"),
    ],
)
def test_parts_are_filtered(api, endpoint, query):
    alias = AliasFactory(translation__language_id=GERMAN)
    CommentFactory(translation=alias.translation)
    ImageFactory(exercise=alias.translation.exercise, is_main=True)
    VideoFactory(exercise=alias.translation.exercise)
    for make in (AliasFactory, CommentFactory, ImageFactory, VideoFactory):
        make()

    assert api.get(f"/api/v2/{endpoint}/?{query.format(alias)}").json()["count"] == 1


def test_main_pictures_come_first(api):
    plain, main = ImageFactory(), ImageFactory(is_main=True)

    assert ids(api.get("/api/v2/exerciseimage/")) == [main.pk, plain.pk]


def test_translations_come_by_name(api):
    names = [TranslationFactory(name=name).name for name in ("Squat", "Lunge")]

    found = [row["name"] for row in api.get("/api/v2/exercise-translation/").json()["results"]]

    assert found == sorted(names)


def test_choosing_a_translation_takes_the_oldest_last():
    exercise = TranslationFactory(language_id=SPANISH).exercise
    TranslationFactory(exercise=exercise, language_id=GERMAN)

    row = Exercise.objects.with_relations().get()

    assert row.translation_in([ENGLISH]) == Translation.objects.get(language_id=SPANISH)
    assert row.translation_in([ENGLISH, GERMAN]) == Translation.objects.get(language_id=GERMAN)
