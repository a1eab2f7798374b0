"""The same foods and the same literal answers on every database."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from benchmarks.data import ingredients
from config.search.finding import search
from config.search.matching import Query
from nutrition import barcodes, name_index
from nutrition.catalogue import places
from nutrition.models import Ingredient
from nutrition.search import IngredientNames
from tests.nutrition.factories import IngredientFactory

pytestmark = pytest.mark.django_db

GERMAN, ENGLISH, CHINESE, THAI = 1, 2, 24, 27
FOODS = [
    ("Milk", ENGLISH),
    ("Milk chocolate", ENGLISH),
    ("Whole milk", ENGLISH),
    ("Coconut milk drink", ENGLISH),
    ("Buttermilk", ENGLISH),
    ("Milch", GERMAN),
    ("Vollmilch", GERMAN),
    ("Schokolade", GERMAN),
    ("Schokolade mit ganzen Haselnüssen", GERMAN),
    ("Zartbitterschokolade 70 %", GERMAN),
    ("Müsli", GERMAN),
    ("Crème fraîche", ENGLISH),
    ("Farmer's cheese", ENGLISH),
    ("Ei", GERMAN),
    ("Eis am Stiel", GERMAN),
    ("Reis", GERMAN),
    ("7 up", ENGLISH),
    ("牛奶", CHINESE),
    ("全脂牛奶", CHINESE),
    ("Spaghetti with a very long name that goes on and on until its end", ENGLISH),
]
MILK = ["Milk", "Milk chocolate", "Whole milk", "Coconut milk drink", "Buttermilk"]
FOUND = {
    "exact, beginning, word, within a word": ("milk", MILK),
    "words in another order": ("drink milk", ["Coconut milk drink"]),
    "a word and the middle of another": ("70 schokolade", ["Zartbitterschokolade 70 %"]),
    "no case and no accents": ("MUSLI", ["Müsli"]),
    "accents that are not there": ("crëme fraiche", ["Crème fraîche"]),
    "no apostrophe": ("farmers che", ["Farmer's cheese"]),
    "one letter": (
        "m",
        [
            "Milk",
            "Milch",
            "Müsli",
            "Milk chocolate",
            "Whole milk",
            "Coconut milk drink",
            "Schokolade mit ganzen Haselnüssen",
        ],
    ),
    "two letters": ("ei", ["Ei", "Eis am Stiel"]),
    "two letters, a later word": ("am", ["Eis am Stiel"]),
    "three letters within a word": ("eis", ["Eis am Stiel"]),
    "a digit": ("7", ["7 up", "Zartbitterschokolade 70 %"]),
    "only short words, at the beginnings of words": ("st ei", ["Eis am Stiel"]),
    "only short words, in the middle of one": ("is ti", []),
    "an ideograph within a text": ("奶", ["牛奶", "全脂牛奶"]),
    "ideographs": ("牛奶", ["牛奶", "全脂牛奶"]),
    "the end of a long name": ("until its end", ["Spaghetti with a very long name that goes on and on until its end"]),
    "signs that mean something to a database": ('milk" % _ *', MILK),
    "nothing to search for": ("%%", []),
    "letters that changed places": (
        "mlik",
        ["Milk", "Whole milk", "Buttermilk", "Milk chocolate", "Coconut milk drink"],
    ),
    "a letter too many": (
        "schokkolade",
        ["Schokolade", "Zartbitterschokolade 70 %", "Schokolade mit ganzen Haselnüssen"],
    ),
    "a wrong letter": ("spaghette", ["Spaghetti with a very long name that goes on and on until its end"]),
    "nothing like it": ("xylophone", []),
}


@pytest.fixture
def foods():
    Ingredient.objects.all().delete()
    return [IngredientFactory(name=name, language_id=language) for name, language in FOODS]


def found(term, languages=(), person=None, rows=None):
    rows = Ingredient.objects.visible_to(person or AnonymousUser()).trusted() if rows is None else rows
    keys = search(Query.of(term), IngredientNames(rows, languages, person))
    names = dict(Ingredient.objects.values_list("pk", "name"))
    return [names[key] for key in keys]


def test_trigrams_are_there():
    assert name_index.is_installed(connection)


@pytest.mark.parametrize(("term", "names"), FOUND.values(), ids=FOUND)
def test_what_is_found(foods, term, names):
    assert found(term) == names


@pytest.mark.parametrize(("term", "names"), FOUND.values(), ids=FOUND)
def test_it_is_found_without_indexes_too(foods, term, names, monkeypatch):
    monkeypatch.setattr("nutrition.name_lookup.is_installed", lambda connection: False)
    assert found(term) == names


def test_languages(foods):
    assert found("mil", [GERMAN]) == ["Milch"]
    assert found("milch", [GERMAN, CHINESE]) == ["Milch", "Vollmilch"]
    assert found("schokolade", [ENGLISH]) == []


def test_what_a_filter_hides_is_no_misspelling(foods):
    IngredientFactory(name="Milky", language_id=GERMAN)
    assert found("vollmilch", [ENGLISH]) == []


def test_doubtful_foods_are_hidden(foods):
    IngredientFactory(name="Milk powder", quality=1)
    assert "Milk powder" not in found("milk")
    assert found("milk powder", rows=Ingredient.objects.visible_to(AnonymousUser())) == ["Milk powder"]


def test_own_foods_have_their_place_among_the_public_ones(foods, alice, bob):
    IngredientFactory(name="Milk rice", user=alice)
    IngredientFactory(name="Oatmilk", user=alice)
    IngredientFactory(name="Milk of Bob", user=bob)
    assert found("milk", person=alice) == [
        "Milk",
        "Milk rice",
        "Milk chocolate",
        "Whole milk",
        "Coconut milk drink",
        "Oatmilk",
        "Buttermilk",
    ]


def test_own_foods_are_understood_if_misspelt(foods, alice):
    IngredientFactory(name="Grandma's casserole", user=alice)
    assert found("caserole", person=alice) == ["Grandma's casserole"]


def test_no_more_than_a_thousand_and_the_shortest_of_them(foods):
    Ingredient.objects.bulk_create(
        IngredientFactory.build(name=f"Bread {'x' * (number % 150)} milkshake", language_id=ENGLISH)
        for number in range(1200)
    )
    names = found("milkshake")
    assert len(names) == 1000
    assert list(map(len, names)) == sorted(map(len, names))
    assert max(map(len, names)) == len("Bread  milkshake") + 124
    assert len(found("bread", [ENGLISH])) == 1000


class TestIndexFollows:
    """Every way to write a row."""

    def test_a_new_name(self, foods):
        food = foods[0]
        food.name = "Goat's milk"
        food.save(update_fields=["name"])
        assert found("goats") == ["Goat's milk"]
        assert "Milk" not in found("milk")

    def test_many_rows(self, foods):
        Ingredient.objects.filter(pk=foods[0].pk).update(name="Oat drink")
        foods[1].name = "Rice drink"
        Ingredient.objects.bulk_update([foods[1]], ["name"])
        assert found("drink") == ["Oat drink", "Rice drink", "Coconut milk drink"]

    def test_rows_that_are_written_over(self, foods):
        foods[0].name = "Almond drink"
        Ingredient.objects.bulk_create(
            [foods[0]], update_conflicts=True, unique_fields=["id"], update_fields=["name", "language"]
        )
        assert found("almond") == ["Almond drink"]
        assert found("milk")[0] == "Milk chocolate"

    def test_another_language_of_the_same_name(self, foods):
        Ingredient.objects.filter(name="Milk").update(language_id=GERMAN)
        assert found("milk", [GERMAN]) == ["Milk"]
        assert "Milk" not in found("milk", [ENGLISH])

    def test_a_retired_row_and_its_return(self, foods):
        Ingredient.objects.filter(name="Milk").update(retired_at=timezone.now())
        assert "Milk" not in found("milk")
        Ingredient.objects.filter(name="Milk").update(retired_at=None)
        assert found("milk")[0] == "Milk"

    def test_a_row_that_becomes_somebodys(self, foods, alice):
        Ingredient.objects.filter(name="Milk").update(user=alice)
        assert "Milk" not in found("milk")
        assert found("milk", person=alice)[0] == "Milk"

    def test_rows_that_go(self, foods):
        Ingredient.objects.filter(name__startswith="Milk").delete()
        assert found("milk") == ["Whole milk", "Coconut milk drink", "Buttermilk"]

    def test_an_index_that_was_lost(self, foods):
        connection.check_constraints()
        name_index.uninstall(connection)
        Ingredient.objects.filter(name="Milk").update(name="Soy drink")
        connection.check_constraints()  # PostgreSQL makes no index while some are deferred
        name_index.install(connection)
        assert found("drink") == ["Soy drink", "Coconut milk drink"]


def test_a_search_takes_few_queries(foods, django_assert_max_num_queries):
    assert name_index.is_installed(connection)
    with django_assert_max_num_queries(3):
        search(Query.of("milk"), IngredientNames(Ingredient.objects.visible_to(AnonymousUser())))


def test_a_misspelt_one_takes_few_more(foods, django_assert_max_num_queries):
    assert name_index.is_installed(connection)
    with django_assert_max_num_queries(5):
        search(Query.of("mlik"), IngredientNames(Ingredient.objects.visible_to(AnonymousUser())))


def test_generated_foods_are_the_same_in_every_run_and_have_valid_barcodes():
    first, second = (list(ingredients.Foods().rows(300)) for _ in range(2))

    assert first == second
    codes = [row["code"] for row in first if row["code"]]
    assert len(set(codes)) == len(codes)
    assert all(map(barcodes.is_valid, codes))


def test_many_foods_are_counted_anew_only_now_and_then(foods, monkeypatch):
    monkeypatch.setattr(places, "STEP", 5)
    monkeypatch.setattr(places, "SOON_READ", 10)
    monkeypatch.setattr(places, "monotonic", lambda: 0.0)
    monkeypatch.setattr(places, "PAUSE", 20)
    known = places.Known(1, places.Places.read(), due=1.0)
    count = known.places.count

    IngredientFactory.create_batch(7)
    assert known.at(2).places == places.Places.read()

    foods[0].delete()
    assert known.at(3).places.count == count + 7
    monkeypatch.setattr(places, "monotonic", lambda: 1.0)
    assert known.at(4).places.count == count + 6
