"""The commands, from the file or the address to the rows."""

import gzip
import json
from zipfile import ZipFile

import httpx
import pytest
from django.core.management import CommandError, call_command

from nutrition.importing import addresses, run
from nutrition.management.commands import import_off, import_usda
from nutrition.models import ImportProgress, Ingredient
from tests.nutrition.importing.records import fdc_food, product

pytestmark = pytest.mark.django_db


def products(*numbers, **changes):
    return [product(code=str(4_000_000_000_000 + number), **changes) for number in numbers]


def packed(path, rows):
    path.write_bytes(gzip.compress(b"\n".join(json.dumps(row).encode() for row in rows) + b"\n"))
    return str(path)


def said(capsys, *arguments, **options):
    call_command(*arguments, **options)
    return [line.strip() for line in capsys.readouterr().out.splitlines()]


def state():
    columns = ("uuid", "name", "energy", "quality", "import_digest", "weight_units__name", "weight_units__gram")
    return sorted(Ingredient.objects.values_list(*columns), key=str)


def test_dump_is_read_and_all_that_was_skipped_is_explained(tmp_path, capsys):
    path = packed(tmp_path / "dump.jsonl.gz", [*products(1, 2), product(product_name=""), product(lang="ja")])
    with gzip.open(path, "ab") as file:
        file.write(b'{"code": \n')

    assert said(capsys, "import_off", path)[1:] == [
        "added food: 2",
        "added portion: 2",
        "skipped: 1, has no name (e.g. 4000000000017)",
        "skipped: 1, is in a language that is not imported (e.g. 4000000000017)",
        'skipped: 1, is no JSON (e.g. {"code": )',
        "4 rows changed.",
    ]


def test_foods_that_cannot_be_right_are_hidden_and_counted(tmp_path, capsys):
    nutriments = product()["nutriments"] | {"energy-kcal_100g": 9000}
    path = packed(tmp_path / "dump.jsonl", products(1, nutriments=nutriments))

    assert "hidden: 1, The energy does not fit protein, carbohydrates and fat." in said(capsys, "import_off", path)
    assert not Ingredient.objects.trusted().exists()


def test_only_wanted_languages_are_read(tmp_path, capsys):
    path = packed(tmp_path / "dump.jsonl.gz", [*products(1), *products(2, lang="en")])

    call_command("import_off", path, languages="en")

    assert list(Ingredient.objects.values_list("language__short_name", flat=True)) == ["en"]


def test_language_that_is_not_here_is_an_error(tmp_path):
    with pytest.raises(CommandError, match="no language xx"):
        call_command("import_off", packed(tmp_path / "a", []), languages="en,xx")


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(run, "FOODS_PER_BATCH", 3)


class Stopped(Exception):
    pass


def stop_after(monkeypatch, number):
    """Have the reading break off in the middle of the file, as a signal would."""
    read, seen = import_off.product, []

    def reading(line, languages):
        seen.append(line)
        if len(seen) > number:
            raise Stopped
        return read(line, languages)

    monkeypatch.setattr(import_off, "product", reading)
    return seen


@pytest.mark.usefixtures("small_batches")
def test_stopped_import_goes_on_where_it_was_and_ends_the_same(tmp_path, capsys, monkeypatch):
    path = packed(
        tmp_path / "dump.jsonl.gz", [*products(*range(10)), product(product_name=""), *products(*range(20, 30))]
    )
    whole = said(capsys, "import_off", path)
    expected = state()
    Ingredient.objects.all().delete()
    ImportProgress.objects.all().delete()
    with monkeypatch.context() as patch:
        stop_after(patch, 8)
        with pytest.raises(Stopped):
            call_command("import_off", path)
    assert Ingredient.objects.count() == 6
    capsys.readouterr()

    with monkeypatch.context() as patch:
        seen = stop_after(patch, 99)
        resumed = said(capsys, "import_off", path)

    assert len(seen) == 15
    assert state() == expected
    assert resumed[1:] == whole[1:]


@pytest.mark.usefixtures("small_batches")
def test_stopped_import_can_begin_anew(tmp_path, monkeypatch):
    path = packed(tmp_path / "dump.jsonl.gz", products(*range(10)))
    with monkeypatch.context() as patch:
        stop_after(patch, 8)
        with pytest.raises(Stopped):
            call_command("import_off", path)
    seen = stop_after(monkeypatch, 99)

    call_command("import_off", path, restart=True)

    assert len(seen) == 10


def test_same_dump_twice_changes_no_row(tmp_path, capsys):
    path = packed(tmp_path / "dump.jsonl.gz", products(*range(5)))
    call_command("import_off", path)
    before = list(Ingredient.objects.order_by("pk").values())
    capsys.readouterr()

    assert said(capsys, "import_off", path)[1:] == ["unchanged food: 5", "0 rows changed."]
    assert list(Ingredient.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("command", ["import_off", "import_usda", "import_ingredients"])
def test_missing_file_is_one_sentence(tmp_path, command):
    with pytest.raises(CommandError, match="none.jsonl cannot be read: No such file"):
        call_command(command, str(tmp_path / "none.jsonl"))


def test_damaged_file_keeps_what_was_read(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "FOODS_PER_BATCH", 1)
    path = tmp_path / "dump.jsonl.gz"
    packed(path, products(*range(300)))
    path.write_bytes(path.read_bytes()[:-30])

    with pytest.raises(CommandError, match="go on"):
        call_command("import_off", str(path))

    assert Ingredient.objects.exists()


@pytest.fixture
def web(monkeypatch):
    """Files by their addresses; what was asked for is in ``asked``."""
    files, asked = {}, []

    def answer(request):
        content = files[str(request.url)]
        if request.method == "GET":
            asked.append(request.url.path)
        return httpx.Response(200, stream=httpx.ByteStream(content), headers={"ETag": str(hash(content))})

    made = addresses.client
    monkeypatch.setattr(
        addresses, "client", lambda **options: made(transport=httpx.MockTransport(answer), private=True)
    )
    return files, asked


def test_list_of_deltas_is_read_from_the_oldest_and_each_once(web, capsys):
    files, asked = web
    at = "https://static.openfoodfacts.org/data/delta/"
    files[at + "index.txt"] = b"products_2_3.json.gz\nproducts_1_2.json.gz\n"
    files[at + "products_1_2.json.gz"] = gzip.compress(json.dumps(product(product_name="Old")).encode())
    files[at + "products_2_3.json.gz"] = gzip.compress(json.dumps(product(product_name="New")).encode())

    call_command("import_off", at + "index.txt")
    again = said(capsys, "import_off", at + "index.txt")

    assert Ingredient.objects.get().name == "New"
    assert asked == [
        f"/data/delta/{name}" for name in ("index.txt", "products_1_2.json.gz", "products_2_3.json.gz", "index.txt")
    ]
    assert again.count("was read before") == 2


def test_json_of_fooddata_central_is_read_from_a_zip(tmp_path, capsys):
    with ZipFile(tmp_path / "foods.zip", "w") as archive:
        archive.writestr(
            "foods.json",
            json.dumps({"SRLegacyFoods": [fdc_food(), fdc_food(fdcId=2), fdc_food(fdcId=3, description="")]}),
        )

    assert said(capsys, "import_usda", str(tmp_path / "foods.zip"))[1:] == [
        "added food: 2",
        "added portion: 4",
        "skipped: 1, has no name (e.g. 3)",
        "6 rows changed.",
    ]
    assert said(capsys, "import_usda", str(tmp_path / "foods.zip"))[-1] == "0 rows changed."


@pytest.mark.usefixtures("small_batches")
def test_stopped_import_of_fooddata_central_goes_on_where_it_was(tmp_path, monkeypatch, capsys):
    foods = [fdc_food(fdcId=number, foodPortions=[]) for number in range(1, 9)]
    (tmp_path / "foods.json").write_text(json.dumps({"FoundationFoods": foods}))
    read = import_usda.food

    def breaking(record, language):
        if record["fdcId"] == 8:
            raise Stopped
        return read(record, language)

    with monkeypatch.context() as patch:
        patch.setattr(import_usda, "food", breaking)
        with pytest.raises(Stopped):
            call_command("import_usda", str(tmp_path / "foods.json"))
    capsys.readouterr()

    assert said(capsys, "import_usda", str(tmp_path / "foods.json"))[1] == "added food: 8"
    assert Ingredient.objects.count() == 8


def test_zip_of_fooddata_central_may_be_on_the_web(web, tmp_path):
    with ZipFile(tmp_path / "foods.zip", "w") as archive:
        archive.writestr("foods.json", json.dumps({"SRLegacyFoods": [fdc_food()]}))
    web[0]["https://fdc.nal.usda.gov/foods.zip"] = (tmp_path / "foods.zip").read_bytes()

    call_command("import_usda", "https://fdc.nal.usda.gov/foods.zip")

    assert Ingredient.objects.get().name == "Wheat Flour, White"


def test_tables_of_fooddata_central_are_read_from_a_folder(tmp_path, capsys):
    (tmp_path / "food.csv").write_text('fdc_id,data_type,description\n1,sr_legacy_food,"Flour"\n')
    (tmp_path / "food_nutrient.csv").write_text(
        "fdc_id,nutrient_id,amount\n1,1008,364\n1,1003,10\n1,1005,76\n1,1004,1\n"
    )

    call_command("import_usda", str(tmp_path))

    assert Ingredient.objects.values_list("name", "energy", "quality").get() == ("Flour", 364, 0)


def test_folder_without_foods_is_an_error(tmp_path):
    (tmp_path / "notes.txt").write_text("x")

    with pytest.raises(CommandError, match="neither JSON nor CSV"):
        call_command("import_usda", str(tmp_path))


def test_index_that_is_none_is_an_error(web):
    web[0]["https://remote.example/index.txt"] = b"x\n" * 1_000_000

    with pytest.raises(CommandError, match="too long"):
        call_command("import_off", "https://remote.example/index.txt")
