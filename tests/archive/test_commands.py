"""The commands of administrators."""

import json
import stat
import zipfile
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from journal.models import WeightEntry
from tests.archive.accounts import fill
from tests.archive.zips import contents, exported
from tests.journal.factories import WeightEntryFactory


def run(*arguments, **options):
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.fixture
def file(alice, tmp_path):
    WeightEntryFactory(user=alice)
    target = tmp_path / "alice.zip"
    call_command("export_account", "alice", output=target, stdout=StringIO())
    return target


def test_export_writes_a_file_for_nobody_else(alice, file):
    assert contents(file.read_bytes()) == contents(exported(alice))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_export_overwrites_nothing(file):
    with pytest.raises(CommandError, match="cannot be written: File exists"):
        call_command("export_account", "alice", output=file)


def test_an_export_that_fails_leaves_no_file(alice, tmp_path, monkeypatch):
    monkeypatch.setattr("accounts.archive.writing.profile.dump", lambda user: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        call_command("export_account", "alice", output=tmp_path / "x.zip")

    assert list(tmp_path.glob("*.zip")) == []


def test_import(bob, file):
    assert run("import_account", "bob", file) == ["added: 1 weight entries", "1 rows added."]
    assert WeightEntry.objects.filter(user=bob).count() == 1


def test_a_dry_run_changes_nothing(bob, file):
    assert run("import_account", "bob", file, dry_run=True) == [
        "would be added: 1 weight entries",
        "1 rows would be added.",
    ]
    assert not WeightEntry.objects.filter(user=bob).exists()


def test_import_of_what_is_no_archive(bob, tmp_path):
    (tmp_path / "x.zip").write_bytes(b"x")

    with pytest.raises(CommandError, match="This is no archive of an account"):
        call_command("import_account", "bob", tmp_path / "x.zip")


def test_import_of_what_is_not_there(bob, tmp_path):
    with pytest.raises(CommandError, match="This is no archive of an account"):
        call_command("import_account", "bob", tmp_path / "x.zip")


@pytest.mark.parametrize("command", [("export_account",), ("import_account", "x.zip")])
def test_nobody(command, db):
    with pytest.raises(CommandError, match="Nobody here is called zoe"):
        call_command(command[0], "zoe", *command[1:])


def test_a_picture_that_is_gone_is_listed_as_missing(alice, tmp_path):
    fill(alice)
    photo = alice.photos.first()
    photo.image.storage.delete(str(photo.image))

    call_command("export_account", "alice", output=tmp_path / "a.zip", stdout=StringIO())

    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        missing = json.loads(archive.read("manifest.json"))["missing"]
    assert missing == [f"media/photos/{photo.uuid}.jpg"]
