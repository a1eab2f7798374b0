"""What names and descriptions have to be like."""

import pytest

from exercises.models import Translation
from tests.exercises.bodies import AUSFALLSCHRITT, LUNGE, translation
from tests.exercises.factories import ExerciseFactory, TranslationFactory

pytestmark = pytest.mark.django_db
PATH = "/api/v2/exercise-translation/"
GERMAN = 1


def errors(client, **changes):
    answer = client.post(PATH, translation(**{"exercise": ExerciseFactory().pk} | changes))
    return answer.json() if answer.status_code == 400 else answer.status_code


def test_markdown_is_shown_as_harmless_html(contributor_api):
    source = f"{LUNGE} **Slowly**, <script>alert(1)</script> <a href='javascript:x'>here</a>."

    row = contributor_api.post(PATH, translation(exercise=ExerciseFactory().pk, description_source=source)).json()

    assert row["description_source"] == source
    assert row["description"] == f"<p>{LUNGE} <strong>Slowly</strong>,  here.</p>"


def test_html_is_cleaned_and_can_be_edited_by_newer_apps(contributor_api):
    html = f"<p onclick='x'>{LUNGE}</p><img src=x onerror=alert(1)>"
    body = {"exercise": ExerciseFactory().pk, "description_source": None, "description": html}

    row = contributor_api.post(PATH, {k: v for k, v in translation(**body).items() if v is not None}).json()

    assert row["description"] == row["description_source"] == f"<p>{LUNGE}</p>"


@pytest.mark.parametrize("field", ["description", "description_source"])
@pytest.mark.parametrize("text", ["", "Too short", "<b></b>" * 20, "x" * 5_001])
def test_unusable_description_is_refused_by_its_name(contributor_api, field, text):
    body = {name: value for name, value in translation().items() if name != "description_source"}

    answer = contributor_api.post(PATH, {**body, "exercise": ExerciseFactory().pk, field: text})

    assert (answer.status_code, len(answer.json())) == (400, 1)
    assert set(answer.json()) <= {field, "description_source"}


def test_description_is_needed(contributor_api):
    body = {"exercise": ExerciseFactory().pk, "language": 2, "name": "Lunge"}

    assert list(contributor_api.post(PATH, body).json()) == ["description_source"]


def test_second_translation_into_a_language_is_refused(contributor_api):
    row = TranslationFactory()

    assert errors(contributor_api, exercise=row.exercise_id) == {
        "non_field_errors": ["The exercise has a translation into English already; change that one."]
    }


def test_description_in_another_language_is_refused(contributor_api):
    assert errors(contributor_api, description_source=AUSFALLSCHRITT) == {
        "language": ["This looks like German, not English."]
    }
    assert errors(contributor_api, description_source=AUSFALLSCHRITT, language=GERMAN, name="Ausfallschritt") == 201


@pytest.mark.parametrize("name", ["Lunge", "lunge", "LUNGE ", "Lún-ge"])
def test_name_that_is_there_already_is_refused(contributor_api, name):
    TranslationFactory(name="Lunge")

    assert errors(contributor_api, name=name) == {
        "name": ["There is an exercise with a similar name already: “Lunge”."]
    }


def test_same_name_in_another_language_is_another_name(contributor_api):
    TranslationFactory(name="Lunge", language_id=GERMAN)

    assert errors(contributor_api) == 201


def test_exercise_may_be_called_alike_in_two_languages(contributor_api):
    row = TranslationFactory(name="Ausfallschritt", language_id=GERMAN)

    assert errors(contributor_api, exercise=row.exercise_id, name="Ausfallschritt") == 201


def changed(client, row, **body):
    answer = client.patch(f"{PATH}{row.pk}/", body)
    assert answer.status_code == 200, answer.json()
    return Translation.objects.get(pk=row.pk)


def test_row_may_keep_its_own_name(contributor_api):
    assert changed(contributor_api, TranslationFactory(name="Lunge"), name="Lunges").name == "Lunges"


def test_exercise_and_language_do_not_change(contributor_api):
    row = TranslationFactory()

    after = changed(contributor_api, row, exercise=ExerciseFactory().pk, language=GERMAN, name="New")

    assert (after.exercise, after.language_id, after.name) == (row.exercise, row.language_id, "New")


def test_old_description_that_is_too_short_does_not_block_a_new_name(contributor_api):
    row = TranslationFactory(description_source="Short", name="Lunges")
    whole = contributor_api.get(f"{PATH}{row.pk}/").json()

    assert changed(contributor_api, row, **{**whole, "name": "Split squat"}).description_source == "Short"


def test_old_app_replaces_the_markdown(contributor_api):
    row = TranslationFactory()
    whole = contributor_api.get(f"{PATH}{row.pk}/").json()

    after = changed(contributor_api, row, **{**whole, "description": f"<p>{LUNGE}</p>"})

    assert (after.description, after.description_source) == (f"<p>{LUNGE}</p>", "")


def test_new_app_replaces_the_html(contributor_api):
    row = TranslationFactory(description_source="", description="<p>Old</p>")
    whole = contributor_api.get(f"{PATH}{row.pk}/").json()

    after = changed(contributor_api, row, **{**whole, "description_source": LUNGE})

    assert (after.description, after.description_source) == (f"<p>{LUNGE}</p>", LUNGE)
