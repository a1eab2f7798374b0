"""What the app says was eaten, in the diary of the other family's apps."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal.food import grams_of, items
from journal.models import DiaryDay
from journal.waistline import Eaten
from nutrition.models import DiaryEntry, Ingredient, NutritionPlan
from tests.journal.v1.conftest import Phone
from tests.nutrition.factories import DiaryEntryFactory, IngredientFactory

DIARY = "/api/v2/nutritiondiary/"
OATS = {
    "id": 1,
    "name": "Oats",
    "brand": "Mill",
    "portion": "100",
    "unit": "g",
    "nutrition": {"calories": 185, "fat": 3.5},
}
SOUP = {"id": 9, "name": "Soup", "portion": "1", "unit": "bowl", "nutrition": {"calories": 300, "sodium": 800}}


@pytest.fixture
def phone(alice):
    return Phone(alice)


def item(food=OATS, portion="50", hour=8, **more):
    """An entry, and the record that the app sends with it."""
    kind = "recipe" if food is SOUP else "food"
    moment = f"2026-01-05T{hour:02}:00:00.000Z"
    return {"id": food["id"], "type": kind, "portion": portion, "quantity": "1", "dateTime": moment, **more}, food


def send(phone, *eaten, day="2026-01-05"):
    entry = {"dateTime": f"{day}T00:00:00.000Z", "items": [each[0] for each in eaten], "stats": {}}
    body = {"nutrition": {"calories": len(eaten)}, "entryDetails": [each[1] for each in eaten], "entry": entry}
    assert phone.sync(body).status_code == 200


def shown():
    rows = DiaryEntry.objects.order_by("datetime", "id")
    return [(row.ingredient.name, row.amount, row.energy, row.synced_from) for row in rows.select_related("ingredient")]


def test_foods_of_a_day_are_entries(phone, alice):
    send(phone, item(), item(SOUP, "2", hour=13))

    oats, soup = DiaryEntry.objects.order_by("datetime")
    assert shown() == [("Oats", 50, 185, "waistline"), ("Soup", 200, 300, "waistline")]
    assert (oats.datetime, oats.fat, oats.protein, oats.comment) == (
        datetime(2026, 1, 5, 8, tzinfo=UTC),
        Decimal("3.5"),
        None,
        "",
    )
    assert (soup.sodium, soup.micronutrients, soup.comment) == (Decimal("0.8"), {"salt": 2.0}, "2 bowl")
    assert (oats.plan, oats.synced_day) == (NutritionPlan.objects.get(user=alice, is_default=True), date(2026, 1, 5))


def test_foods_without_a_known_barcode_are_kept_for_the_person(phone, alice):
    send(phone, item())

    food = Ingredient.objects.get()
    assert (food.user, food.name, food.brand, food.source_name) == (alice, "Oats", "Mill", "waistline")
    assert (food.energy, food.fat, food.protein, food.fiber) == (370, 7, 0, None)


@pytest.mark.parametrize("barcode", ["4000417025005", "04000417025005"])
@pytest.mark.parametrize("record", [{"barcode": "4000417025005"}, {"originalBarcode": "04000417025005"}], ids=str)
def test_food_is_found_by_its_barcode(phone, barcode, record):
    public = IngredientFactory(code=barcode)

    send(phone, item({**OATS, "barcode": "4000417025005", **record}))

    assert DiaryEntry.objects.get().ingredient == public
    assert DiaryEntry.objects.get().energy == 185


def test_own_food_comes_before_public_ones_and_doubtful_ones_come_last(phone, alice):
    doubtful, public = (IngredientFactory(code="4000417025005", quality=quality) for quality in (1, 0))
    send(phone, item({**OATS, "barcode": "4000417025005"}))
    own = IngredientFactory(code="4000417025005", user=alice)
    send(phone, item({**OATS, "barcode": "4000417025005"}, hour=9), day="2026-01-06")

    assert doubtful.pk < public.pk
    assert list(DiaryEntry.objects.order_by("id").values_list("ingredient", flat=True)) == [public.pk, own.pk]


def test_barcode_of_somebody_elses_food_finds_nothing(phone, bob):
    theirs = IngredientFactory(code="4000417025005", user=bob)

    send(phone, item({**OATS, "barcode": "4000417025005"}))

    assert DiaryEntry.objects.get().ingredient != theirs


def test_day_that_is_sent_again_is_updated_and_not_repeated(phone):
    send(phone, item(), item(SOUP, "1", hour=13))
    before = DiaryEntry.objects.get(ingredient__name="Oats")
    more = {**OATS, "nutrition": {"calories": 370, "fat": 7}}

    send(phone, item(more, "100"), item(OATS, "50", hour=20))

    assert shown() == [("Oats", 100, 370, "waistline"), ("Oats", 50, 185, "waistline")]
    assert DiaryEntry.objects.filter(pk=before.pk, uuid=before.uuid, amount=100).exists()


def test_emptied_day_has_no_entries(phone):
    send(phone, item())
    send(phone)

    assert shown() == []


def test_what_the_person_entered_stays(phone, alice, alice_api):
    mine = DiaryEntryFactory(user=alice, datetime=datetime(2026, 1, 5, 7, tzinfo=UTC))
    send(phone, item(), item(SOUP, "1", hour=13))
    taken = DiaryEntry.objects.get(ingredient__name="Oats")
    alice_api.patch(f"{DIARY}{taken.pk}/", {"amount": "60"})

    send(phone, item(OATS, "70"))

    assert [row[1:] for row in shown()] == [(mine.amount, mine.energy, ""), (60, 222, "")]


def test_other_days_and_people_are_left_alone(phone, bob):
    send(phone, item())
    send(Phone(bob), item())
    send(phone, day="2026-01-06")

    assert len(shown()) == 2
    assert set(Ingredient.objects.values_list("user__username", flat=True)) == {"alice", "bob"}


def test_food_that_the_person_edited_here_stays_as_they_made_it(phone):
    send(phone, item())
    Ingredient.objects.update(name="My oats")

    send(phone, item({**OATS, "nutrition": {"calories": 300}}, hour=9))

    assert (Ingredient.objects.get().name, shown()[0][2]) == ("My oats", 300)


def test_food_that_has_changed_in_the_app_changes_no_past(phone):
    send(phone, item())
    send(phone, item({**OATS, "nutrition": {"calories": 200}}, hour=9), day="2026-01-06")

    assert (Ingredient.objects.get().energy, [row[2] for row in shown()]) == (400, [185, 200])


def test_rounded_amounts_do_not_change_a_food(phone):
    send(phone, item({**OATS, "nutrition": {"fat": 7}}, "100"))
    send(phone, item({**OATS, "nutrition": {"fat": 0.21}}, "3.1"), day="2026-01-06")

    assert Ingredient.objects.get().fat == 7


def test_days_go_by_the_persons_zone(phone, alice):
    alice.time_zone = "Pacific/Auckland"
    alice.save()

    send(phone, item(hour=20), item(hour=8))

    moments = [row.datetime.isoformat() for row in DiaryEntry.objects.order_by("datetime")]
    assert moments == ["2026-01-04T23:00:00+00:00", "2026-01-05T08:00:00+00:00"]


@pytest.mark.parametrize(
    ("food", "portion", "quantity", "grams"),
    [
        ({"unit": "g", "portion": "100"}, "50", "2", "100"),
        ({"unit": "ML", "portion": 100}, 250, 1, "250"),
        ({"unit": "kg", "portion": 1}, "0.5", None, "500"),
        ({"unit": "oz", "portion": 1}, "1", "1", "28.35"),
        ({"unit": "slice", "portion": "2"}, "3", "1", "150"),
        ({"portion": "1"}, "1", "0.5", "50"),
        ({"barcode": "quick-add", "portion": 1}, 1, 250, "250"),
        ({"unit": "slice", "portion": "0"}, "1", "1", None),
        ({"unit": "slice"}, "1", "1", None),
        ({"unit": "g"}, "x", "1", None),
        ({"unit": "g"}, "1", "-1", None),
        ({"unit": "g"}, "1e300", "1e300", None),
        ({"unit": "g"}, "0.001", "1", None),
    ],
)
def test_weight_of_what_was_eaten(food, portion, quantity, grams):
    found = grams_of(Eaten({"portion": portion, "quantity": quantity}, food))

    assert found == (None if grams is None else Decimal(grams))


@pytest.mark.parametrize(
    ("item", "record"),
    [
        ({}, {}),
        ({"portion": [], "quantity": {}}, {"unit": 5, "portion": [], "nutrition": []}),
        ({"portion": "1", "quantity": -200}, {"barcode": "quick-add", "nutrition": {"calories": -200}}),
        ({"portion": "1", "quantity": "1"}, {"unit": "g", "nutrition": {"calories": -5}}),
    ],
    ids=["empty", "nonsense", "burned", "negative"],
)
def test_what_is_no_food_is_left_out(item, record):
    assert list(items((Eaten(item, record),))) == []


@pytest.mark.parametrize(
    "record",
    [
        {"unit": "g"},
        {"unit": "g", "name": None, "brand": 5, "nutrition": {"calories": "x", "fat": None}},
        {"unit": "g", "name": "x" * 300, "brand": "y" * 300, "nutrition": {"calories": 1e300, "fat": 1e9, "iron": 1e8}},
        {"unit": "g", "name": "  ", "barcode": "9" * 5000, "nutrition": {"proteins": 1e8}},
    ],
    ids=["nothing", "nonsense", "huge", "blank"],
)
def test_strange_food_is_an_entry_nevertheless(phone, record, caplog):
    send(phone, item({"id": "?", **record}))

    assert (DiaryEntry.objects.count(), caplog.text) == (1, "")


def test_quick_add_is_energy_with_what_was_said(phone):
    quick = {"id": 3, "name": "Quick Add", "barcode": "quick-add", "portion": 1, "nutrition": {"calories": 250}}

    send(phone, item(quick, 1, quantity=250, description="Cake"))

    assert shown() == [("Quick Add", 250, 250, "waistline")]
    assert DiaryEntry.objects.get().comment == "Cake"


@pytest.mark.parametrize(
    ("items", "details"), [([], None), (None, []), ([{}], []), ([None], [None]), ([{}], [None])], ids=str
)
def test_day_that_does_not_say_what_was_eaten(phone, items, details):
    body = {"nutrition": {}, "entryDetails": details, "entry": {"dateTime": "2026-01-05T00:00:00.000Z", "items": items}}

    assert phone.sync(body).status_code == 200
    assert shown() == []


@pytest.mark.parametrize("number", [1, 3, 50])
def test_placing_costs_the_same_for_any_day(phone, number):
    foods = [{**OATS, "id": n, "name": f"Oats {n}"} for n in range(2 * number)]
    send(phone, *(item(food, quantity=1 + n) for n, food in enumerate(foods[:number])))

    with CaptureQueriesContext(connection) as queries:
        kept = [item(food, "60", quantity=2 + n) for n, food in enumerate(foods[1:number])]
        send(phone, *kept, *(item({**food, "barcode": f"{n + 10**9}"}) for n, food in enumerate(foods[number:])))

    tables = [query["sql"] for query in queries if '"nutrition_' in query["sql"] and "SAVEPOINT" not in query["sql"]]
    assert len(tables) <= 11


def test_day_of_absurd_length_is_cut(phone):
    send(phone, *(item(quantity=1 + number) for number in range(600)))

    assert DiaryEntry.objects.count() == 500


# --- Days that were sent before ------------------------------------------------------------------------------------


def test_days_that_were_sent_before_are_placed(phone, alice, bob, capsys):
    send(phone, item())
    send(Phone(bob), item())
    phone.day("2026-01-07", {"calories": 5})
    whole = shown()
    DiaryEntry.objects.all().delete()

    for _ in range(2):
        call_command("place_synced_days")

    assert (shown(), DiaryDay.objects.count()) == (whole, 3)
    assert capsys.readouterr().out == "2 days placed.\n2 days placed.\n"


def test_days_of_one_person_are_placed(phone, bob, capsys):
    send(phone, item())
    send(Phone(bob), item())
    DiaryEntry.objects.all().delete()

    call_command("place_synced_days", "bob")

    assert [entry.user for entry in DiaryEntry.objects.all()] == [bob]


def test_days_of_nobody_cannot_be_placed(db):
    with pytest.raises(CommandError, match=r"Nobody here is called zoe\."):
        call_command("place_synced_days", "zoe")
