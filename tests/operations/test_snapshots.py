"""The archive of a backup, and what happens where it cannot be put in place."""

import io
import os
import tarfile

import pytest
from django.conf import settings

from config.snapshots import archive, databases, taking
from config.snapshots.manifest import Manifest, Unusable


def unwatched(_):
    return None


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "folder"
    (folder / "private" / "photos").mkdir(parents=True)
    (folder / "private" / "photos" / "alice.png").write_bytes(b"a picture")
    (folder / "database.sqlite3").write_bytes(b"rows")
    (folder / "manifest.json").write_text("{}")
    return folder


def packed(path, **members):
    with tarfile.open(path, "w:gz") as tar:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return path


def test_what_is_packed_comes_out(folder, tmp_path):
    read = []
    archive.pack(folder, tmp_path / "backup.tar.gz", read.append)

    archive.unpack(tmp_path / "backup.tar.gz", tmp_path / "out", unwatched)

    found = {path.relative_to(tmp_path / "out").as_posix() for path in archive.files_of(tmp_path / "out")}
    assert found == {"SHA256SUMS", "database.sqlite3", "manifest.json", "private/photos/alice.png"}
    assert (tmp_path / "out" / "private" / "photos" / "alice.png").read_bytes() == b"a picture"
    assert (tmp_path / "out" / "private" / "photos" / "alice.png").stat().st_mode & 0o777 == 0o600
    assert sum(read) == len(b"a picture" + b"rows" + b"{}")


def test_manifest_comes_first(folder):
    assert archive.files_of(folder)[0].name == "manifest.json"


@pytest.mark.parametrize("name", ["../passwd", "/etc/passwd", "media/../../passwd", "notes.txt", "media"])
def test_strange_member_is_refused(tmp_path, name):
    path = packed(tmp_path / "backup.tar.gz", **{name: b"x"})

    with pytest.raises(Unusable, match="does not belong"):
        archive.unpack(path, tmp_path / "out", unwatched)


def test_link_is_refused(tmp_path):
    with tarfile.open(tmp_path / "backup.tar.gz", "w:gz") as tar:
        entry = tarfile.TarInfo("media/link")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(entry)

    with pytest.raises(Unusable, match="does not belong"):
        archive.unpack(tmp_path / "backup.tar.gz", tmp_path / "out", unwatched)


@pytest.mark.parametrize(
    "members",
    [
        pytest.param({"manifest.json": b"{}"}, id="no digests"),
        pytest.param({"manifest.json": b"{}", "SHA256SUMS": b"0000  manifest.json\n"}, id="another digest"),
        pytest.param({"SHA256SUMS": b"0000  manifest.json\n"}, id="a member is missing"),
        pytest.param({"manifest.json": b"{}", "SHA256SUMS": b"\xff\n\n0000"}, id="no list of digests"),
    ],
)
def test_what_is_not_as_it_was_is_refused(tmp_path, members):
    path = packed(tmp_path / "backup.tar.gz", **members)

    with pytest.raises(Unusable, match="is damaged"):
        archive.unpack(path, tmp_path / "out", unwatched)


def test_what_is_no_archive_is_refused(tmp_path):
    (tmp_path / "backup.tar.gz").write_bytes(b"a letter")

    with pytest.raises(Unusable, match="no backup"):
        archive.unpack(tmp_path / "backup.tar.gz", tmp_path / "out", unwatched)


def test_files_that_go_meanwhile_are_held(folder, tmp_path):
    target = tmp_path / "held"
    archive.link_all(folder / "private", target)
    (folder / "private" / "photos" / "alice.png").unlink()
    (folder / "private" / "photos" / "bob.png").write_bytes(b"another")

    archive.link_all(folder / "private", target)

    assert {path.name: path.read_bytes() for path in target.rglob("*.png")} == {
        "alice.png": b"a picture",
        "bob.png": b"another",
    }


def test_disk_without_links_is_copied(folder, tmp_path, monkeypatch):
    def refused(*_):
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)

    archive.link_all(folder / "private", tmp_path / "held")

    assert (tmp_path / "held" / "photos" / "alice.png").read_bytes() == b"a picture"


def test_manifest_of_a_newer_format_is_refused():
    with pytest.raises(Unusable, match="Update this one first"):
        Manifest.read(b'{"format": 2}')


WITHOUT_MIGRATIONS = (
    b'{"created": "", "version": "", "engine": "", "database_version": "", "migrations": 5, "format": 1}'
)


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{}", b'{"format": 1}', b"null", b"\xff", b"[" * 200_000, WITHOUT_MIGRATIONS]
)
def test_manifest_that_is_none_is_refused(raw):
    with pytest.raises(Unusable, match="no backup"):
        Manifest.read(raw)


class Broken(databases.Database):
    member = "database.sqlite3"

    def version(self):
        return "1"

    def snapshot(self, target):
        raise NotImplementedError

    def check(self, source):
        raise NotImplementedError

    def replace(self, source, aside):
        raise Unusable("the disk is full")


def test_what_was_moved_comes_back_if_the_database_fails(folder, tmp_path, monkeypatch):
    here = {
        "media": tmp_path / "media",
        "private": tmp_path / "private",
        "credential.keys": tmp_path / "credential.keys",
        "secret.key": tmp_path / "secret.key",
    }
    here["media"].mkdir()
    (here["media"] / "squat.png").write_bytes(b"a drawing")
    here["secret.key"].write_text("ours")
    (folder / "secret.key").write_text("theirs")
    (tmp_path / "aside").mkdir()
    monkeypatch.setattr(taking, "places", lambda: here)
    monkeypatch.setattr(databases, "current", Broken)

    with pytest.raises(Unusable):
        taking.put_in_place(folder, tmp_path / "aside")

    assert (here["media"] / "squat.png").read_bytes() == b"a drawing"
    assert here["secret.key"].read_text() == "ours"
    assert not here["private"].exists()
    assert list((tmp_path / "aside").iterdir()) == []


def test_damaged_snapshot_is_refused(folder, db):
    if not settings.IS_SQLITE:
        pytest.skip("PostgreSQL's archives are looked at by pg_restore.")

    with pytest.raises(Unusable, match="is damaged"):
        databases.Sqlite().check(folder / "database.sqlite3")


def test_program_that_is_missing_is_named(monkeypatch):
    monkeypatch.setenv("PATH", "")

    with pytest.raises(Unusable, match="Install postgresql-client-99"):
        databases.located("pg_dump", 99)
