"""Exercises, aliases, comments and groups, written by contributors; tests/api has who may write at all."""

import pytest
from django.contrib.auth.models import Permission

from exercises.models import Alias, Edit, Exercise, Image, Translation, VariationGroup
from tests.conftest import client_of
from tests.exercises.bodies import LUNGE, translation, upload
from tests.exercises.factories import (
    AliasFactory,
    ExerciseFactory,
    ImageFactory,
    TranslationFactory,
    VariationGroupFactory,
)

pytestmark = pytest.mark.django_db


def post(client, path, body, **options):
    answer = client.post(f"/api/v2/{path}/", body, **options)
    assert answer.status_code == 201, answer.json()
    return answer.json()


def test_old_app_contributes_step_by_step(contributor_api, api):
    group = post(contributor_api, "variation", {})["id"]
    base = post(
        contributor_api, "exercise-base", {"category": 9, "muscles": [10], "equipment": [3], "variations": group}
    )["id"]
    words = post(
        contributor_api,
        "exercise-translation",
        {"exercise_base": base, "language": 2, "name": "Lunge", "description": f"<p>{LUNGE}</p>"},
    )["id"]
    post(contributor_api, "exercisealias", {"exercise": words, "alias": "Split squat"})
    picture = {"exercise_base": base, "image": upload(), "style": "1", "license": "2", "is_main": "false"}
    post(contributor_api, "exerciseimage", picture, format="multipart")

    whole = api.get(f"/api/v2/exercisebaseinfo/{base}/").json()

    assert (whole["variations"], whole["exercises"][0]["description"]) == (group, f"<p>{LUNGE}</p>")
    assert whole["exercises"][0]["aliases"][0]["alias"] == "Split squat"
    assert [image["is_main"] for image in whole["images"]] == [True]


def test_exercise_without_a_name_is_hidden_until_it_is_translated(contributor_api, api):
    row = post(contributor_api, "exercise", {"category": 9})
    path = f"/api/v2/exercise/{row['id']}/"

    before = api.get(path).status_code
    changed = contributor_api.patch(path, {"category": 8}).json()
    post(contributor_api, "exercise-translation", translation(exercise=row["id"]))

    assert (before, changed["category"], row["name"], row["language"]) == (404, 8, "", None)
    assert api.get(path).json()["name"] == "Lunge"


def test_edit_is_visible_in_the_next_answer(contributor_api, api):
    row = TranslationFactory(name="Lunges")
    path = f"/api/v2/exercise-translation/{row.pk}/"
    api.get(path)

    contributor_api.patch(path, {"name": "Lunge"})

    assert api.get(path).json()["name"] == "Lunge"


def test_permission_to_add_makes_a_contributor(bob):
    bob.user_permissions.add(Permission.objects.get(codename="add_exercise"))

    assert client_of(bob).post("/api/v2/exercise/", {"category": 9}).status_code == 201


def test_permission_to_delete_is_needed_to_delete(contributor):
    exercise = TranslationFactory().exercise
    path = f"/api/v2/exercise/{exercise.pk}/"

    before = client_of(contributor).delete(path).status_code
    contributor.user_permissions.add(Permission.objects.get(codename="delete_exercise"))

    assert (before, client_of(contributor).delete(path).status_code) == (403, 204)


def test_twenty_additions_an_hour_are_enough(contributor, settings):
    client = client_of(contributor)

    answers = [client.post("/api/v2/exercise/", {}).status_code for _ in range(21)]
    contributor.user_permissions.add(Permission.objects.get(codename="add_exercise"))

    assert answers == [400] * 20 + [429]
    assert client_of(contributor).post("/api/v2/exercise/", {}).status_code == 400


def test_stale_token_breaks_no_reading_but_writes_nothing(api):
    row = TranslationFactory()
    stale = {"Authorization": "Token long-gone"}

    assert api.get(f"/api/v2/exercise/{row.exercise_id}/", headers=stale).status_code == 200
    assert api.patch(f"/api/v2/exercise/{row.exercise_id}/", {}, headers=stale).status_code == 401


def test_repeated_request_adds_one_exercise(contributor_api):
    key = {"Idempotency-Key": "lunge-1"}

    ids = {post(contributor_api, "exercise", {"category": 9}, headers=key)["id"] for _ in range(2)}

    assert len(ids) == Exercise.objects.count() == 1


@pytest.mark.parametrize("author", [{}, {"license_author": None}, {"license_author": ""}])
def test_author_is_who_adds_it(contributor_api, author):
    assert post(contributor_api, "exercise", {"category": 9, **author})["license_author"] == "carol"


def test_author_may_be_somebody_else(contributor_api):
    row = post(contributor_api, "exercise", {"category": 9, "license_author": "Dora"})

    assert (row["license_author"], row["author_history"]) == ("Dora", ["Dora"])


def test_authors_stay_in_the_history(contributor_api):
    row = TranslationFactory(license_author="Alice")

    answer = contributor_api.patch(f"/api/v2/exercise-translation/{row.pk}/", {"license_author": "Dora"}).json()

    assert answer["author_history"] == ["Alice", "Dora"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org/", "data:text/html,x", "nonsense"])
def test_only_web_addresses_are_accepted(contributor_api, address):
    image = ImageFactory()

    answer = contributor_api.patch(f"/api/v2/exerciseimage/{image.pk}/", {"license_author_url": address})

    assert (answer.status_code, list(answer.json())) == (400, ["license_author_url"])


def test_ids_of_the_body_are_not_taken_over(contributor_api):
    uuid = "0193b1ab-0000-7000-8000-000000000001"

    row = post(contributor_api, "exercise", {"id": 999_999, "uuid": uuid, "category": 9})

    assert (row["id"] != 999_999, row["uuid"] != uuid) == (True, True)


def test_body_that_names_another_row_is_refused(contributor_api):
    row = TranslationFactory()

    answer = contributor_api.patch(f"/api/v2/exercise-translation/{row.pk}/", {"id": row.pk + 1})

    assert (answer.status_code, list(answer.json())) == (400, ["id"])


@pytest.mark.parametrize("ids", [[10, 999], ["x"], [True], 10, list(range(1, 200))])
def test_wrong_muscles_are_named(contributor_api, ids):
    answer = contributor_api.post("/api/v2/exercise/", {"category": 9, "muscles": ids})

    assert (answer.status_code, list(answer.json())) == (400, ["muscles"])


def test_retired_exercise_gets_nothing_new(contributor_api, staff_api):
    exercise = TranslationFactory().exercise
    staff_api.delete(f"/api/v2/exercise/{exercise.pk}/")

    answer = contributor_api.post("/api/v2/exercise-translation/", translation(exercise=exercise.pk))

    assert list(answer.json()) == ["exercise"]
    assert contributor_api.patch(f"/api/v2/exercise/{exercise.pk}/", {"category": 9}).status_code == 404


# --- Variations ----------------------------------------------------------------------------------------------------


def group_after(client, exercise, **body):
    client.patch(f"/api/v2/exercise/{exercise.pk}/", body, format="json")
    return Exercise.objects.get(pk=exercise.pk).variation_group


def test_group_is_set_by_id_or_uuid(contributor_api):
    group, exercise = VariationGroupFactory(), TranslationFactory().exercise

    assert group_after(contributor_api, exercise, variations=group.pk) == group
    assert group_after(contributor_api, exercise, variations=None) is None
    assert group_after(contributor_api, exercise, variation_group=str(group.uuid)) == group
    assert group_after(contributor_api, exercise, variation_group=None) is None


def test_new_uuid_makes_a_new_group(contributor_api):
    uuid = "0193b1ab-0000-7000-8000-000000000001"

    group = group_after(contributor_api, TranslationFactory().exercise, variation_group=uuid)

    assert str(group.uuid) == uuid


@pytest.mark.parametrize("changed", ["variations", "variation_group"])
def test_of_two_names_the_changed_one_is_meant(contributor_api, changed):
    old, new = VariationGroupFactory(), VariationGroupFactory()
    exercise = TranslationFactory(exercise=ExerciseFactory(variation_group=old)).exercise
    whole = {"variations": old.pk, "variation_group": str(old.uuid)}
    value = {"variations": new.pk, "variation_group": str(new.uuid)}[changed]

    assert group_after(contributor_api, exercise, **{**whole, changed: value}) == new


def test_exercises_survive_their_group(staff_api):
    group = VariationGroupFactory()
    exercise = TranslationFactory(exercise=ExerciseFactory(variation_group=group)).exercise

    assert staff_api.delete(f"/api/v2/variation/{group.pk}/").status_code == 204

    assert (Exercise.objects.get(pk=exercise.pk).variation_group, VariationGroup.objects.count()) == (None, 0)


# --- Parts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["exercise", "translation"])
def test_alias_is_added_in_both_vocabularies(contributor_api, name):
    words = TranslationFactory()

    row = post(contributor_api, "exercisealias", {name: words.pk, "alias": "Split squat"})

    assert (row["exercise"], row["translation"]) == (words.pk, words.pk)


def test_form_is_understood_as_well(contributor_api):
    words = TranslationFactory()

    row = post(contributor_api, "exercisecomment", {"exercise": words.pk, "comment": "Slowly"}, format="multipart")

    assert row["translation"] == words.pk


@pytest.mark.parametrize(
    "comment", ["Kurz", "Short", "Ein kurzer deutscher Satz, der zu einer englischen Übung gehört"]
)
def test_language_of_comments_is_nobodys_business(contributor_api, comment):
    post(contributor_api, "exercisecomment", {"translation": TranslationFactory().pk, "comment": comment})


def test_part_does_not_move_to_another_parent(contributor_api):
    alias, other = AliasFactory(), TranslationFactory()
    image = ImageFactory()

    contributor_api.patch(f"/api/v2/exercisealias/{alias.pk}/", {"translation": other.pk, "alias": "New"})
    contributor_api.patch(f"/api/v2/exerciseimage/{image.pk}/", {"exercise": other.exercise_id, "style": "1"})

    changed = Alias.objects.get(pk=alias.pk)
    assert (changed.alias, changed.translation) == ("New", alias.translation)
    assert Image.objects.get().exercise == image.exercise


def test_changing_a_part_dates_the_translation(contributor_api):
    alias = AliasFactory()
    before = Translation.objects.get(pk=alias.translation_id).last_update

    contributor_api.patch(f"/api/v2/exercisealias/{alias.pk}/", {"alias": "New"})

    assert Translation.objects.get(pk=alias.translation_id).last_update > before


def test_change_is_written_down_with_its_author(contributor_api, contributor):
    words = TranslationFactory(name="Lunges")

    contributor_api.patch(f"/api/v2/exercise-translation/{words.pk}/", {"name": "Lunge"})

    edit = Edit.objects.get()
    assert (edit.uuid, edit.author, edit.changes) == (words.uuid, contributor, {"name": ("Lunges", "Lunge")})


def test_change_to_nothing_new_is_not_written_down(contributor_api):
    words = TranslationFactory()

    contributor_api.patch(f"/api/v2/exercise-translation/{words.pk}/", {"name": words.name})

    assert not Edit.objects.exists()
