"""Waistline's backup in the pipeline of all importers."""

import json

import pytest

from accounts.importing.base import CannotImport
from journal.models import DiaryDay
from tests.importing.conftest import counts, problems

BACKUP = json.dumps(
    {
        "version": 34,
        "diary": [
            {
                "dateTime": "2024-01-05T00:00:00.000Z",
                "items": [{"id": 1, "category": 0, "portion": "100", "quantity": "1", "type": "food"}],
                "stats": {"weight": 82.5},
            },
            {"dateTime": "soon", "items": []},
        ],
        "foodList": [{"id": 1, "name": "Oats", "portion": "100", "unit": "g", "nutrition": {"calories": 370}}],
        "settings": {"integration": {"password": "secret"}},
    }
)


def test_days_and_foods(bringing):
    found = bringing.preview("waistline", BACKUP)
    report = bringing.run("waistline", BACKUP)

    assert (dict(found.found), found.rows) == (
        {"days": 1, "foods": 1, "recipes": 0},
        [["2024-01-05", "1", "370"]],
    )
    assert counts(report) == {"added": {"days": 1, "foods": 1}, "skipped": {"records": 1}}
    assert problems(report) == [(None, "Diary record 2: 'soon' is no date.")]


def test_twice_changes_nothing(bringing):
    bringing.run("waistline", BACKUP)

    assert counts(bringing.run("waistline", BACKUP)) == {"kept": {"days": 1}, "skipped": {"records": 1}}


def test_preview_changes_nothing(bringing):
    bringing.preview("waistline", BACKUP)

    assert DiaryDay.objects.count() == 0


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"version": 99, "diary": []}'])
def test_other_files_are_refused(bringing, content):
    with pytest.raises(CannotImport):
        bringing.preview("waistline", content)
