"""Private lists for spreadsheets."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config import spreadsheets
from config.urls import router
from tests.api.expectations import EXPECTED, Own
from tests.factories import RoutineFactory
from tests.journal.factories import MeasurementCategoryFactory, WeightEntryFactory

PRIVATE = sorted(prefix for prefix, kind in EXPECTED.items() if isinstance(kind, Own))
PATH = "/api/v2/weightentry/"


@pytest.fixture
def weight(alice):
    return WeightEntryFactory(user=alice, date=datetime(2026, 1, 5, 7, tzinfo=UTC))


@pytest.mark.parametrize("path", [f"{PATH}?format=csv", "/api/v2/weightentry.csv", "/api/v2/weightentry.csv/"])
def test_a_list_as_csv(path, weight, alice_api):
    answer = alice_api.get(path)

    shown = alice_api.get(PATH).json()["results"][0]
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert answer["Content-Disposition"] == 'attachment; filename="weightentry.csv"'
    assert answer.content.decode().split("\r\n") == [",".join(shown), ",".join(map(str, shown.values())), ""]


def test_the_mark_only_if_asked(weight, alice_api):
    plain, marked = (alice_api.get(f"{PATH}?format={name}").content for name in ("csv", "csvbom"))

    assert marked == b"\xef\xbb\xbf" + plain


@pytest.mark.parametrize("prefix", PRIVATE)
def test_every_private_list_has_its_columns(prefix, alice, alice_api):
    empty = alice_api.get(f"/api/v2/{prefix}/?format=csv")
    EXPECTED[prefix].make(alice)

    filled = alice_api.get(f"/api/v2/{prefix}/?format=csv")

    assert (empty.status_code, filled.status_code) == (200, 200)
    # Aliases of columns, which some lists have, are told by the rows alone.
    names, with_aliases = (set(answer.content.decode().splitlines()[0].split(",")) for answer in (empty, filled))
    assert names <= with_aliases


@pytest.mark.parametrize("prefix", PRIVATE)
def test_it_costs_what_json_costs(prefix, alice, alice_api):
    EXPECTED[prefix].make(alice)
    alice_api.get(f"/api/v2/{prefix}/")

    costs = []
    for name in ("json", "csv"):
        with CaptureQueriesContext(connection) as queries:
            alice_api.get(f"/api/v2/{prefix}/?format={name}")
        costs.append(len(queries))

    assert costs[0] == costs[1]


@pytest.mark.parametrize("prefix", sorted({prefix for prefix, _, _ in router.registry} - set(PRIVATE)))
def test_no_other_list_has_it(prefix, alice_api):
    assert alice_api.get(f"/api/v2/{prefix}/?format=csv").status_code == 404


def test_a_row_has_none(weight, alice_api):
    assert alice_api.get(f"{PATH}{weight.pk}/?format=csv").status_code == 404


def test_nobody_gets_json(api, db):
    answer = api.get(f"{PATH}?format=csv")

    assert (answer.status_code, answer["Content-Type"]) == (401, "application/json")


def test_an_error_is_json(alice_api):
    answer = alice_api.get(f"{PATH}?format=csv&date=nonsense")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/json")


def test_no_cell_is_a_formula(alice, alice_api):
    RoutineFactory(user=alice, name='=HYPERLINK("https://example.org")', description="-1+1")

    text = alice_api.get("/api/v2/routine/?format=csv").content.decode()

    assert '"\'=HYPERLINK(""https://example.org"")"' in text
    assert "'-1+1" in text


def test_what_a_cell_cannot_hold_is_json(alice, alice_api):
    MeasurementCategoryFactory(user=alice, chart_config={"color": "ü"})

    assert '"{""color"": ""ü""}"' in alice_api.get("/api/v2/measurement-category/?format=csv").content.decode()


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (-1.5, -1.5),
        ("-12.50", "-12.50"),
        ("12", "12"),
        ("+49", "'+49"),
        ("-", "'-"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("x=1", "x=1"),
        ("-1e5", "'-1e5"),
        ("-٣", "'-٣"),
    ],
)
def test_cell(value, cell):
    assert spreadsheets.cell(value) == cell
