"""The folded column follows its source, however a row is written."""

import pytest
from django.db import models
from django.db.models.functions import Upper

from config.search import columns
from exercises.models import Alias, Translation
from tests.exercises.factories import AliasFactory, ExerciseFactory, TranslationFactory

pytestmark = pytest.mark.django_db


def rename(row, name="Größe"):
    row.name = name
    return row


WAYS = {
    "save": lambda row: rename(row).save(),
    "save of some columns": lambda row: rename(row).save(update_fields=["name"]),
    "update or create": lambda row: Translation.objects.update_or_create(pk=row.pk, defaults={"name": "Größe"}),
    "update of many": lambda row: Translation.objects.update(name="Größe"),
    "bulk update": lambda row: Translation.objects.bulk_update(iter([rename(row)]), ["name"]),
    "bulk upsert": lambda row: Translation.objects.bulk_create(
        [rename(row)], update_conflicts=True, unique_fields=["id"], update_fields=["name"]
    ),
    "bulk create": lambda row: Translation.objects.bulk_create(
        [Translation(exercise=ExerciseFactory(), language_id=1, name="Größe")]
    ),
}


@pytest.mark.parametrize("write", WAYS.values(), ids=WAYS)
def test_folded_column_follows_its_source(write):
    row = TranslationFactory(name="Old")

    write(row)

    assert set(Translation.objects.filter(name="Größe").values_list("name_folded", flat=True)) == {"grosse"}


def test_alias_is_folded_too():
    assert AliasFactory(alias="Kniebeuge, TIEF").alias_folded == "kniebeuge tief"


def test_other_columns_leave_it_alone():
    row = TranslationFactory(name="Old")
    rename(row).save(update_fields=["license_author"])

    assert Translation.objects.values("name", "name_folded").get() == {"name": "Old", "name_folded": "old"}


def test_expression_is_refused_because_only_python_folds():
    with pytest.raises(TypeError, match="name is folded in Python"):
        Translation.objects.update(name=Upper("name"))


@pytest.mark.parametrize("model", [Translation, Alias])
def test_existing_rows_are_filled_in_batches(model, monkeypatch):
    rows = [AliasFactory(alias="Größe", translation__name="Größe") for _ in range(5)]
    column = "name_folded" if model is Translation else "alias_folded"
    models.QuerySet(model).update(**{column: ""})
    monkeypatch.setattr(columns, "ROWS_PER_UPDATE", 2)

    columns.refold(model)

    assert list(model.objects.values_list(column, flat=True)) == ["grosse"] * len(rows)
