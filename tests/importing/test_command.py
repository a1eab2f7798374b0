"""``manage.py import_data``"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from journal.models import WeightEntry
from tests.importing.test_pipeline import WEIGHTS


def command(*arguments):
    out = StringIO()
    call_command("import_data", *arguments, stdout=out)
    return out.getvalue()


def test_command(alice, tmp_path):
    (tmp_path / "scale.csv").write_bytes(WEIGHTS)

    said = command("alice", "weights", str(tmp_path / "scale.csv"))

    assert said.splitlines() == [
        "  line 4: 'soon' is no date. Correct the line and import the file again; what is here already stays as it is.",
        "added: 2 weights",
        "skipped: 1 line",
    ]
    assert WeightEntry.objects.filter(user=alice).count() == 2


def test_command_that_only_looks(alice, tmp_path):
    (tmp_path / "scale.csv").write_bytes(b"date,weight\n2024-01-05,180\n")

    said = command("alice", "weights", str(tmp_path / "scale.csv"), "--dry-run", "--set", "unit=lb")

    assert said.splitlines() == [
        "found: 1 weight",
        "  2 | 2024-01-05 00:00 | 180 lb",
        "  column:moment = 0 (Column with the date: 0 date, 1 weight)",
        "  column:weight = 1 (Column with the weight: 0 date, 1 weight)",
        "  unit = lb (Unit: kg kilograms, lb pounds, st stones)",
    ]
    assert WeightEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nobody", "weights", "x.csv"], "Nobody here is called nobody"),
        (["alice", "nothing", "x.csv"], "There is no importer"),
        (["alice", "weights", "missing.csv"], "missing.csv cannot be read"),
        (["alice", "weights", "x.csv", "--set", "unit"], "name=value"),
    ],
)
def test_command_says_what_is_wrong(alice, tmp_path, arguments, message):
    with pytest.raises(CommandError, match=message):
        command(*arguments)
