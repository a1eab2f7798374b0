import gzip
import json
from datetime import UTC, datetime
from decimal import Decimal

import httpx
import pytest
from django.core.management import CommandError, call_command
from tenacity import wait_none

from exercises.importing.source import Server
from nutrition.importing import addresses
from nutrition.importing.remote import Reader, pages
from nutrition.management.commands import import_ingredients
from nutrition.models import ImportProgress, Ingredient, IngredientWeightUnit
from tests.nutrition.factories import DiaryEntryFactory, IngredientFactory, IngredientWeightUnitFactory
from tests.nutrition.importing.records import UUIDS, reason, remote_food

READER = Reader({"en": 2, "de": 1}, {"ODbL": 5, "CC0": 3})


def read(**changes):
    return READER.read(remote_food(**changes))


def test_every_field_is_mapped():
    food = read()

    assert (str(food.uuid), food.source_name, food.remote_id) == (UUIDS[0], "Open Food Facts", "123")
    assert food.created == datetime(2024, 5, 1, 8, tzinfo=UTC)
    assert [(portion.name, portion.gram, str(portion.uuid)) for portion in food.portions] == [
        ("2 biscuits", 25, UUIDS[1])
    ]
    assert food.content == {
        "name": "Oat biscuits",
        "common_name": "Biscuits",
        "brand": "Mill",
        "code": "4000000000017",
        "language_id": 2,
        "source_url": "https://remote.example/123",
        "is_vegan": None,
        "is_vegetarian": True,
        "nutriscore": "c",
        "energy": 450,
        "protein": Decimal("8.000"),
        "carbohydrates": Decimal("60.500"),
        "carbohydrates_sugar": Decimal("22.000"),
        "fat": Decimal("19.000"),
        "fat_saturated": None,
        "fiber": Decimal("4.000"),
        "sodium": Decimal("0.200"),
        "micronutrients": {},
        "quality": 0,
        "license_id": 5,
        "license_title": "",
        "license_author": "carol",
        "license_object_url": "",
        "license_author_url": "",
        "license_derivative_source_url": "",
    }


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"uuid": "x"}, "has no uuid"),
        ({"name": ""}, "has no name"),
        ({"language": {"id": 99, "short_name": "xx"}}, "is in a language that is not here"),
        ({"language": 99}, "is in a language that is not here"),
        ({"weight_units": [{"name": "Cup", "gram": 0}]}, "has a portion without name or weight"),
        (
            {"energy": None, "protein": None, "carbohydrates": None, "fat": None},
            "has no energy, protein, carbohydrates or fat",
        ),
    ],
)
def test_row_without_the_needed_is_refused_with_a_reason(changes, because):
    assert reason(READER.read, remote_food(**changes)) == because


def test_language_and_license_may_be_ids():
    content = read(language=1, license=3).content

    assert (content["language_id"], content["license_id"]) == (1, 3)


def test_portions_that_are_not_told_are_left_alone():
    row = remote_food()
    del row["weight_units"]

    assert READER.read(row).portions is None


def test_amount_of_older_servers_is_kept():
    unit = {"uuid": UUIDS[1], "gram": 223, "amount": "0.50", "name": "Cup"}

    assert read(weight_units=[unit]).portions[0].amount == Decimal("0.50")


# --- Pages ---


def answers(*bodies):
    """A server that gives these one after the other; what was asked for is in ``asked``."""
    left, asked = list(bodies), []

    def answer(request):
        asked.append(f"{request.url.path.rsplit('/', 2)[1]}?{request.url.query.decode()}")
        body = left.pop(0)
        return httpx.Response(body) if isinstance(body, int) else httpx.Response(200, json=body)

    return httpx.MockTransport(answer), asked


def page(rows, link=None, **more):
    return {"next": link, "previous": None, "results": rows} | more


NEXT = "https://remote.example/api/v2/ingredient-sync/?cursor=abc&page_size=999"


def listed(transport, begin="", **narrowing):
    server = Server("https://remote.example", httpx.Client(transport=transport), wait=wait_none())
    return list(pages(server, begin, narrowing, lambda total: None))


def test_cursor_pages_are_followed():
    transport, asked = answers(page([1], NEXT), page([2]))

    assert listed(transport) == [("ingredient-sync?cursor=abc&page_size=999", [1]), ("", [2])]
    assert asked == ["ingredient-sync?page_size=999", "ingredient-sync?cursor=abc&page_size=999"]


def test_server_without_cursors_is_read_by_offset():
    transport, asked = answers(404, page([1], count=1))

    assert listed(transport, last_update__gt="2026-01-01") == [("", [1])]
    assert asked[1] == "ingredientinfo?limit=100&ordering=id&last_update__gt=2026-01-01"


def test_reading_goes_on_at_a_page():
    transport, asked = answers(503, page([2]))

    assert listed(transport, "ingredient-sync?cursor=abc") == [("", [2])]
    assert asked == ["ingredient-sync?cursor=abc"] * 2


# --- Rows ---


@pytest.fixture
def serve(monkeypatch):
    """Have the command find these pages on every server."""

    def serving(*bodies):
        transport, asked = answers(*bodies)
        monkeypatch.setattr(addresses, "client", lambda **options: httpx.Client(transport=transport))
        return asked

    return serving


def copy(**options):
    call_command("import_ingredients", "https://remote.example", **options)


@pytest.mark.django_db
def test_foods_are_found_again_by_uuid(serve):
    serve(page([remote_food()]), page([remote_food(name="Renamed", remote_id="9")]))

    copy()
    first = Ingredient.objects.get()
    copy()

    row = Ingredient.objects.get()
    assert (row.pk, row.name, row.remote_id) == (first.pk, "Renamed", "9")


@pytest.mark.django_db
def test_second_time_changes_nothing(serve, capsys):
    serve(page([remote_food()]), page([remote_food()]))
    copy()
    before = list(Ingredient.objects.values()), list(IngredientWeightUnit.objects.values())

    copy()

    assert "  0 rows changed." in capsys.readouterr().out
    assert (list(Ingredient.objects.values()), list(IngredientWeightUnit.objects.values())) == before


@pytest.mark.django_db
def test_food_that_another_import_brought_keeps_its_uuid(serve):
    ours = IngredientFactory(source_name="Open Food Facts", remote_id="123")
    serve(page([remote_food()]))

    copy()

    assert Ingredient.objects.get().uuid == ours.uuid


@pytest.mark.django_db
def test_portions_that_are_gone_there_go_here_unless_somebody_uses_them(serve, alice):
    units = [
        {"uuid": uuid, "gram": gram, "name": f"{gram} g"} for uuid, gram in zip(UUIDS[1:4], (10, 20, 30), strict=True)
    ]
    serve(page([remote_food(weight_units=units)]), page([remote_food(weight_units=units[:1])]))
    copy()
    used = IngredientWeightUnit.objects.get(gram=20)
    entry = DiaryEntryFactory(user=alice, ingredient=used.ingredient, weight_unit=used)
    own = IngredientWeightUnitFactory(ingredient=used.ingredient, name="Made here", gram=44)

    copy()

    entry.refresh_from_db()
    assert entry.weight_unit == used
    rows = IngredientWeightUnit.objects.order_by("gram")
    assert [(row.gram, row.retired_at is None) for row in rows] == [(10, True), (20, False), (own.gram, True)]


@pytest.mark.django_db
def test_languages_and_since_narrow_what_is_asked_for(serve):
    asked = serve(page([]))

    copy(languages="de,en", since="2026-01-01")

    assert asked == ["ingredient-sync?page_size=999&language__in=1%2C2&last_update__gt=2026-01-01"]


@pytest.mark.django_db
def test_since_must_be_a_date():
    with pytest.raises(CommandError, match="soon is no date"):
        copy(since="soon")


@pytest.mark.django_db
def test_copy_that_breaks_off_goes_on_at_its_page(serve, monkeypatch):
    monkeypatch.setattr(
        import_ingredients, "Server", lambda place, client: Server(place, client, wait=wait_none(), attempts=1)
    )
    monkeypatch.setattr("nutrition.importing.run.FOODS_PER_BATCH", 1)
    serve(page([remote_food()], NEXT), 500)
    with pytest.raises(CommandError, match="go on"):
        copy()
    assert Ingredient.objects.count() == 1
    asked = serve(page([remote_food(uuid=UUIDS[5], remote_id="5", weight_units=[])]))

    copy()

    assert asked == ["ingredient-sync?cursor=abc&page_size=999"]
    assert Ingredient.objects.count() == 2


@pytest.mark.django_db
def test_copy_of_a_server_in_the_own_network_must_be_wanted():
    with pytest.raises(CommandError, match="--private-addresses"):
        call_command("import_ingredients", "http://127.0.0.1:9")


@pytest.mark.django_db
@pytest.mark.parametrize("endpoint", ["ingredient-sync", "ingredientinfo", "ingredient"])
def test_our_own_pages_can_be_read(serve, api, endpoint):
    food = IngredientFactory(source_name="Test", remote_id="1", micronutrients={"iron": 4.2}, code="123", license_id=5)
    IngredientWeightUnitFactory(ingredient=food, amount=Decimal("0.50"))
    before = columns(Ingredient, *CHANGING), columns(IngredientWeightUnit, *CHANGING)
    rows = api.get(f"/api/v2/{endpoint}/").json()["results"]
    food.delete()
    serve(page(rows))

    copy()

    assert (columns(Ingredient, *CHANGING), columns(IngredientWeightUnit, *CHANGING)) == before


# --- Files ---


def columns(model, *without):
    rows = model.objects.order_by("uuid").values()
    return [{name: value for name, value in row.items() if name not in without} for row in rows]


CHANGING = ("id", "ingredient_id", "unit_id", "last_imported", "last_update", "source_changed", "import_digest")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["foods.jsonl", "foods.jsonl.gz"])
def test_export_can_be_imported_and_gives_the_same_rows(tmp_path, serve, name, capsys):
    rows = [
        remote_food(micronutrients={"iron": 4.2}),
        remote_food(uuid=UUIDS[4], remote_id="4", energy=9000, weight_units=[]),
    ]
    serve(page(rows))
    copy()
    before = columns(Ingredient, *CHANGING), columns(IngredientWeightUnit, *CHANGING)

    call_command("export_ingredients", str(tmp_path / name), doubtful=True)
    Ingredient.objects.all().delete()
    ImportProgress.objects.all().delete()
    call_command("import_ingredients", str(tmp_path / name))

    assert (columns(Ingredient, *CHANGING), columns(IngredientWeightUnit, *CHANGING)) == before


@pytest.mark.django_db
def test_export_has_public_foods_that_can_be_right_in_the_shape_of_ingredient(tmp_path, alice, api):
    IngredientFactory(user=alice)
    IngredientFactory(quality=1)
    public = IngredientWeightUnitFactory(ingredient=IngredientFactory(name="Käse")).ingredient

    call_command("export_ingredients", str(tmp_path / "foods.jsonl.gz"))

    (row,) = map(json.loads, gzip.decompress((tmp_path / "foods.jsonl.gz").read_bytes()).splitlines())
    assert (row["uuid"], row["name"], row["protein"], row["language"]) == (str(public.uuid), "Käse", "25.630", 2)
    assert [(unit["gram"], unit["name"]) for unit in row["weight_units"]] == [(30, "Slice")]


@pytest.mark.django_db
def test_export_that_breaks_off_leaves_the_older_file(tmp_path, monkeypatch):
    (tmp_path / "foods.jsonl").write_text("older")

    def broken(**options):
        yield b"{}"
        raise RuntimeError

    monkeypatch.setattr("nutrition.management.commands.export_ingredients.lines", broken)
    with pytest.raises(RuntimeError):
        call_command("export_ingredients", str(tmp_path / "foods.jsonl"))

    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("foods.jsonl", "older")]
