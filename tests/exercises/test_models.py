import time

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from exercises import descriptions, reference, wording
from exercises.models import Exercise, Language, Translation
from tests.exercises.factories import (
    AliasFactory,
    DeletionLogFactory,
    EquipmentFactory,
    ExerciseFactory,
    ImageFactory,
    LanguageFactory,
    TranslationFactory,
)

pytestmark = pytest.mark.django_db


def refused(make, **values):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**values)


def test_reference_rows_have_the_ids_that_apps_know():
    assert Language.objects.get(short_name="en").pk == 2
    assert [len(rows) for _, _, rows in reference.TABLES] == [33, 5, 8, 12, 16, 8, 6, 7]


def test_next_row_of_a_reference_table_comes_after_them():
    assert LanguageFactory().pk > 33


def test_names_of_reference_rows_are_unique_in_any_case():
    refused(EquipmentFactory, name="barbell")


def test_exercise_has_one_translation_a_language():
    refused(TranslationFactory, exercise=TranslationFactory().exercise)


def test_exercise_has_one_main_picture():
    refused(ImageFactory, exercise=ImageFactory(is_main=True).exercise, is_main=True)


def test_deletion_is_logged_once():
    refused(DeletionLogFactory, uuid=DeletionLogFactory().uuid)


def test_every_author_is_remembered():
    exercise = ExerciseFactory(license_author="Alice")

    exercise.license_author = "Bob"
    exercise.save(update_fields=["license_author"])

    assert Exercise.objects.get().author_history == ["Alice", "Bob"]


def test_saving_one_column_moves_last_update():
    exercise, before = ExerciseFactory(), timezone.now()

    exercise.save(update_fields=["license_title"])

    assert Exercise.objects.get().last_update > before


def test_new_alias_dates_its_translation():
    translation, before = TranslationFactory(), timezone.now()

    AliasFactory(translation=translation)

    assert Translation.objects.get().last_update > before


def test_removed_alias_dates_its_translation():
    alias, before = AliasFactory(), timezone.now()

    alias.delete()

    assert Translation.objects.get().last_update > before


@pytest.mark.parametrize(
    ("source", "html", "stored"),
    [
        pytest.param("*a*\n\n- b", "", "<p><em>a</em></p>\n<ul>\n<li>b</li>\n</ul>", id="Markdown is rendered"),
        pytest.param("a<script>x</script>", "", "<p>a</p>", id="scripts in Markdown go"),
        pytest.param("[a](javascript:x) ![b](y)", "", "<p>a b</p>", id="words of links stay"),
        pytest.param("", '<p class="x">a <a href="/">b</a></p>', "<p>a b</p>", id="HTML loses attributes and links"),
        pytest.param("a", "<p>b</p>", "<p>a</p>", id="the source wins over the HTML"),
    ],
)
def test_description_is_harmless_html(source, html, stored):
    translation = TranslationFactory(description_source=source, description=html)

    assert translation.description == stored


@pytest.mark.parametrize("sign", ["[", "![", "[a](", ">", "- ", "`", "&#", "<"])
def test_no_description_takes_long(sign):
    started = time.process_time()

    descriptions.render(sign * (wording.LONGEST_DESCRIPTION // len(sign)))

    assert time.process_time() - started < 2
