"""``exercise/search/`` as the apps of three generations ask for it."""

import pytest

from exercises.models import Exercise, Translation
from tests.exercises.factories import AliasFactory, ExerciseFactory, ImageFactory, TranslationFactory

pytestmark = pytest.mark.django_db

GERMAN, ENGLISH, SPANISH = 1, 2, 4
PATH = "/api/v2/exercise/search/"


@pytest.fixture
def squat(db):
    exercise = ExerciseFactory(category_id=9)
    TranslationFactory(exercise=exercise, language_id=GERMAN, name="Kniebeuge (Squat)")
    TranslationFactory(exercise=exercise, language_id=SPANISH, name="Sentadilla squat")
    english = TranslationFactory(exercise=exercise, name="Squat")
    AliasFactory(translation=english, alias="Knee bend")
    return exercise


def values(answer):
    return [each["value"] for each in answer.json()["suggestions"]]


def test_suggestion_names_translation_exercise_category_and_pictures(api, squat):
    ImageFactory(exercise=squat)
    main = ImageFactory(exercise=squat, is_main=True, image="exercise-images/7/main.png")

    answer = api.get(f"{PATH}?term=squat").json()

    assert answer == {
        "suggestions": [
            {
                "value": "Squat",
                "data": {
                    "id": Translation.objects.get(name="Squat").pk,
                    "base_id": squat.pk,
                    "name": "Squat",
                    "category": "Legs",
                    "image": f"/media/{main.image}",
                    "image_thumbnail": f"/media/{main.image}.small_cropped.jpg",
                },
            }
        ]
    }


@pytest.mark.parametrize(("width", "thumbnail"), [(None, None), (64, "small_cropped")])
def test_pictures_may_be_missing(api, squat, width, thumbnail):
    bare = api.get(f"{PATH}?term=squat").json()["suggestions"][0]["data"]
    ImageFactory(exercise=squat, width=width)

    found = Exercise.objects.get().images.get()
    data = api.get(f"{PATH}?term=squat").json()["suggestions"][0]["data"]

    assert (bare["image"], bare["image_thumbnail"]) == (None, None)
    assert data["image"] == f"/media/{found.image}"
    assert data["image_thumbnail"] == (thumbnail and f"/media/{found.image}.{thumbnail}.jpg")


LANGUAGES = {
    "English if none is named": ("", ["Squat"]),
    "English if an empty one is named": ("language=", ["Squat"]),
    "English if an unknown one is named": ("language=xx", ["Squat"]),
    "one": ("language=de", ["Kniebeuge (Squat)"]),
    "two": ("language=de,en", ["Squat", "Kniebeuge (Squat)"]),
    "with a region": ("language=de-AT", ["Kniebeuge (Squat)"]),
    "an id": ("language=4", ["Sentadilla squat"]),
    "all": ("language=*", ["Squat", "Kniebeuge (Squat)", "Sentadilla squat"]),
    "one and all": ("language=de,*", ["Squat", "Kniebeuge (Squat)", "Sentadilla squat"]),
}


@pytest.mark.parametrize(("query", "found"), LANGUAGES.values(), ids=LANGUAGES)
def test_languages(api, squat, query, found):
    assert values(api.get(f"{PATH}?term=squat&{query}")) == found


TERMS = {
    "an alias": ("knee", ["Squat"]),
    "letters that changed places": ("sqaut", ["Squat"]),
    "nothing typed": ("", []),
    "a blank": ("%20", []),
    "punctuation": ("-", []),
    "a wildcard": ("%25", []),
    "an emoji": ("%F0%9F%92%AA", []),
    "NUL": ("%00", []),
    "very long": ("x" * 3000, []),
}


@pytest.mark.parametrize(("term", "found"), TERMS.values(), ids=TERMS)
@pytest.mark.parametrize("path", [PATH, PATH.rstrip("/")])
def test_terms(api, squat, path, term, found):
    answer = api.get(f"{path}?term={term}")

    assert (answer.status_code, values(answer)) == (200, found)


def test_no_term_is_no_suggestion(api, squat):
    assert api.get(PATH).json() == {"suggestions": []}


def test_there_are_at_most_150(api):
    exercises = Exercise.objects.bulk_create([Exercise(category_id=9) for _ in range(160)])
    Translation.objects.bulk_create(
        [
            Translation(exercise=each, language_id=ENGLISH, name=f"Squat {place:03}")
            for place, each in enumerate(exercises)
        ]
    )

    assert values(api.get(f"{PATH}?term=squat")) == [f"Squat {place:03}" for place in range(150)]


def test_retired_exercise_is_not_suggested(api, squat):
    squat.retired_at = squat.created
    squat.save()

    assert values(api.get(f"{PATH}?term=squat")) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_suggestions_cost_the_same_however_many(api, django_assert_num_queries, rows):
    for _ in range(rows):
        ImageFactory(exercise=TranslationFactory(name="Squat").exercise)

    # The revision, languages, names, aliases, translations with their exercises, pictures.
    with django_assert_num_queries(6):
        api.get(f"{PATH}?term=squat&language=en")


def test_answer_is_kept_until_the_catalogue_changes(api, squat, django_assert_num_queries):
    api.get(f"{PATH}?term=squat")
    with django_assert_num_queries(1):
        first = api.get(f"{PATH}?term=squat")

    TranslationFactory(name="Squat")

    assert (values(first), values(api.get(f"{PATH}?term=squat"))) == (["Squat"], ["Squat", "Squat"])


def test_unknown_parameter_is_named_as_ignored(api, squat):
    assert api.get(f"{PATH}?term=squat&fuzzy=1")["Warning"] == '299 regimen "Ignored: fuzzy"'
