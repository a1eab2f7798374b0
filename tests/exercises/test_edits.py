"""The history of the catalogue, and turning it back in the admin."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exercises.actions import remove, undo
from exercises.edits import CannotUndo
from exercises.models import Alias, Comment, DeletionLog, Edit, Exercise, Image, Translation, Video
from tests.exercises import remote
from tests.exercises.bodies import LUNGE, MP4
from tests.exercises.factories import AliasFactory, CommentFactory, ExerciseFactory, ImageFactory, TranslationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(client, staff):
    client.force_login(staff)
    return client


def page(name, *args):
    return reverse(f"admin:exercises_{name}", args=args)


def turn_back(site, *rows):
    body = {"action": "undo", "_selected_action": [edit.pk for edit in rows or Edit.objects.all()]}
    return site.post(page("edit_changelist"), body, follow=True).content.decode()


def test_change_is_undone(contributor_api, site, staff):
    words = TranslationFactory(name="Lunges")
    contributor_api.patch(f"/api/v2/exercise-translation/{words.pk}/", {"name": "x", "description_source": LUNGE})

    turn_back(site)

    row = Translation.objects.get()
    assert (row.name, row.description_source) == ("Lunges", words.description_source)
    assert Edit.objects.order_by("id").last().author == staff


def test_muscles_and_variations_are_undone(contributor_api, site):
    exercise = TranslationFactory(exercise=ExerciseFactory(muscles=[8, 10])).exercise
    uuid = "0193b1ab-0000-7000-8000-000000000001"
    contributor_api.patch(f"/api/v2/exercise/{exercise.pk}/", {"muscles": [1], "variation_group": uuid})

    turn_back(site)

    exercise.refresh_from_db()
    assert sorted(muscle.pk for muscle in exercise.muscles.all()) == [8, 10]
    assert exercise.variation_group is None


def test_several_changes_are_undone_at_once(contributor_api, site):
    words = TranslationFactory(name="First")
    for name in ("Second", "Third thing"):
        contributor_api.patch(f"/api/v2/exercise-translation/{words.pk}/", {"name": name})

    turn_back(site)

    assert Translation.objects.get().name == "First"


def test_addition_is_undone(contributor_api, site):
    words = TranslationFactory()
    contributor_api.post("/api/v2/exercisealias/", {"translation": words.pk, "alias": "Spam"})

    turn_back(site)

    assert not Alias.objects.exists()


def test_exercise_comes_back(staff_api, api, site):
    exercise = TranslationFactory().exercise
    staff_api.delete(f"/api/v2/exercise/{exercise.pk}/")

    turn_back(site)

    assert api.get(f"/api/v2/exercise/{exercise.pk}/").status_code == 200
    assert not DeletionLog.objects.exists()


def test_translation_comes_back_with_its_parts(staff_api, site):
    words = TranslationFactory(name="Lunge")
    AliasFactory(translation=words, alias="Split squat")
    CommentFactory(translation=words, comment="Slowly")
    staff_api.delete(f"/api/v2/exercise-translation/{words.pk}/")

    turn_back(site)

    row = Translation.objects.get()
    assert (row.uuid, row.exercise, row.name) == (words.uuid, words.exercise, "Lunge")
    assert (Alias.objects.get().alias, Comment.objects.get().comment) == ("Split squat", "Slowly")


def removed(staff, row):
    remove(row=row, author=staff)
    return Edit.objects.order_by("id").last()


def test_picture_does_not_come_back(staff):
    edit = removed(staff, ImageFactory())

    with pytest.raises(CannotUndo, match="Its file was deleted"):
        undo(edit=edit, author=staff)


def test_alias_does_not_come_back_without_its_translation(staff):
    alias = AliasFactory()
    edit = removed(staff, alias)
    alias.translation.delete()

    with pytest.raises(CannotUndo, match="Its translation is gone"):
        undo(edit=edit, author=staff)


def test_translation_does_not_come_back_beside_a_newer_one(staff):
    words = TranslationFactory()
    edit = removed(staff, words)
    TranslationFactory(exercise=words.exercise)

    with pytest.raises(CannotUndo, match="Something else is in its place"):
        undo(edit=edit, author=staff)


def test_exercise_that_is_out_of_the_database_does_not_come_back(staff):
    exercise = ExerciseFactory()
    edit = removed(staff, exercise)
    exercise.delete()

    with pytest.raises(CannotUndo, match="not in the database"):
        undo(edit=edit, author=staff)


def test_addition_that_is_gone_is_nothing_to_undo(staff):
    undo(edit=Edit.objects.create(kind="alias", uuid=remote.ALIAS, after={}), author=staff)

    assert Edit.objects.count() == 1


def test_admin_says_what_cannot_be_undone(site, staff):
    removed(staff, ImageFactory())

    assert "Its file was deleted." in turn_back(site)


def test_imports_write_no_history():
    remote.run(remote.exercise())

    assert not Edit.objects.exists()


def test_author_of_an_edit_may_leave(contributor_api, contributor):
    words = TranslationFactory()
    contributor_api.patch(f"/api/v2/exercise-translation/{words.pk}/", {"name": "New"})

    contributor.delete()

    assert Edit.objects.get().author is None


# --- In the admin --------------------------------------------------------------------------------------------------


def test_change_is_shown_and_escaped(contributor_api, site):
    words = TranslationFactory(name="Lunges")
    contributor_api.patch(f"/api/v2/exercise-translation/{words.pk}/", {"name": "<script>alert(1)</script>"})

    shown = site.get(page("edit_change", Edit.objects.get().pk)).content.decode()

    assert "<del>Lunges</del><br>&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_history_of_a_row_leads_to_its_edits(site):
    words = TranslationFactory()

    answer = site.get(page("translation_history", words.pk))

    assert answer.url == f"{page('edit_changelist')}?uuid={words.uuid}"
    assert site.get(answer.url).status_code == 200
    assert site.get(page("translation_history", 999_999)).status_code == 404


def test_nobody_writes_the_history(site):
    edit = Edit.objects.create(kind="alias", uuid=remote.ALIAS)

    assert site.get(page("edit_add")).status_code == 403
    assert site.post(page("edit_delete", edit.pk), {"post": "yes"}).status_code == 403
    assert site.post(page("edit_change", edit.pk), {"kind": "video"}).status_code == 403


def inline(prefix, *rows, total=None):
    count = len(rows)
    form = {f"{prefix}-TOTAL_FORMS": total or count, f"{prefix}-INITIAL_FORMS": count}
    for number, row in enumerate(rows):
        form |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return form


def test_changes_of_a_row_and_of_its_parts_are_written_down(site, staff):
    words = TranslationFactory(name="Lunges")
    alias = AliasFactory(translation=words, alias="Old")
    form = {
        "name": "Lunge",
        "exercise": words.exercise_id,
        "language": 2,
        "license": 2,
        "description_source": words.description_source,
        "license_author": words.license_author,
        **inline("aliases", {"id": alias.pk, "translation": words.pk, "alias": "New"}, total=2),
        "aliases-1-alias": "Newer",
        **inline("comments"),
    }

    site.post(page("translation_change", words.pk), form)

    found = [(edit.kind, edit.verb, edit.author) for edit in Edit.objects.order_by("kind", "id")]
    assert found == [("alias", "added", staff), ("alias", "changed", staff), ("translation", "changed", staff)]


def test_removal_is_written_down(site):
    image = ImageFactory()

    site.post(page("image_delete", image.pk), {"post": "yes"})

    assert (Edit.objects.get().verb, Image.objects.count()) == ("removed", 0)


def test_many_are_removed_as_one_is(site):
    exercises = [TranslationFactory().exercise.pk for _ in range(2)]
    body = {"action": "delete_selected", "_selected_action": exercises, "post": "yes"}

    site.post(page("exercise_changelist"), body)

    assert [exercise.retired_at is None for exercise in Exercise.objects.all()] == [False, False]
    assert Edit.objects.count() == 2


def video_form(content):
    return {
        "exercise": ExerciseFactory().pk,
        "video": SimpleUploadedFile("x.mp4", content),
        "license": 2,
    }


def test_uploaded_video_is_looked_at(site):
    site.post(page("video_add"), video_form(MP4))
    refused = site.post(page("video_add"), video_form(b"text"))

    assert [video.size for video in Video.objects.all()] == [len(MP4)]
    assert refused.context["errors"] == [["This is no MP4, WebM or Ogg video."]]


def test_video_changes_in_the_admin_without_its_file(site):
    site.post(page("video_add"), video_form(MP4))
    video = Video.objects.get()

    site.post(page("video_change", video.pk), {"exercise": video.exercise_id, "license": 1})

    changed = Video.objects.get()
    assert (changed.video, changed.license_id, Exercise.objects.count()) == (video.video, 1, 1)
