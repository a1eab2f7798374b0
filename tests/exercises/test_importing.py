from datetime import UTC, datetime

import pytest
from django.forms.models import model_to_dict

from exercises.actions import remove
from exercises.importing.report import Outcome
from exercises.models import Alias, Comment, DeletionLog, Exercise, ExerciseCategory, Language, Translation
from tests.exercises import remote
from tests.exercises.factories import ExerciseFactory, TranslationFactory

pytestmark = pytest.mark.django_db


def everything():
    """All rows of the tables that an import writes, dates included."""
    return [list(model.objects.order_by("pk").values()) for model in (Exercise, Translation, Alias, Comment)]


def test_exercise_arrives_with_everything():
    remote.run(remote.exercise())

    exercise = Exercise.objects.get()
    assert (exercise.pk, str(exercise.uuid), exercise.category.name) == (9, remote.SQUAT, "Legs")
    assert [muscle.pk for muscle in exercise.muscles.all()] == [10]
    assert [muscle.pk for muscle in exercise.muscles_secondary.all()] == [8]
    assert str(exercise.variation_group.uuid) == remote.GROUP
    assert exercise.created == datetime(2023, 8, 6, 8, 17, 17, tzinfo=UTC)


def test_translation_arrives_with_its_licence_and_authors():
    remote.run(remote.exercise())

    translation = Translation.objects.get()
    assert model_to_dict(translation, exclude=["description"]) == {
        "id": 345,
        "uuid": translation.uuid,
        "exercise": 9,
        "language": 2,
        "name": "Squat",
        "description_source": "Bend the knees.",
        "license": 1,
        "license_title": "Squatting",
        "license_object_url": "https://remote.example/squat",
        "license_author": "Bob",
        "license_author_url": "",
        "license_derivative_source_url": "https://remote.example/source",
        "author_history": ["Carol", "Bob"],
    }
    assert (Alias.objects.get().pk, Comment.objects.get().comment) == (5, "Slowly")


def test_row_without_an_id_gets_one():
    remote.run(remote.exercise(id=None))

    assert Exercise.objects.get().pk


def test_classic_vocabulary_is_read_too():
    words = remote.translation(description_source=None, aliases=[{"id": 5, "alias": "Knee bend"}])
    row = remote.exercise(exercises=[words], variations=47)
    del row["translations"], row["variation_group"]

    remote.run(row)

    assert Translation.objects.get().description == "<p>Bend the knees.</p>"
    assert Exercise.objects.get().variation_group is not None
    assert remote.run(row).writes == 0


def test_second_run_changes_nothing():
    remote.run(remote.exercise())
    before = everything()

    report = remote.run(remote.exercise())

    assert (report.writes, everything()) == (0, before)


def test_dry_run_changes_nothing():
    report = remote.run(remote.exercise(), dry_run=True)

    assert (report.writes, Exercise.objects.count()) == (4, 0)


def test_cost_of_a_batch_does_not_depend_on_its_length(django_assert_max_num_queries):
    rows = [
        remote.exercise(
            id=number,
            uuid=str(remote.UUID(int=number)),
            translations=[remote.translation(id=number, uuid=str(remote.UUID(int=number)), aliases=[], notes=[])],
        )
        for number in range(100, 120)
    ]
    remote.run(*rows)

    # 5 reference tables, what is here of each, and two savepoints an exercise.
    with django_assert_max_num_queries(100):
        assert remote.run(*rows).writes == 0


def test_remote_change_arrives():
    remote.run(remote.exercise())

    report = remote.run(remote.exercise(translations=[remote.translation(name="Deep squat")]))

    assert (Translation.objects.get().name, report.writes) == ("Deep squat", 1)


def test_remote_change_of_muscles_arrives():
    remote.run(remote.exercise())

    remote.run(remote.exercise(muscles=[]))

    assert Exercise.objects.get().muscles.count() == 0


def test_local_edit_is_kept_when_the_other_server_changes_the_row():
    remote.run(remote.exercise())
    Translation.objects.update(name="My squat")

    report = remote.run(remote.exercise(translations=[remote.translation(name="Deep squat")]))

    assert Translation.objects.get().name == "My squat"
    assert report.notes == [f"translation {remote.WORDS} kept: kept your edit"]


def test_local_edit_is_kept_when_the_other_server_changes_nothing():
    remote.run(remote.exercise())
    Exercise.objects.get().muscles.set([1])

    assert remote.run(remote.exercise()).writes == 0
    assert Exercise.objects.get().muscles.get().pk == 1


def test_row_made_here_is_kept():
    exercise = TranslationFactory(exercise=ExerciseFactory(uuid=remote.SQUAT), name="My squat").exercise

    report = remote.run(remote.exercise())

    assert Exercise.objects.get() == exercise
    assert Translation.objects.get().name == "My squat"
    assert report.counts[Outcome.KEPT].total() == 2


def test_what_was_removed_here_does_not_come_back():
    remote.run(remote.exercise())
    remove(row=Alias.objects.get())
    remove(row=Exercise.objects.get())

    report = remote.run(remote.exercise())

    assert (Alias.objects.count(), Exercise.objects.public().count(), report.writes) == (0, 0, 0)


def test_removed_alias_does_not_come_back():
    remote.run(remote.exercise())
    remove(row=Alias.objects.get())

    assert remote.run(remote.exercise()).writes == 0


def test_nothing_goes_because_the_other_server_does_not_have_it():
    remote.run(remote.exercise())

    assert remote.run().writes == 0
    assert Exercise.objects.public().count() == 1


def test_taken_id_is_not_taken_over():
    ExerciseFactory(pk=9)

    remote.run(remote.exercise())

    assert Exercise.objects.get(uuid=remote.SQUAT).pk != 9


def test_next_own_row_comes_after_the_imported_ones():
    remote.run(remote.exercise(id=1_000_000))

    assert ExerciseFactory().pk > 1_000_000


def test_new_category_and_language_are_added_with_their_ids():
    remote.run(
        remote.exercise(category={"id": 40, "name": "Neck"}),
        exercisecategory=[{"id": 40, "name": "Neck"}],
        language=[*remote.reference_rows("language"), {"id": 50, "short_name": "la", "full_name": "Latina"}],
    )

    assert ExerciseCategory.objects.get(name="Neck").pk == 40
    assert Language.objects.get(short_name="la").pk == 50


def test_ids_of_the_other_server_are_translated():
    languages = [{"id": 7, "short_name": "de", "full_name": "Deutsch"}]

    remote.run(remote.exercise(translations=[remote.translation(language=7)]), language=languages)

    assert Translation.objects.get().language.short_name == "de"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"uuid": "x"}, "uuid is 'x'"),
        ({"category": {"id": 1, "name": "Nonsense"}}, "unknown exercisecategory {'id': 1, 'name': 'Nonsense'}"),
        ({"muscles": "all"}, "muscles is no list"),
        ({"license_author": 5}, "license_author is no text"),
        ({"translations": []}, "has no translation that can be used"),
        ({"variation_group": 5}, "uuid is 5"),
    ],
)
def test_broken_exercise_is_skipped_with_its_reason(changes, reason):
    report = remote.run(remote.exercise(**changes), remote.exercise(id=10, uuid=remote.VIDEO))

    assert [note.partition(" skipped: ")[2] for note in report.notes] == [reason]
    assert [str(exercise.uuid) for exercise in Exercise.objects.all()] == [remote.VIDEO]


@pytest.mark.parametrize("row", [None, 5, "x", [], {}])
def test_what_is_no_exercise_is_skipped(row):
    report = remote.run(row)

    assert report.counts[Outcome.SKIPPED] == {"exercise": 1}


@pytest.mark.parametrize(
    "changes", [{"name": ""}, {"name": "x" * 201}, {"language": 99}, {"license": 99}, {"aliases": [{"alias": 5}]}]
)
def test_broken_part_does_not_spoil_the_others(changes):
    broken = remote.translation(uuid=remote.GROUP, id=1, **({"language": 1, "aliases": [], "notes": []} | changes))

    report = remote.run(remote.exercise(translations=[remote.translation(), broken]))

    assert report.counts[Outcome.SKIPPED].total() == 1
    assert Translation.objects.filter(uuid=remote.WORDS).exists()


def test_characters_that_cannot_be_stored_are_dropped():
    remote.run(remote.exercise(translations=[remote.translation(name="Sq\0u\x1bat\ud800")]))

    assert Translation.objects.get().name == "Squat"


def test_translation_of_another_exercise_is_not_moved():
    TranslationFactory(uuid=remote.WORDS)

    report = remote.run(remote.exercise())

    assert report.counts[Outcome.SKIPPED] == {"exercise": 1}
    assert not Exercise.objects.filter(uuid=remote.SQUAT).exists()


def test_deleted_exercise_is_retired_and_logged():
    remote.run(remote.exercise())

    report = remote.run(deletion_log=[remote.deletion("base", remote.SQUAT, replaced_by=remote.GROUP)])

    assert (Exercise.objects.public().count(), report.writes) == (0, 1)
    assert [str(log.replaced_by) for log in DeletionLog.objects.all()] == [remote.GROUP]


def test_deleted_translation_is_deleted():
    remote.run(remote.exercise())

    remote.run(deletion_log=[remote.deletion("translation", remote.WORDS)])

    assert Translation.objects.count() == 0


def test_what_was_edited_here_is_not_deleted():
    remote.run(remote.exercise())
    Comment.objects.update(comment="Mine")

    report = remote.run(deletion_log=[remote.deletion("base", remote.SQUAT)])

    assert (Exercise.objects.public().count(), report.writes) == (1, 0)


@pytest.mark.parametrize("row", [{}, {"model_type": "user", "uuid": remote.SQUAT}, {"model_type": "base", "uuid": "x"}])
def test_broken_deletion_is_skipped(row):
    report = remote.run(deletion_log=[row, remote.deletion("base", remote.SQUAT)])

    assert report.counts[Outcome.SKIPPED] == {"deletion": 1}


@pytest.mark.parametrize("row", [None, {"id": 3}, {"id": "x", "name": "Neck"}, {"id": 70, "name": "x" * 101}])
def test_broken_reference_row_is_skipped(row):
    report = remote.run(exercisecategory=[row, {"id": 71, "name": "Neck"}])

    assert report.counts[Outcome.SKIPPED] == {"exercisecategory": 1}
    assert ExerciseCategory.objects.filter(pk=71).exists()


@pytest.mark.parametrize("created", [None, "yesterday", "2023-13-45T00:00:00Z", "0001-01-01T00:00:00Z"])
def test_unknown_moment_of_creation_is_now(created):
    remote.run(remote.exercise(created=created))

    assert Exercise.objects.get().created.year > 2000


def test_second_translation_in_one_language_is_left_out():
    again = remote.translation(uuid=remote.GROUP, id=1)

    report = remote.run(remote.exercise(translations=[remote.translation(), again]))

    assert Translation.objects.count() == 1
    assert report.notes == [f"translation {remote.GROUP} kept: there is another one in this language here"]


def test_failed_exercise_leaves_nothing_for_the_next_one():
    broken = remote.exercise(translations=[remote.translation(name="")])

    remote.run(broken, remote.exercise(id=10, uuid=remote.VIDEO))

    assert str(Exercise.objects.get().variation_group.uuid) == remote.GROUP


def test_exercise_that_comes_twice_is_skipped_once():
    report = remote.run(remote.exercise(), remote.exercise())

    assert (Exercise.objects.count(), report.counts[Outcome.SKIPPED]) == (1, {"exercise": 1})


def test_deletion_of_what_is_not_here_is_nothing():
    report = remote.run(deletion_log=[remote.deletion("base", remote.SQUAT)])

    assert (report.writes, DeletionLog.objects.count()) == (0, 0)
