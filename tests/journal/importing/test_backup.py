"""Backups of the app, new and old, and the command that reads them."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from journal import synced
from journal.importing import backup
from journal.importing.backup import loaded
from journal.importing.days import import_backup
from journal.models import DiaryDay, Nutrient
from tests.journal.v1.conftest import Phone

pytestmark = pytest.mark.django_db

NEW = {
    "version": 34,
    "diary": [
        {
            "dateTime": "2024-01-05T00:00:00.000Z",
            "items": [
                {"id": 1, "portion": "50", "quantity": "2", "type": "food", "category": 0},
                {"id": 9, "portion": "1", "quantity": "1", "type": "recipe", "category": 1},
            ],
            "stats": {"weight": 80.5, "blood pressure": 120},
            "id": 44,
        },
        {"dateTime": "2024-01-06T00:00:00.000Z", "items": [], "stats": {}, "id": 45},
    ],
    "foodList": [{"id": 1, "name": "Oats", "portion": "100", "unit": "g", "nutrition": {"calories": 370}}],
    "meals": [],
    "recipes": [{"id": 9, "name": "Soup", "portion": 1, "nutrition": {"calories": 200, "fat": 5}}],
    "settings": {
        "bodyStats": {"units": {"blood pressure": "mmHg"}},
        "integration": {"usda-key": "canary-1", "off-password": "canary-2"},
        "developer": {"data-sharing-authorization": "ApiKey canary-3"},
    },
}
OLD = {
    "_version": 27,
    "diary": [
        {"dateTime": "2019-05-04T22:00:00.000Z", "name": "Oats%20fine", "portion": "50g", "quantity": 2, "category": 0,
         "foodId": 1, "nutrition": {"calories": 185, "carbs": 30}, "id": 1},
        {"dateTime": "2019-05-05T10:00:00.000Z", "name": "Gone%2C%20long%20ago", "portion": "1 slice", "quantity": 3,
         "category": 1, "foodId": 7, "nutrition": {"calories": 100, "protein": 4}, "id": 2},
        {"dateTime": "2019-05-05T11:00:00.000Z", "name": "Quick Add", "portion": "Quick Add", "category": 1,
         "nutrition": {"calories": 250}, "id": 3},
        {"dateTime": "2019-05-06T00:00:00.000Z", "name": "Soup", "portion": "1", "quantity": 1, "category": 1,
         "recipeId": 1, "nutrition": {"calories": 5}, "id": 4},
    ],
    "foodList": [{"id": 1, "name": "Oats%20fine", "portion": "100g", "nutrition": {"calories": 370, "carbs": 60, "sugar": 1}}],
    "recipes": [{"id": 1, "name": "Soup", "portion": "1 bowl", "nutrition": {"calories": 200}}],
    "log": [
        {"dateTime": "2019-05-04T22:00:00.000Z", "weight": 81.25, "goals": {}, "nutrition": {}},
        {"dateTime": "2019-05-20T22:00:00.000Z", "weight": "80", "goals": {}, "nutrition": {}},
        {"dateTime": "2019-05-21T22:00:00.000Z", "goals": {}},
    ],
    "meals": [],
}  # fmt: skip


@pytest.fixture
def told(monkeypatch):
    """What the tables beside the diary were told."""
    heard = []
    monkeypatch.setattr(synced, "_listeners", [heard.append])
    return heard


@pytest.fixture
def write(tmp_path):
    def to_file(content):
        file = tmp_path / "waistline_export.json"
        file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return str(file)

    return to_file


def run(content, user, **options):
    return import_backup(user=user, backup=backup.read(json.dumps(content).encode(), user.time_zone), **options)


def test_days_are_what_the_app_would_have_sent(alice):
    run(NEW, alice)

    assert Phone(alice).journal("2024-01-05") == [
        {
            "nutrition": {"calories": 570, "kilojoules": 2384.88, "fat": 5},
            "entryDetails": [
                {"id": 1, "name": "Oats", "portion": "100", "unit": "g", "nutrition": {"calories": 370}},
                {"id": 9, "name": "Soup", "portion": 1, "nutrition": {"calories": 200, "fat": 5}},
            ],
            "entry": NEW["diary"][0],
        }
    ]
    assert Phone(alice).results(date_to="2024-01-06", filter="calories[lt]:1") == {"2024-01-06": {"calories": 0}}


def test_body_stats_come_with_their_units(alice, told):
    run(NEW, alice)

    assert [(each.day, each.stats, each.units) for each in told] == [
        (date(2024, 1, 5), {"weight": Decimal("80.5"), "blood pressure": 120}, {"blood pressure": "mmHg"}),
        (date(2024, 1, 6), {}, {"blood pressure": "mmHg"}),
    ]


def test_secrets_are_nowhere(alice):
    run(NEW, alice)

    assert [row for row in DiaryDay.objects.values_list("body", flat=True) if "canary" in row] == []


def test_second_time_changes_nothing(alice, told):
    first = run(NEW, alice)
    rows = list(DiaryDay.objects.values())
    second = run(NEW, alice)

    assert (first.line(), second.line()) == ("2 added", "2 unchanged")
    assert list(DiaryDay.objects.values()) == rows
    assert len(told) == 2


def test_newer_backup_replaces_what_an_older_one_brought(alice):
    run(NEW, alice)
    report = run(NEW | {"foodList": []}, alice)

    assert report.line() == "1 changed, 1 unchanged"
    assert Phone(alice).results(date_to="2024-01-05") == {
        "2024-01-05": {"calories": 200, "kilojoules": 836.8, "fat": 5}
    }


def test_what_the_app_has_sent_stays(alice):
    Phone(alice).day("2024-01-05", {"calories": 1})

    report = run(NEW, alice)

    assert (report.line(), report.notes) == ("1 added, 1 kept", ["2024-01-05: stays as the app has sent it."])
    assert Phone(alice).results(date_to="2024-01-05") == {"2024-01-05": {"calories": 1}}


def test_what_the_app_sends_later_counts(alice):
    run(NEW, alice)
    Phone(alice).day("2024-01-05", {"calories": 1})

    assert run(NEW, alice).line() == "1 kept, 1 unchanged"


def test_same_body_from_the_app_makes_the_day_the_apps(alice):
    run(NEW, alice)
    Phone(alice).sync(DiaryDay.objects.get(day="2024-01-05").body.encode())

    assert list(DiaryDay.objects.order_by("day").values_list("source", flat=True)) == ["sync", "backup"]


def test_dry_run_tells_the_same_and_does_nothing(alice, told):
    report = run(NEW, alice, dry_run=True)

    assert (report.line(), report.changes) == ("2 added", 2)
    assert (DiaryDay.objects.count(), Nutrient.objects.count()) == (0, 0)


def test_old_backup(alice, told):
    alice.time_zone = "Europe/Berlin"
    report = run(OLD, alice)

    assert report.line() == "2 added"
    phone = Phone(alice)
    assert phone.results(date_to="2019-05-06") == {
        "2019-05-06": {"calories": 200, "kilojoules": 836.8},
        "2019-05-05": {
            "calories": 920,
            "kilojoules": 3849.2799999999997,  # a sum is not rounded
            "carbohydrates": 60,
            "sugars": 1,
            "proteins": 12,
        },
    }
    assert [each and each["name"] for each in phone.journal("2019-05-05")[0]["entryDetails"]] == [
        "Oats fine",
        "Gone, long ago",
        "Quick Add",
    ]
    assert [(str(each.day), each.stats) for each in told] == [
        ("2019-05-05", {"weight": Decimal("81.25")}),
        ("2019-05-06", {}),
        ("2019-05-21", {"weight": Decimal(80)}),
    ]


@pytest.mark.parametrize(
    ("version", "label", "zone", "day"),
    [
        pytest.param(34, "2024-01-05T00:00:00.000Z", "America/New_York", "2024-01-05", id="a label since 31"),
        pytest.param(30, "2024-01-05T05:00:00.000Z", "America/New_York", "2024-01-05", id="local midnight in the west"),
        pytest.param(30, "2024-01-04T23:00:00.000Z", "Europe/Berlin", "2024-01-05", id="local midnight in the east"),
        pytest.param(30, "2024-01-05T00:00:00.000Z", "America/New_York", "2024-01-05", id="a label before its time"),
        pytest.param(30, "2024-01-04T10:00:00.000Z", "Pacific/Kiritimati", "2024-01-05", id="fourteen hours ahead"),
        pytest.param(30, "2024-01-05T12:00:00.000Z", "Etc/GMT+12", "2024-01-05", id="twelve hours behind"),
    ],
)
def test_day_of_a_record(version, label, zone, day):
    found = backup.Backup({"version": version, "diary": [{"dateTime": label, "items": []}]}, zone).days()

    assert [str(each.day) for each in found] == [day]
    assert found[0].entry["dateTime"] == f"{day}T00:00:00.000Z"


def test_two_records_of_one_day_become_one(alice):
    again = {"dateTime": "2024-01-05T00:00:00.000Z", "items": [{"id": 1, "portion": 100, "quantity": 1, "type": "food"}],
             "stats": {"weight": 90, "waist": 70}, "id": 50}  # fmt: skip
    run(NEW | {"diary": [*NEW["diary"], again]}, alice)

    body = Phone(alice).journal("2024-01-05")[0]
    assert body["nutrition"]["calories"] == 940
    assert body["entry"]["stats"] == {"weight": 80.5, "waist": 70, "blood pressure": 120}


def test_broken_records_are_reported_and_skipped(alice):
    broken = [
        "x",
        {"items": []},
        {"dateTime": "soon", "items": []},
        {"dateTime": "2024-01-07T00:00:00.000Z", "items": "x"},
        {"dateTime": "2024-01-08T00:00:00.000Z", "items": [], "note": "\ud800"},
        {"dateTime": "2024-01-09T00:00:00.000Z", "items": [], "note": "\0"},
        {"dateTime": "2024-01-10T00:00:00.000Z", "items": [], "note": 10**30},
    ]
    report = run(NEW | {"diary": [*broken, *NEW["diary"]]}, alice)

    assert report.line() == "3 added, 6 skipped"
    assert [note.split(":")[0] for note in report.notes] == [
        "2024-01-08",
        "2024-01-09",
        *(f"diary record {place}" for place in (1, 2, 3, 4)),
    ]


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b"null", b"{}", b'{"diary": 5}', b'{"diary": [], "version": 35}', b'{"diary": [], "version": 23}',
     b"[" * 100_000, b"\xff\xfe", b'{"version":1,"foodList":[]}'],
)  # fmt: skip
def test_other_files_are_refused(alice, write, raw):
    with pytest.raises(CommandError):
        call_command("import_waistline", "alice", write(raw))


@pytest.mark.parametrize("version", range(24, 35))
def test_every_version_is_understood(alice, version):
    days = [{"dateTime": f"2024-01-0{version % 9 + 1}T00:00:00.000Z", "portion": "5", "items": []}]

    assert run({"version": version, "diary": days}, alice).line() == "1 added"


def test_command(alice, write, capsys):
    call_command("import_waistline", "ALICE", write(NEW), "--dry-run")
    call_command("import_waistline", "alice@example.org", write(NEW))
    call_command("import_waistline", "alice", write(NEW))

    assert capsys.readouterr().out.splitlines() == [
        "Version 34: 2 added.",
        "New besides: foods 1.",
        "2 days would be changed.",
        "Version 34: 2 added.",
        "New besides: foods 1.",
        "2 days changed.",
        "Version 34: 2 unchanged.",
        "0 days changed.",
    ]


def test_command_for_nobody_and_without_a_file(alice, write, tmp_path):
    with pytest.raises(CommandError, match="Nobody here is called zoe"):
        call_command("import_waistline", "zoe", write(NEW))
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_waistline", "alice", str(tmp_path / "nothing.json"))


def test_long_lists_of_notes_are_cut(alice, write, capsys):
    call_command("import_waistline", "alice", write(NEW | {"diary": ["x"] * 50}))

    lines = capsys.readouterr().out.splitlines()
    assert (len(lines), lines[40]) == (44, "  … and 10 more; --verbosity 2 shows all.")


def test_ten_years_are_stored_in_few_transactions(alice):
    days = [
        {"dateTime": f"20{year:02}-{month:02}-01T00:00:00.000Z", "items": []}
        for year in range(14, 24)
        for month in range(1, 13)
    ]
    steps = []

    run(NEW | {"diary": days}, alice, progress=lambda done, total: steps.append((done, total)))

    assert steps == [(50, 120), (100, 120), (120, 120)]


def test_a_number_beyond_64_bits_is_read_as_the_app_reads_it():
    # The half character makes it the second parser's.
    found = loaded(b'{"cut": "\\ud83d", "big": 9223372036854775808000, "low": -99999999999999999999, "small": -7}')

    assert found == {"cut": "\ud83d", "big": 9.223372036854776e21, "low": -1e20, "small": -7}
