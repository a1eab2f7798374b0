"""A whole server into one file and back, on whichever database the tests run on."""

import json
import shutil
import signal
import tarfile
import time

import pytest
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from tests.conftest import needed
from tests.servers import NOTHING, building

pytestmark = pytest.mark.slow

# Two rows in one transaction, again and again.
WRITER = """
from itertools import count
from django.db import transaction
from django.utils import timezone
from accounts.models import Chore
for number in count():
    with transaction.atomic():
        Chore.objects.create(name=f"left {number}", begun=timezone.now())
        Chore.objects.create(name=f"right {number}", begun=timezone.now())
    if number == 50:
        print("under way", flush=True)
"""
NAMES = "from accounts.models import Chore; print(*Chore.objects.values_list('name', flat=True), sep=',')"
ALICE = """
from accounts.models import PermanentToken, User
PermanentToken.of(User.objects.create_user("alice", password="orchid-tulip"))
"""
TOKEN = "from accounts.models import PermanentToken; print(PermanentToken.objects.get().secret)"


@pytest.fixture(scope="module")
def make_house(originals, tmp_path_factory):
    with building(originals, tmp_path_factory) as make:
        yield make


@pytest.fixture(scope="module")
def house(make_house):
    if not settings.IS_SQLITE:
        needed(shutil.which("pg_dump") and shutil.which("psql"), "PostgreSQL's pg_dump")
    house = make_house()
    house.python(ALICE)
    photo = house.data / "private" / "photos" / "1" / "alice.png"
    photo.parent.mkdir(parents=True, exist_ok=True)
    photo.write_bytes(b"a picture")
    return house


@pytest.fixture(scope="module")
def backup(house, tmp_path_factory):
    """Taken while somebody writes."""
    target = tmp_path_factory.mktemp("backup") / "regimen.tar.gz"
    writer = house.start("manage.py", "shell", "--verbosity=0", "-c", WRITER)
    while not writer.lines:
        assert writer.poll() is None
        time.sleep(0.01)
    house.manage("backup", "--output", target)
    house.end(writer, signal.SIGKILL)
    return target


def test_what_is_restored_is_of_one_moment(house, backup, make_house):
    other = make_house(NOTHING)

    code, output = other.run("restore", backup)
    names = other.python(NAMES).split(",")

    assert (code, output.splitlines()[-1][-9:]) == (0, "restored.")
    left, right = ({name.split()[1] for name in names if name.startswith(side)} for side in ("left", "right"))
    assert left == right
    assert 50 < len(left) < len(house.python(NAMES).split(",")) / 2
    assert (other.data / "private" / "photos" / "1" / "alice.png").read_bytes() == b"a picture"
    assert other.python(TOKEN) == house.python(TOKEN)


def test_archive_is_for_its_owner_only(backup):
    assert backup.stat().st_mode & 0o777 == 0o600


def test_data_is_replaced_only_if_asked_to(backup, make_house):
    other = make_house()
    other.python("from accounts.models import User; User.objects.create_user('bob')")

    refused = other.run("restore", backup)
    people = other.python("from accounts.models import User; print(*User.objects.values_list('username', flat=True))")
    replaced = other.run("restore", backup, "--replace")

    assert (refused[0], "There is data here already" in refused[1], people) == (1, True, "bob")
    assert (replaced[0], "What was here before is in" in replaced[1]) == (0, True)
    assert (
        other.python("from accounts.models import User; print(*User.objects.values_list('username'))") == "('alice',)"
    )


def test_running_server_is_left_alone(backup, make_house):
    other = make_house()
    server = other.serve()
    other.wait(server)

    code, output = other.run("restore", backup, "--replace")

    assert (code, "Stop" in output) == (1, True)


def test_damaged_archive_changes_nothing(backup, make_house, tmp_path):
    other = make_house(NOTHING)
    damaged = tmp_path / "damaged.tar.gz"
    damaged.write_bytes(backup.read_bytes()[:-2000])

    code, output = other.run("restore", damaged)

    assert (code, "damaged" in output) == (1, True)
    assert [path.name for path in other.data.glob(".restore*")] == []


def test_backup_of_a_newer_program_is_refused(backup, make_house, tmp_path):
    from config.snapshots import archive

    other, folder, newer = make_house(NOTHING), tmp_path / "open", tmp_path / "newer.tar.gz"
    archive.unpack(backup, folder, len_of_nothing)
    (folder / "SHA256SUMS").unlink()
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"migrations": ["accounts.9999_tomorrow"]}))
    archive.pack(folder, newer, len_of_nothing)

    code, output = other.run("restore", newer)

    assert (code, "Update the program first" in output) == (1, True)


def test_backup_of_an_older_program_is_brought_up_to_date(house, make_house, tmp_path):
    names = sorted(name for app, name in MigrationLoader(None).disk_migrations if app == "accounts")
    older, other = make_house(), make_house(NOTHING)
    older.manage("migrate", "-v0", "accounts", names[-2])
    older.manage("backup", "--output", tmp_path / "older.tar.gz")

    code, output = other.run("restore", tmp_path / "older.tar.gz")

    assert (code, output.splitlines()[-1][-9:]) == (0, "restored.")
    assert other.run("migrate", "--check")[0] == 0


def len_of_nothing(_):
    return 0


def test_first_member_tells_what_it_is(backup):
    with tarfile.open(backup) as tar:
        first = tar.next()
        manifest = json.load(tar.extractfile(first))

    assert (first.name, manifest["engine"]) == ("manifest.json", "sqlite" if settings.IS_SQLITE else "postgresql")
