"""Calories and macronutrients on the dashboard: whatever app has told them, once."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from journal.panels.intake import DailyIntake
from tests.journal.v1.conftest import Phone
from tests.nutrition.factories import DiaryEntryFactory, IngredientFactory, NutritionPlanFactory
from tests.pages.conftest import TODAY

pytestmark = pytest.mark.django_db
YOGURT = {"id": 3, "name": "Yogurt", "portion": "100", "unit": "g", "nutrition": {"calories": 60, "proteins": 5}}


@pytest.fixture
def phone(alice):
    return Phone(alice)


def eat(person, day, **values):
    """100 g of a food with these values."""
    food = IngredientFactory(**{"energy": 0, "protein": 0, "carbohydrates": 0, "fat": 0} | values)
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return DiaryEntryFactory(user=person, ingredient=food, amount=Decimal(100), datetime=moment)


def told(contents, chart="energy"):
    """Of the days that say anything: label, and a value of each series."""
    drawn = contents[chart].drawn
    rows = zip(drawn["labels"], *(series["values"] for series in drawn["series"]), strict=True)
    return [row for row in rows if row[1] is not None]


def test_day_that_was_synced_as_a_total_is_shown(ask, alice, phone):
    phone.day("2026-03-14", {"calories": 2350, "proteins": 120.5, "carbohydrates": 250, "fat": 70})

    contents = ask(DailyIntake, alice)

    assert told(contents) == [("2026-03-14", 2350, 2500)]
    assert told(contents, "macronutrients") == [("2026-03-14", 120, 250, 70)]
    assert contents["energy"].summary == "2,350 kcal a day on average of 1 day, 150 below the goal."


def test_kilojoules_are_energy_too(ask, alice, phone):
    phone.day("2026-03-14", {"kilojoules": 8368})

    assert told(ask(DailyIntake, alice)) == [("2026-03-14", 2000, 2500)]


def test_entries_of_a_day_are_added_up(ask, alice):
    eat(alice, TODAY, energy=500, protein=30, carbohydrates=50, fat=20)
    eat(alice, TODAY, energy=250, protein=10, carbohydrates=20, fat=5)

    contents = ask(DailyIntake, alice)

    assert told(contents, "macronutrients") == [("2026-03-15", 40, 70, 25)]
    assert told(contents)[0][:2] == ("2026-03-15", 750)


def test_foods_of_a_synced_day_do_not_count_twice(ask, alice, phone):
    item = {"dateTime": "2026-03-14T08:00:00.000Z", "type": "food", "id": 3, "portion": "100", "quantity": 1}
    body = {"nutrition": {"calories": 60}, "entryDetails": [YOGURT]}
    phone.sync({**body, "entry": {"dateTime": "2026-03-14T00:00:00.000Z", "items": [item]}})

    assert [row[:2] for row in told(ask(DailyIntake, alice))] == [("2026-03-14", 60)]


def test_total_stands_beside_what_another_app_has_entered(ask, alice, phone):
    phone.day("2026-03-14", {"calories": 2000})
    eat(alice, date(2026, 3, 14), energy=300)

    assert [row[:2] for row in told(ask(DailyIntake, alice))] == [("2026-03-14", 2300)]


def test_each_day_has_the_goal_of_its_plan(ask, alice, phone):
    for day in ("2026-03-13", "2026-03-14"):
        phone.day(day, {"calories": 2000})
    NutritionPlanFactory(user=alice, start=date(2026, 3, 1), end=date(2026, 3, 13), goal_energy=1800)

    assert told(ask(DailyIntake, alice)) == [("2026-03-13", 2000, 1800), ("2026-03-14", 2000, 2500)]


def test_means_stand_beside_the_goals_of_today(ask, alice):
    NutritionPlanFactory(user=alice, goal_energy=2000, goal_protein=150)
    eat(alice, TODAY, energy=1800, protein=90)

    means = ask(DailyIntake, alice)["means"]

    assert means[:2] == [("Energy", "1,800", "kcal", "2,000"), ("Protein", "90", "g", "150")]
    assert means[3] == ("Fat", "0", "g", "")


def test_without_a_goal_there_is_no_line(ask, alice, phone):
    alice.calories = None
    phone.day("2026-03-14", {"calories": 2350})

    contents = ask(DailyIntake, alice)

    assert [series.label for series in contents["energy"].series] == ["Energy"]
    assert contents["energy"].summary == "2,350 kcal a day on average of 1 day."


@pytest.mark.parametrize(("days", "shown"), [("7", 7), ("90", 90), ("", 30), ("12", 30), ("-7", 30)])
def test_address_chooses_the_days(ask, alice, phone, days, shown):
    phone.day("2026-03-15", {"calories": 2350})

    labels = ask(DailyIntake, alice, days=days)["energy"].labels

    assert (len(labels), labels[-1]) == (shown, "2026-03-15")
    assert labels[0] == (TODAY - timedelta(days=shown - 1)).isoformat()


def test_choices_keep_what_other_panels_have_chosen(ask, alice):
    choices = ask(DailyIntake, alice, days="7", weight="365")["choices"]

    assert choices[0] == ("7 days", "?days=7&weight=365#nutrition", True)
    assert choices[1] == ("30 days", "?days=30&weight=365#nutrition", False)


def test_days_that_are_not_asked_for_are_not_counted(ask, alice, phone):
    phone.day("2026-03-08", {"calories": 2350})
    phone.day("2026-03-16", {"calories": 2350})
    eat(alice, date(2026, 3, 8), energy=300)

    assert list(ask(DailyIntake, alice, days="7")) == ["choices", "days"]


def test_bobs_food_is_not_alices(ask, alice, bob):
    Phone(bob).day("2026-03-14", {"calories": 2350})
    eat(bob, TODAY, energy=300)

    assert "means" not in ask(DailyIntake, alice)


@pytest.mark.parametrize(
    ("nutrition", "charts"), [({"calories": 2350}, ["energy"]), ({"proteins": 120}, ["macronutrients"])]
)
def test_chart_of_what_no_day_tells_is_left_out(ask, alice, phone, nutrition, charts):
    phone.day("2026-03-14", nutrition)

    contents = ask(DailyIntake, alice)

    assert [name for name in ("energy", "macronutrients") if contents[name]] == charts


def test_year_is_shown_by_weeks(ask, alice, phone):
    for day in ("2026-03-09", "2026-03-14"):
        phone.day(day, {"calories": 2000 if day == "2026-03-09" else 2500})

    contents = ask(DailyIntake, alice, days="365")

    assert told(contents) == [("2026-03-09", 2250, 2500)]
    assert (contents["energy"].heading, len(contents["energy"].labels)) == ("Week of", 53)
