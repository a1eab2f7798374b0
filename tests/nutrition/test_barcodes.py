import httpx
import pytest
import time_machine
from django.core.cache import cache

from nutrition import barcodes, unknown_barcodes
from nutrition.models import Ingredient
from tests.nutrition.factories import IngredientFactory

EAN, UPC = "0012345678905", "012345678905"
PRODUCT = {
    "code": EAN,
    "lang": "en",
    "product_name": "Oat drink",
    "nutriments": {
        "energy-kcal_100g": 46,
        "proteins_100g": 1,
        "carbohydrates_100g": 6.6,
        "fat_100g": 1.5,
    },
}


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        (EAN, [EAN, UPC, "00012345678905"]),
        (UPC, [UPC, EAN, "00012345678905"]),
        ("4001234567890", ["4001234567890", "04001234567890"]),
        ("96385074", ["96385074", "000096385074", "0000096385074", "00000096385074"]),
        ("4001", ["4001"]),
        ("٤٠٠١٢٣٤٥٦٧٨٩٠", ["٤٠٠١٢٣٤٥٦٧٨٩٠"]),
    ],
)
def test_ways_to_write_a_code(code, forms):
    assert barcodes.same(code) == forms


@pytest.mark.parametrize(
    ("code", "is_valid"), [(EAN, True), (UPC, True), ("96385074", True), ("96385075", False), ("milk", False)]
)
def test_the_last_digit_tells_a_barcode(code, is_valid):
    assert barcodes.is_valid(code) is is_valid


@pytest.mark.django_db
class TestFound:
    @pytest.fixture(autouse=True)
    def foods(self):
        IngredientFactory(name="Oat drink", code=EAN)
        IngredientFactory(name=f"Named {EAN}", code="4001")

    @pytest.mark.parametrize("code", [EAN, UPC])
    @pytest.mark.parametrize("address", ["ingredient/?code=", "ingredient/?name__search=", "ingredientinfo/?code="])
    def test_in_lists(self, api, address, code):
        answer = api.get(f"/api/v2/{address}{code}").json()
        assert [row["name"] for row in answer["results"]] == ["Oat drink"]

    def test_while_somebody_types(self, api):
        answer = api.get(f"/api/v2/ingredient/search/?term={UPC}").json()
        assert [row["value"] for row in answer["suggestions"]] == ["Oat drink"]

    def test_only_in_the_languages_that_were_named(self, api):
        assert api.get(f"/api/v2/ingredient/?name__search={EAN}&language__code=de").json()["count"] == 0

    def test_other_codes_as_they_are(self, api):
        assert api.get("/api/v2/ingredient/?code=4001").json()["count"] == 1
        assert api.get("/api/v2/ingredient/?code=04001").json()["count"] == 0

    def test_a_number_that_nobody_has_is_a_name(self, api):
        IngredientFactory(name="Mix 87654321")
        answer = api.get("/api/v2/ingredient/?name__search=87654321").json()
        assert [row["name"] for row in answer["results"]] == ["Mix 87654321"]


@pytest.fixture
def asked(monkeypatch):
    """Codes that would be looked up."""
    found = []

    def submit(work, code):
        found.append(code)
        unknown_barcodes._places.release()

    monkeypatch.setattr(unknown_barcodes._thread, "submit", submit)
    return found


@pytest.mark.django_db
class TestAsking:
    @pytest.fixture(autouse=True)
    def allowed(self, settings):
        settings.OPEN_FOOD_FACTS_LOOKUP = True

    @pytest.mark.parametrize(
        "address", ["ingredient/?code=", "ingredientinfo/?name__search=", "ingredient/search/?term="]
    )
    def test_an_unknown_code_is_looked_up(self, api, asked, address):
        assert api.get(f"/api/v2/{address}{EAN}").status_code == 200
        assert asked == [EAN]

    def test_not_unless_it_is_allowed(self, api, asked, settings):
        settings.OPEN_FOOD_FACTS_LOOKUP = False
        api.get(f"/api/v2/ingredient/?code={EAN}")
        assert asked == []

    @pytest.mark.parametrize("code", ["4001", "96385075", "milk", ""])
    def test_not_what_no_product_has(self, asked, code):
        unknown_barcodes.ask(code)
        assert asked == []

    def test_not_twice_in_whatever_form(self, asked):
        for code in (EAN, UPC, EAN):
            unknown_barcodes.ask(code)
        assert asked == [EAN]

    @time_machine.travel("2026-01-05T12:00:00Z", tick=False)
    def test_not_too_many_a_minute(self, asked):
        codes = [f"{number:07}" for number in range(1, 200)]
        valid = [code + str(digit) for code in codes for digit in range(10) if barcodes.is_valid(code + str(digit))]
        for code in valid:
            unknown_barcodes.ask(code)
        assert asked == valid[: unknown_barcodes.MOST_A_MINUTE]

    def test_not_too_many_a_day(self, asked):
        cache.set("open-food-facts:day", unknown_barcodes.MOST_A_DAY)
        unknown_barcodes.ask(EAN)
        assert asked == []

    def test_not_while_many_wait(self, monkeypatch):
        waiting = []
        monkeypatch.setattr(unknown_barcodes._thread, "submit", lambda work, code: waiting.append(code))
        monkeypatch.setattr(unknown_barcodes, "is_new", lambda code: True)
        monkeypatch.setattr(unknown_barcodes, "_places", unknown_barcodes.BoundedSemaphore(2))
        for _ in range(5):
            unknown_barcodes.ask(EAN)
        assert waiting == [EAN, EAN]


def answering(status, body=None):
    transport = httpx.MockTransport(lambda request: httpx.Response(status, json=body))
    return lambda: httpx.Client(transport=transport)


@pytest.mark.django_db
class TestLookedUp:
    def test_a_product_becomes_a_food(self, api):
        assert api.get(f"/api/v2/ingredient/?code={UPC}").json()["count"] == 0
        unknown_barcodes.look_up(UPC, answering(200, {"status": 1, "product": PRODUCT}))
        (food,) = api.get(f"/api/v2/ingredient/?code={UPC}").json()["results"]
        assert (food["name"], food["code"], food["energy"], food["source_name"]) == (
            "Oat drink",
            EAN,
            46,
            "Open Food Facts",
        )

    @pytest.mark.parametrize(
        ("status", "body"),
        [(404, {"status": 0}), (200, {"status": 0}), (200, []), (200, {"product": {"code": EAN, "lang": "en"}})],
    )
    def test_what_is_no_product_leaves_nothing(self, status, body):
        unknown_barcodes.look_up(EAN, answering(status, body))
        assert not Ingredient.objects.filter(code=EAN).exists()

    def test_a_known_food_is_not_asked_for(self):
        IngredientFactory(code=EAN, name="Ours")
        unknown_barcodes.look_up(UPC, lambda: pytest.fail("asked"))

    def test_errors_stay_in_the_thread(self, monkeypatch, caplog):
        def fail(code):
            raise httpx.ReadTimeout("3 s")

        monkeypatch.setattr(unknown_barcodes, "look_up", fail)
        monkeypatch.setattr(unknown_barcodes, "connection", type("Closed", (), {"close": lambda self: None})())
        monkeypatch.setattr(unknown_barcodes, "close_old_connections", lambda: None)
        unknown_barcodes._places.acquire()
        unknown_barcodes.in_thread(EAN)
        assert "ReadTimeout" in caplog.text
        assert EAN not in caplog.text
