"""An account moves from SQLite to PostgreSQL and back, by the commands that people use."""

import pytest
from django.conf import settings

from tests.archive.zips import contents
from tests.servers import House

PEOPLE = (
    "from accounts.models import User; from tests.archive import accounts; alice = User.objects.create_user({!r}); "
)


def add(house, name, what):
    house.python(PEOPLE.format(name) + what)


def exported(house, name):
    target = house.folder / f"{name}.zip"
    house.manage("export_account", name, "--output", target)
    return target


@pytest.mark.slow
def test_an_account_moves_to_the_other_database_and_back(make_house, tmp_path):
    if settings.IS_SQLITE:
        pytest.skip("DATABASE_URL names no PostgreSQL.")
    here, there = House(tmp_path), make_house()
    here.manage("migrate", "--verbosity=0")
    add(here, "alice", "accounts.fill(alice)")
    add(there, "bob", "accounts.publish()")
    add(here, "carol", "")
    first = exported(here, "alice")

    there.manage("import_account", "bob", first)
    second = exported(there, "bob")
    told = here.manage("import_account", "carol", second)

    assert contents(second.read_bytes()) == contents(first.read_bytes())
    assert contents(exported(here, "carol").read_bytes()) == contents(first.read_bytes())
    assert "skipped" not in told
