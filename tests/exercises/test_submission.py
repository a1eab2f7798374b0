"""``exercise-submission/``: an exercise with all its words in one request."""

import pytest

from exercises.models import Alias, Comment, Edit, Exercise, Translation, VariationGroup
from tests.contract import exercises
from tests.contract.notation import differences
from tests.exercises.bodies import AUSFALLSCHRITT, LUNGE, submission, translation
from tests.exercises.factories import ExerciseFactory, TranslationFactory, VariationGroupFactory

pytestmark = pytest.mark.django_db
PATH = "/api/v2/exercise-submission/"
GERMAN = {"language": 1, "name": "Ausfallschritt", "description_source": AUSFALLSCHRITT}


def test_whole_exercise_is_added(contributor_api, contributor, api):
    words = translation(aliases=[{"alias": "Split squat"}], comments=[{"comment": "Slowly"}])

    answer = contributor_api.post(PATH, submission(words, GERMAN, muscles=[10], equipment=[3]))

    row = answer.json()
    whole = api.get(f"/api/v2/exerciseinfo/{row['id']}/").json()
    assert (answer.status_code, differences(row, exercises.SUBMISSION)) == (201, [])
    assert [each["name"] for each in whole["translations"]] == ["Lunge", "Ausfallschritt"]
    assert whole["translations"][0]["notes"][0]["comment"] == "Slowly"
    assert Edit.objects.filter(author=contributor, before__isnull=True).count() == 5


def test_author_defaults_to_the_contributor_in_every_row(contributor_api):
    contributor_api.post(PATH, submission())

    assert (Exercise.objects.get().license_author, Translation.objects.get().license_author) == ("carol", "carol")


def test_author_of_the_exercise_is_the_author_of_its_words(contributor_api):
    contributor_api.post(PATH, submission(translation(), {**GERMAN, "license_author": "Emil"}, license_author="Dora"))

    authors = Translation.objects.order_by("id").values_list("license_author", flat=True)
    assert list(authors) == ["Dora", "Emil"]


def test_app_of_an_older_release_sends_a_description_and_a_group_id(contributor_api):
    words = {"language": 2, "name": "Lunge", "description": LUNGE, "aliases": [], "comments": []}
    group = VariationGroupFactory()

    contributor_api.post(PATH, submission(words, variations=group.pk))

    assert (Translation.objects.get().description, Exercise.objects.get().variation_group) == (LUNGE, group)


@pytest.mark.parametrize("has_group", [True, False])
def test_variation_joins_the_group_of_another_exercise(contributor_api, has_group):
    other = ExerciseFactory(variation_group=VariationGroupFactory() if has_group else None)

    row = contributor_api.post(PATH, submission(variations_connect_to=other.pk)).json()

    other.refresh_from_db()
    assert row["variations"] == other.variation_group_id is not None
    assert VariationGroup.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"category": None}, ["category"]),
        ({"translations": []}, ["translations"]),
        ({"translations": None}, ["translations"]),
        ({"translations": [GERMAN]}, ["translations"]),
        ({"translations": [translation(), translation(name="Other words entirely")]}, ["translations"]),
        ({"translations": [translation(description_source="Short")]}, ["translations"]),
        ({"translations": [translation(description_source=AUSFALLSCHRITT)]}, ["translations"]),
        ({"translations": [translation(aliases=[{"alias": "x" * 201}])]}, ["translations"]),
        ({"translations": [translation(aliases=[{"alias": "x"}] * 51)]}, ["translations"]),
        ({"translations": ["x", 5]}, ["translations"]),
        ({"variations_connect_to": 999_999}, ["variations_connect_to"]),
        ({"variation_group": "x"}, ["variation_group"]),
    ],
)
def test_unusable_submission_adds_nothing(contributor_api, changes, fields):
    answer = contributor_api.post(PATH, {**submission(), **changes})

    assert (answer.status_code, list(answer.json())) == (400, fields)
    assert (Exercise.objects.count(), Translation.objects.count()) == (0, 0)


def test_group_and_exercise_of_a_group_exclude_each_other(contributor_api):
    other, group = ExerciseFactory(), VariationGroupFactory()

    answer = contributor_api.post(PATH, submission(variations_connect_to=other.pk, variations=group.pk))

    assert list(answer.json()) == ["non_field_errors"]


def test_error_says_which_translation_is_meant(contributor_api):
    TranslationFactory(name="Lunges of all kinds")

    answer = contributor_api.post(PATH, submission(GERMAN, translation(name="Lunges of all kinds")))

    message = "There is an exercise with a similar name already: “Lunges of all kinds”."
    assert answer.json() == {"translations": {"1": {"name": [message]}}}


def test_failure_in_the_middle_leaves_nothing(contributor_api, monkeypatch):
    monkeypatch.setattr(Comment, "save", lambda *_, **__: 1 / 0)
    contributor_api.raise_request_exception = False

    answer = contributor_api.post(PATH, submission(translation(comments=[{"comment": "x"}])))

    assert (answer.status_code, Exercise.objects.count(), Alias.objects.count()) == (500, 0, 0)
