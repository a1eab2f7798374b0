"""A small catalogue: squats, of which everything is known, and lunges, of which only the name is."""

from types import SimpleNamespace

import pytest

from tests.exercises.factories import (
    AliasFactory,
    CommentFactory,
    DeletionLogFactory,
    ExerciseFactory,
    ImageFactory,
    TranslationFactory,
    VariationGroupFactory,
    VideoFactory,
)


@pytest.fixture
def catalogue(db):
    squats = ExerciseFactory(
        category_id=9, muscles=[8, 10], muscles_secondary=[11], equipment=[1], variation_group=VariationGroupFactory()
    )
    words = TranslationFactory(exercise=squats, name="Squats")
    AliasFactory(translation=words)
    CommentFactory(translation=words)
    ImageFactory(exercise=squats, is_main=True)
    VideoFactory(exercise=squats)
    DeletionLogFactory(replaced_by=squats.uuid)
    lunges = ExerciseFactory(category_id=9, license_author="")
    TranslationFactory(exercise=lunges, language_id=1, name="Ausfallschritte", license_author="", description_source="")
    return SimpleNamespace(exercise=squats.pk, translation=words.pk, bare=lunges.pk)
