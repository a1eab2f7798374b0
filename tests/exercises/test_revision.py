"""Every way to change the catalogue moves the revision, in the transaction of the change."""

import pytest
from django.db import connection, transaction

from exercises.models import Comment, Muscle, Revision, Translation, revision
from exercises.models.revision import advance, current
from tests.exercises.factories import CommentFactory, TranslationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def translation():
    return TranslationFactory()


WAYS = {
    "save": lambda row: row.save(),
    "save of some fields": lambda row: row.save(update_fields=["name"]),
    "delete": lambda row: row.delete(),
    "create": lambda row: TranslationFactory(),
    "update of many": lambda row: Translation.objects.update(name="x"),
    "delete of many": lambda row: Translation.objects.all().delete(),
    "bulk create": lambda row: Comment.objects.bulk_create([Comment(translation=row, comment="x")]),
    "bulk update": lambda row: Translation.objects.bulk_update([row], ["name"]),
    "comment": lambda row: CommentFactory(translation=row),
    "many-to-many set": lambda row: row.exercise.muscles.set([1, 2]),
    "many-to-many add": lambda row: row.exercise.equipment.add(1),
    "reference row": lambda row: Muscle.objects.get(pk=1).save(),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_change_moves_the_revision(translation, way):
    before = current()

    way(translation)

    assert current() > before


def test_reading_does_not_move_it(translation, api):
    before = current()
    api.get("/api/v2/exerciseinfo/")

    assert current() == before


def test_once_per_transaction_is_enough(translation):
    before = current()

    with transaction.atomic():
        for _ in range(5):
            translation.save()
        with transaction.atomic():
            translation.save()

    assert current() == before + 1


def test_rolled_back_change_moves_nothing_and_does_not_hide_the_next(translation):
    before = current()

    with transaction.atomic():
        with transaction.atomic():
            translation.save()
            transaction.set_rollback(True)
        inner = current()
        translation.save()

    assert (inner, current()) == (before, before + 1)


def test_two_transactions_are_two_moves(translation):
    before = current()
    for _ in range(2):
        with transaction.atomic():
            translation.save()

    assert current() == before + 2


def test_revision_is_made_if_it_is_missing(db):
    Revision.objects.all().delete()
    connection.__dict__.pop("revision_blocks", None)

    advance()

    assert current() > 0


def test_edit_is_visible_in_the_very_next_answer(api, translation):
    path = f"/api/v2/exerciseinfo/{translation.exercise_id}/"
    before = api.get(path).json()["name"]
    translation.name = "Another name"
    translation.save()

    assert before != api.get(path).json()["name"] == "Another name"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server.")
def test_connection_that_the_server_has_closed_is_replaced(monkeypatch):
    before, own = current(), connection.copy()
    monkeypatch.setattr(revision, "connection", own)
    current()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [own.connection.info.backend_pid])

    assert current() == before
    own.close()
