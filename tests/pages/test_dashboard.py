"""The dashboard as a page: constant in its queries, complete without JavaScript, and nobody else's."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts import panels
from accounts.models import ApiKey
from accounts.panels import Panel
from tests.exercises.factories import ExerciseFactory
from tests.journal.factories import WeightEntryFactory
from tests.journal.v1.conftest import Phone
from tests.nutrition.factories import DiaryEntryFactory, NutritionPlanFactory
from tests.workouts.factories import UserTrophyFactory, WorkoutLogFactory
from workouts.trophies.rules import PERSONAL_RECORD

pytestmark = pytest.mark.django_db
# Session, person, key; three of the diary, one of the weight, two of Waistline, nine of training.
QUERIES = 18


@pytest.fixture(autouse=True)
def _noon():
    """What was written today is not of yesterday when the page is asked for; east of Greenwich, tomorrow has begun."""
    with time_machine.travel("2026-03-15T12:00:00Z", tick=False):
        yield


def live(person, days):
    """So many days of training, eating, weighing and synchronising, up to now."""
    plan, phone = NutritionPlanFactory(user=person), Phone(person)
    curl = ExerciseFactory()
    curl.muscles.add(1)
    for ago in range(days):
        moment = timezone.now() - timedelta(days=ago)
        DiaryEntryFactory(user=person, plan=plan, datetime=moment)
        WeightEntryFactory(user=person, date=moment)
        log = WorkoutLogFactory(user=person, date=moment, session__date=moment.date(), exercise=curl)
        UserTrophyFactory(user=person, trophy_id=PERSONAL_RECORD, log=log)
        phone.day(moment.date().isoformat(), {"calories": 2000})


def drawn(response):
    """What is embedded for each chart, by the name of its element."""
    found = re.findall(r'<script id="(chart-\w+)" type="application/json">(.*?)</script>', response.content.decode())
    return {name: json.loads(data) for name, data in found}


@pytest.mark.parametrize("days", [1, 12])
def test_queries_are_as_many_for_any_number_of_rows(browser, alice, days, django_assert_num_queries):
    live(alice, days)
    browser.get("/dashboard/")

    with django_assert_num_queries(QUERIES):
        response = browser.get("/dashboard/")

    assert list(drawn(response)) == ["chart-energy", "chart-macronutrients", "chart-weight", "chart-volume"]


def test_synced_day_appears_in_the_chart(browser, alice):
    Phone(alice).day("2026-03-15", {"calories": 2350})

    energy = drawn(browser.get("/dashboard/"))["chart-energy"]

    assert energy["series"][0]["values"][-1] == 2350
    assert energy["labels"][-1] == "2026-03-15"


def test_chart_is_a_table_too(browser, alice):
    Phone(alice).day("2026-03-15", {"calories": 2350})

    page = browser.get("/dashboard/").content.decode()

    assert '<tr><th scope="row">2026-03-15</th><td class="number">2,350</td><td class="number">2,500</td></tr>' in page


def test_person_without_data_learns_what_to_do(browser):
    response = browser.get("/dashboard/")

    assert drawn(response) == {}
    assert response.content.decode().count('<div class="empty">') == 7


def test_service_authorization_header_is_shown(browser, alice):
    page = browser.get("/dashboard/").content.decode()

    assert ">Service Authorization Header</h2>" in page
    assert f"ApiKey {ApiKey.of(alice).secret}" in page
    assert "http://testserver/api/v1/sync" in page


def test_rows_of_bob_are_not_alices(browser, bob):
    live(bob, 2)

    assert drawn(browser.get("/dashboard/")) == {}


def test_day_is_that_of_the_person(browser, alice):
    alice.time_zone = "Pacific/Kiritimati"  # 14 hours ahead
    alice.save()
    WeightEntryFactory(user=alice, date=timezone.now())

    weight = drawn(browser.get("/dashboard/"))["chart-weight"]

    assert weight["labels"][-1] == "2026-03-16"
    assert weight["series"][1]["values"][-1] == 80.5


def test_nobody_is_sent_to_sign_in(client):
    response = client.get("/dashboard/")

    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/dashboard/")


def test_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(browser, alice):
    live(alice, 1)

    page = browser.get("/dashboard/").content.decode()

    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', page) == []
    assert re.findall(r"<script(?![^>]*(?: src=| type=\"application/json\"))[^>]*>", page) == []
    assert re.findall(r"\son\w+=", page) == []


def test_panels_stand_in_their_order():
    assert [panel.name for panel in panels.registered()] == [
        "nutrition",
        "weight",
        "volume",
        "muscles",
        "sessions",
        "records",
        "waistline",
    ]


def test_panel_is_registered_once(monkeypatch):
    monkeypatch.setattr(panels, "_paths", [])
    for _ in range(2):
        panels.register("workouts.panels.sessions.Records")

    assert [type(panel).__name__ for panel in panels.registered()] == ["Records"]
    assert all(isinstance(panel, Panel) for panel in panels.registered())
