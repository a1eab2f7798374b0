"""Body weight in tables of any layout."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from accounts.importing.base import CannotImport
from journal.models import WeightEntry
from tests.importing.conftest import counts, problems

PLAIN = "Date,Weight (kg)\n2024-01-05,82.5\n2024-01-06,82.3\n"


def stored():
    rows = WeightEntry.objects.order_by("date")
    return [(f"{row.date:%Y-%m-%d %H:%M}", float(row.weight), row.unit) for row in rows]


# Two weights, of 5 and 6 January 2024, as they are exported somewhere.
LAYOUTS = {
    "plain": PLAIN,
    "semicolons and decimal commas": "Datum;Gewicht (kg)\n05.01.2024;82,5\n06.01.2024;82,3\n",
    "Windows and BOM": "\ufeffDate,Weight (kg)\r\n2024-01-05,82.5\r\n2024-01-06,82.3\r\n",
    "Excel says the delimiter": "sep=;\nDatum;Gewicht (kg)\n2024-01-05;82,5\n2024-01-06;82,3\n",
    "tabs": "Fecha\tPeso (kg)\n2024-01-05\t82,5\n2024-01-06\t82,3\n",
    "unit behind the number": "jour,poids\n2024-01-05,82.5 kg\n2024-01-06,82.3kg\n",
    "unit in a column": "date,value,unit\n2024-01-05,82.5,kg\n2024-01-06,82.3,kg\n",
    "many other columns": (
        "id,timestamp,goal weight,weight,fat mass (kg),bmi\n"
        "17,2024-01-05,75,82.5 kg,20,25\n18,2024-01-06,75,82.3 kg,20,25\n"
    ),
    "columns the other way round": "kg;date\n82,5;2024-01-05\n82,3;2024-01-06\n",
    "day first": "date,weight kg\n05/01/2024,82.5\n06/01/2024,82.3\n13/01/2024,\n",
    "month first": "date,weight kg\n01/05/2024,82.5\n01/06/2024,82.3\n01/13/2024,\n",
    "months in words": 'date,weight kg\n"Jan 5, 2024",82.5\n"Jan 6, 2024",82.3\n',
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout(bringing, layout):
    found = bringing.preview("weights", LAYOUTS[layout])
    report = bringing.run("weights", LAYOUTS[layout])

    assert (found.is_ready, counts(report), problems(report)) == (True, {"added": {"weights": 2}}, [])
    # Midnight in Berlin.
    assert stored() == [("2024-01-04 23:00", 82.5, "kg"), ("2024-01-05 23:00", 82.3, "kg")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date,weight (lbs)\n2024-01-05,181.9\n", (181.9, "lb")),
        ("date,weight (st)\n2024-01-05,13\n", (182, "lb")),
        ('date,weight\n2024-01-05,"12 st 9.5 lb"\n', (177.5, "lb")),
        ("date,weight\n2024-01-05,12st 9lbs\n", (177, "lb")),
    ],
    ids=["pounds", "stones", "stones and pounds", "no spaces"],
)
def test_other_units(bringing, text, expected):
    bringing.run("weights", text)

    assert [row[1:] for row in stored()] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date,time,weight\n2024-01-05,07:30,82.5\n", "2024-01-05 06:30"),
        ("date,weight\n2024-01-05 07:30:00,82.5\n", "2024-01-05 06:30"),
        ("date,weight\n2024-01-05T07:30:00+00:00,82.5\n", "2024-01-05 07:30"),
        ('date,weight\n"Jan 5, 2024 7:30 AM",82.5\n', "2024-01-05 06:30"),
        ("timestamp,weight\n1704439800,82.5\n", "2024-01-05 07:30"),
        ("timestamp,weight\n1704439800000,82.5\n", "2024-01-05 07:30"),
    ],
    ids=["two columns", "in the person's zone", "with an offset", "in words", "seconds", "milliseconds"],
)
def test_moments(bringing, text, expected):
    bringing.run("weights", text)

    assert [row[0] for row in stored()] == [expected]


def test_ambiguous_dates_are_asked_for(bringing):
    either = "date,weight kg\n03/04/2024,82.5\n05/06/2024,82.3\n"
    found = bringing.preview("weights", either)

    with pytest.raises(CannotImport):
        bringing.run("weights", either)
    bringing.run("weights", either, date_order="day")

    assert found.is_ready is False
    assert [row[0][:10] for row in stored()] == ["2024-04-02", "2024-06-04"]


def test_columns_that_cannot_be_told_are_asked_for(bringing):
    odd = "a,b,c\n2024-01-05,82.5,60\n2024-01-06,82.3,61\n"
    found = bringing.preview("weights", odd)
    bringing.run("weights", odd, column__weight="2")

    assert [(each.name, each.answer) for each in found.questions] == [("column:moment", "0"), ("column:weight", "")]
    assert [row[1] for row in stored()] == [60, 61]


def test_unit_is_asked_for_where_the_file_is_silent(bringing):
    silent = "date,weight\n2024-01-05,180\n"
    found = bringing.preview("weights", silent)
    bringing.run("weights", silent, unit="lb")

    assert [(each.name, each.answer) for each in found.questions][-1] == ("unit", "kg")
    assert stored() == [("2024-01-04 23:00", 180, "lb")]


def test_broken_lines_are_reported_and_the_others_stored(bringing):
    report = bringing.run(
        "weights", "Date,Weight (kg)\n2024-01-05,82.5\n2024-01-32,82\nsoon,82\n2024-01-07,much\n2024-01-08,8\n,82\n\n"
    )

    assert counts(report)["added"] == {"weights": 1}
    assert problems(report) == [
        (3, "'2024-01-32' is no date."),
        (4, "'soon' is no date."),
        (5, "'much' is no number."),
        (7, "'' is no date."),
        (6, "8 kg is no body weight."),
    ]


def test_twice_changes_nothing(bringing):
    bringing.run("weights", PLAIN)
    before = list(WeightEntry.objects.values())

    assert counts(bringing.run("weights", PLAIN)) == {"kept": {"weights": 2}}
    assert list(WeightEntry.objects.values()) == before


def test_preview_changes_nothing(bringing):
    found = bringing.preview("weights", PLAIN)

    assert (dict(found.found), WeightEntry.objects.count()) == ({"weights": 2}, 0)
    assert found.rows[0] == ["2", "2024-01-05 00:00", "82.5 kg"]


def test_entered_by_hand_stays(bringing, alice):
    midnight = datetime(2024, 1, 4, 23, tzinfo=UTC)
    evening = datetime(2024, 1, 6, 20, tzinfo=UTC)
    WeightEntry.objects.create(user=alice, date=midnight, weight=Decimal(90))
    WeightEntry.objects.create(user=alice, date=evening, weight=Decimal("82.3"))

    assert counts(bringing.run("weights", PLAIN)) == {"kept": {"weights": 2}}
    assert [row[1] for row in stored()] == [90, 82.3]


def test_two_weights_at_one_time(bringing):
    report = bringing.run("weights", PLAIN + "2024-01-05,82.5\n2024-01-05,99\n")

    assert counts(report) == {"added": {"weights": 2}, "kept": {"weights": 1}, "skipped": {"weights": 1}}
    assert problems(report) == [(5, "There is another weight at the same time above.")]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"Date,Weight\n", b"\x89PNG\r\n\x1a\n\0\0\0"])
def test_no_table(bringing, content):
    with pytest.raises(CannotImport):
        bringing.preview("weights", content)
