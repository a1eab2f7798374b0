"""What dashboards ask for through Grafana's JSON data source."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine

pytestmark = pytest.mark.django_db

NOW = "2024-03-20T15:00:00.000Z"
MONTH = {"date_from": "2024-02-19T15:00:00.000Z", "date_to": NOW}
WEEK = [f"2024-03-{day:02}" for day in range(14, 21)]
BOARD = json.loads((Path(__file__).parents[3] / "docs" / "grafana" / "diary.json").read_text())


@pytest.fixture
def diary(phone):
    """Forty days up to the day at which the clock stands; one of them was emptied."""
    for number in range(40):
        nutrition = {"calories": 2000 + number, "fat": number, "carbohydrates": 200, "proteins": 80, "salt": 2.5}
        day = date(2024, 3, 20) - timedelta(days=number)
        phone.day(day, nutrition if number != 3 else {"calories": 0})
    with time_machine.travel(NOW):
        yield phone


def column(answer, path):
    """What the data source makes of one of its paths."""
    if path == "$.results[*].~":
        return list(answer["results"])
    name = re.fullmatch(r"\$\.results\[\*\](?:\.(\w+)|\['([\w-]+)'\])", path)
    return [day[name[1] or name[2]] for day in answer["results"].values() if (name[1] or name[2]) in day]


@pytest.mark.parametrize(
    ("query", "dates", "values"),
    [
        pytest.param({"fields": "calories", "sort": "ASC"}, WEEK, {"calories": 7}, id="calories of this week"),
        pytest.param(
            {"fields": "carbohydrates,proteins,fat", "sort": "ASC"},
            WEEK,
            {"proteins": 6, "fat": 6, "carbohydrates": 6},
            id="macronutrients of this week",
        ),
        pytest.param(
            MONTH | {"fields": "calories", "sort": "ASC"},
            [str(date(2024, 2, 19) + timedelta(days=number)) for number in range(31)],
            {"calories": 31},
            id="calories of the last thirty days",
        ),
        pytest.param(
            {"fields": "carbohydrates,proteins,fat", "sort": "DESC", "limit": "1"},
            WEEK[-1:],
            {"proteins": 1, "fat": 1, "carbohydrates": 1},
            id="today",
        ),
        pytest.param(
            MONTH | {"fields": "carbohydrates,proteins,fat", "sort": "ASC"},
            [str(date(2024, 2, 19) + timedelta(days=number)) for number in range(31)],
            {"proteins": 30, "fat": 30, "carbohydrates": 30},
            id="the mean of the range",
        ),
    ],
)
def test_panels_of_the_documented_server_work_unchanged(diary, query, dates, values):
    answer = diary.stats(**query)

    assert column(answer, "$.results[*].~") == dates
    assert {name: len(column(answer, f"$.results[*].{name}")) for name in values} == values


@pytest.mark.parametrize("panel", BOARD["panels"], ids=lambda panel: panel["title"])
def test_panels_of_our_dashboard_have_columns_of_one_length(diary, panel):
    macros = {"$__isoFrom()": MONTH["date_from"], "$__isoTo()": MONTH["date_to"]}
    for target in panel["targets"]:
        answer = diary.stats(**{name: macros.get(value, value) for name, value in target["params"]})

        columns = [column(answer, field["jsonPath"]) for field in target["fields"]]
        assert {len(each) for each in columns} == {1 if ["limit", "1"] in target["params"] else 31}
        assert None in columns[-1] or len(columns[-1]) == 1 or panel["id"] == 1
