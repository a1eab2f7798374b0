"""An account that is taken out and in again is the same account."""

from datetime import date
from pathlib import Path

import pytest

from accounts.archive import parts, taking
from accounts.archive.importer import RegimenArchive
from accounts.importing.base import Report
from journal.models import WeightEntry
from nutrition.diary.default_plan import default_plan
from nutrition.models import NutritionPlan
from tests.archive.accounts import fill, is_blank
from tests.archive.zips import contents, exported, preview, rows, source, take_in
from tests.factories import RoutineFactory
from tests.workouts.factories import WorkoutSessionFactory
from workouts.models import Routine, WorkoutLog


def test_a_fresh_account_becomes_the_same(alice, bob, tmp_path):
    first = exported(fill(alice))

    report = take_in(bob, first, tmp_path)

    assert report.problems.listed == []
    assert contents(exported(bob)) == contents(first)


def test_the_account_has_rows_of_every_kind(alice):
    archive = exported(fill(alice))

    assert [part.label for part in parts.parts() if not rows(archive, part.path)] == []
    assert [each.label for each in parts.catalogue() if each.describe and not rows(archive, each.path)] == []
    assert [table.name for table in parts.tables() if len(contents(archive)[table.path].splitlines()) < 2] == []


def test_the_account_has_something_in_every_column(alice):
    archive = exported(fill(alice))

    blank = [
        f"{part.label}.{column.name}"
        for part in parts.parts()
        for column in part.columns
        if all(is_blank(row[column.name]) for row in rows(archive, part.path))
    ]
    assert blank == []


def test_a_second_time_changes_nothing(alice, tmp_path):
    first = exported(fill(alice))

    report = take_in(alice, first, tmp_path)

    assert (report.added.total(), report.changed.total(), report.problems.listed) == (0, 0, [])
    assert contents(exported(alice)) == contents(first)


def test_a_preview_tells_all_and_changes_nothing(alice, bob, tmp_path):
    first, empty = exported(fill(alice)), exported(bob)

    found = preview(bob, first, tmp_path)

    assert contents(exported(bob)) == contents(empty)
    assert found.found == take_in(bob, first, tmp_path).added


def test_a_preview_leaves_no_file(alice, bob, tmp_path, settings):
    first = exported(fill(alice))
    before = sorted(Path(settings.PRIVATE_ROOT).rglob("*"))

    preview(bob, first, tmp_path)

    assert sorted(Path(settings.PRIVATE_ROOT).rglob("*")) == before


def test_what_was_changed_here_stays(alice, bob, tmp_path):
    first = exported(fill(alice))
    take_in(bob, first, tmp_path)
    WeightEntry.objects.filter(user=bob, synced_from="").update(weight=70)

    report = take_in(bob, first, tmp_path)

    assert [problem.text for problem in report.problems.listed] == [
        "1 weight entries are different here; what is here stays."
    ]
    assert WeightEntry.objects.get(user=bob, synced_from="").weight == 70


def test_what_was_removed_here_comes_back(alice, tmp_path):
    first = exported(fill(alice))
    WorkoutLog.objects.filter(user=alice).delete()

    report = take_in(alice, first, tmp_path)

    assert report.added == {"workout logs": 5, "user trophies": 4}
    assert contents(exported(alice)) == contents(first)


def test_another_row_in_the_same_place_stays_and_is_referred_to(alice, bob, tmp_path):
    fill(alice)
    routine = Routine.objects.get(user=alice, retired_at=None)
    first = exported(alice)
    routine_of_bob = RoutineFactory(user=bob, uuid=routine.uuid)
    session = WorkoutSessionFactory(user=bob, routine=routine_of_bob, date=date(2026, 1, 5))

    take_in(bob, first, tmp_path)

    assert WorkoutLog.objects.filter(user=bob, session=session).count() == 1


def test_a_second_default_plan_gives_way(alice, bob, tmp_path):
    plan = default_plan(bob)

    take_in(bob, exported(fill(alice)), tmp_path)

    assert list(NutritionPlan.objects.filter(user=bob, is_default=True)) == [plan]
    assert NutritionPlan.objects.filter(user=bob).count() == 4


def test_the_profile_fills_what_is_not_set(alice, bob, tmp_path):
    bob.height = 190
    bob.save()

    report = take_in(bob, exported(fill(alice)), tmp_path)

    bob.refresh_from_db()
    assert (bob.height, bob.time_zone, bob.username) == (190, "Pacific/Auckland", "bob")
    assert report.changed == {"profile settings": 6}


def test_the_size_of_batches_makes_no_difference(alice, bob, tmp_path, monkeypatch):
    first = exported(fill(alice))
    monkeypatch.setattr("accounts.archive.taking.BATCH", 1)
    monkeypatch.setattr("accounts.archive.dumping.ROWS_AT_ONCE", 2)

    report = take_in(bob, first, tmp_path)

    assert report.problems.listed == []
    assert contents(exported(bob)) == contents(first)


def test_an_import_that_was_stopped_goes_on(alice, bob, tmp_path, monkeypatch):
    monkeypatch.setattr(taking, "BATCH", 1)
    first = exported(fill(alice))
    begun = RegimenArchive().run(bob, source(first, tmp_path), {}, Report())
    seen = [next(begun) for _ in range(len(parts.parts()))]
    begun.close()
    some = contents(exported(bob))

    report = take_in(bob, first, tmp_path)

    assert [progress.done for progress in seen] == list(range(1, len(seen) + 1))
    assert contents(exported(bob)) == contents(first) != some
    assert report.kept.total() >= len(seen)


def test_a_batch_that_fails_leaves_those_before_it(alice, bob, tmp_path, monkeypatch):
    first = exported(fill(alice))
    monkeypatch.setattr(taking.Taking, "join", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        take_in(bob, first, tmp_path)
    monkeypatch.undo()
    take_in(bob, first, tmp_path)

    assert contents(exported(bob)) == contents(first)
