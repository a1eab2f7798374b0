"""The same rows and the same literal answers on every database."""

import pytest

from config.api.name_search import PARAMETER
from exercises.models import Translation
from tests.exercises.factories import AliasFactory, ExerciseFactory, ImageFactory, TranslationFactory

pytestmark = pytest.mark.django_db

GERMAN, ENGLISH, SPANISH, POLISH, CHINESE = 1, 2, 4, 14, 24
LEGS, CHEST = 9, 11
# English name, category, other names by language, aliases of the English one.
CATALOGUE = [
    ("Bench Press", CHEST, {GERMAN: "Bankdrücken"}, ["BP", "Flat barbell press"]),
    ("Incline Bench Press", CHEST, {GERMAN: "Schrägbankdrücken"}, []),
    ("Leg Press", LEGS, {GERMAN: "Beinpresse"}, []),
    ("Presses", CHEST, {}, []),
    ("Squat", LEGS, {GERMAN: "Kniebeuge", POLISH: "Łódzki przysiad", CHINESE: "杠铃深蹲"}, ["Knee bend"]),
    ("Front Squat", LEGS, {SPANISH: "Sentadilla frontal"}, []),
    ("Squats on Box", LEGS, {}, []),
    ("Push-up", CHEST, {GERMAN: "Liegestütz (eng/weit)"}, ["Press-up"]),
    ("Farmer's Walk", LEGS, {}, []),
    ("Standing Calf Raise", LEGS, {SPANISH: "Elevación de talón"}, []),
    ("100% Plank_Hold 💪", CHEST, {}, []),
    ("Depresses", LEGS, {}, []),
]
FOUND = {
    "exact, then the beginning, then a later word, then within a word; aliases too": (
        "name__search=press",
        ["Presses", "Push-up", "Leg Press", "Bench Press", "Incline Bench Press", "Depresses"],
    ),
    "exact before all": ("name__search=squat", ["Squat", "Squats on Box", "Front Squat"]),
    "an alias": ("name__search=knee%20bend", ["Squat"]),
    "a short alias": ("name__search=bp", ["Bench Press"]),
    "words in another order": ("name__search=press%20bench", ["Bench Press", "Incline Bench Press"]),
    "words are not gathered from a name and an alias": ("name__search=bench%20flat", []),
    "other case and no accents": ("name__search=SCHRAGBANK", ["Incline Bench Press"]),
    "accents that the name has": ("name__search=Schr%C3%A4gbank", ["Incline Bench Press"]),
    "accents that the name has not": ("name__search=sqû%C3%A4t", ["Squat", "Squats on Box", "Front Squat"]),
    "a letter with a stroke": ("name__search=lodzki", ["Squat"]),
    "three letters start a word": (
        "name__search=pre",
        ["Presses", "Push-up", "Leg Press", "Bench Press", "Incline Bench Press"],
    ),
    "one letter starts a word": ("name__search=w", ["Farmer's Walk", "Push-up"]),
    "three letters within a word": ("name__search=qua", []),
    "two ideographs": ("name__search=%E6%B7%B1%E8%B9%B2", ["Squat"]),
    "punctuation does not matter": ("name__search=push%20up", ["Push-up"]),
    "nor does an apostrophe": ("name__search=farmers", ["Farmer's Walk"]),
    "letters that changed places": ("name__search=sqaut", ["Squat", "Front Squat", "Squats on Box"]),
    "two mistakes": ("name__search=benhc%20press", ["Bench Press", "Incline Bench Press", "Leg Press"]),
    "nothing like it": ("name__search=xylophone", []),
    "one language": ("name__search=press&language__code=de", ["Leg Press"]),
    "two languages": ("name__search=bank&language__code=de,es", ["Bench Press", "Incline Bench Press"]),
    "the region of a language": ("name__search=bank&language__code=de-at", ["Bench Press", "Incline Bench Press"]),
    "an unknown language is English": (
        "name__search=squat&language__code=xx",
        ["Squat", "Squats on Box", "Front Squat"],
    ),
    "a language in which nobody calls it so": ("name__search=squat&language__code=es", []),
    "an id of a language": ("name__search=talon&language=4", ["Standing Calf Raise"]),
    "with a category": ("name__search=press&category=9", ["Leg Press", "Depresses"]),
    "a filter that leaves nothing is no misspelling": ("name__search=squat&category=11", []),
    "with an equipment that nothing has": ("name__search=squat&equipment=1", []),
    "in another order": ("name__search=squat&ordering=-id", ["Squats on Box", "Front Squat", "Squat"]),
    "in an order that does not exist": ("name__search=squat&ordering=x", ["Squat", "Squats on Box", "Front Squat"]),
    "wildcards are punctuation": ("name__search=100%25", ["100% Plank_Hold 💪"]),
    "wildcards match nothing more": ("name__search=sq%25t", []),
    "nothing but a wildcard": ("name__search=%25", []),
    "nothing but punctuation": ("name__search=-", []),
    "an emoji": ("name__search=%F0%9F%92%AA", []),
    "NUL": ("name__search=squat%00", ["Squat", "Squats on Box", "Front Squat"]),
    "from right to left": ("name__search=%E2%80%AEsquat", ["Squat", "Squats on Box", "Front Squat"]),
    "Arabic": ("name__search=%D8%B6%D8%BA%D8%B7", []),
    "half a character": ("name__search=%ff%fe", []),
    "a quote": ("name__search=%27%22%5C", []),
    "very long": (
        "name__search=" + "press%20" * 500,
        ["Presses", "Push-up", "Leg Press", "Bench Press", "Incline Bench Press", "Depresses"],
    ),
    "very long and unknown": ("name__search=" + "ab%20c%C3%9F" * 700, []),
    "the last one counts": ("name__search=press&name__search=knee", ["Squat"]),
    "a part of a name": ("name__exact=KNIEB", ["Squat"]),
    "a part of an alias": ("name__exact=flat%20bar", ["Bench Press"]),
    "a part without its accents": ("name__exact=drucken", ["Bench Press", "Incline Bench Press"]),
    "a part with accents": ("name__exact=DR%C3%9CCKEN", ["Bench Press", "Incline Bench Press"]),
    "words of a part stay together": ("name__exact=press%20bench", []),
    "a part that is punctuation": ("name__exact=%25", []),
    "a part with NUL": ("name__exact=squat%00", ["Squat", "Front Squat", "Squats on Box"]),
    "a part in both ways": ("name__exact=squat&name__search=front", ["Front Squat"]),
}


@pytest.fixture
def catalogue(db):
    for name, category, others, aliases in CATALOGUE:
        exercise = ExerciseFactory(category_id=category)
        english = TranslationFactory(exercise=exercise, language_id=ENGLISH, name=name)
        for language, other in others.items():
            TranslationFactory(exercise=exercise, language_id=language, name=other)
        for alias in aliases:
            AliasFactory(translation=english, alias=alias)


def english_names(answer):
    rows = [row["id"] for row in answer.json()["results"]]
    names = dict(Translation.objects.filter(language=ENGLISH).values_list("exercise", "name"))
    return [names[row] for row in rows]


@pytest.mark.parametrize(("query", "names"), FOUND.values(), ids=FOUND)
def test_search_finds_in_this_order(api, catalogue, query, names):
    answer = api.get(f"/api/v2/exercise/?{query}")

    assert (answer.status_code, english_names(answer)) == (200, names)
    assert answer.json()["count"] == len(names)


@pytest.mark.parametrize("endpoint", ["exercise", "exercise-base", "exerciseinfo", "exercisebaseinfo"])
def test_every_list_of_exercises_is_searched(api, catalogue, endpoint):
    answer = api.get(f"/api/v2/{endpoint}/?name__search=leg press")

    assert english_names(answer) == ["Leg Press"]


@pytest.mark.parametrize("query", ["", "name__search=", "name__search=%20", "name__exact=", "name__exact=%20"])
def test_empty_term_is_no_search(api, catalogue, query):
    assert api.get(f"/api/v2/exercise/?{query}").json()["count"] == len(CATALOGUE)


def test_pages_follow_each_other_without_gaps(api, catalogue):
    whole = english_names(api.get("/api/v2/exercise/?name__search=press"))
    path, names = "/api/v2/exercise/?name__search=press&limit=2", []

    while path:
        page = api.get(path)
        names += english_names(page)
        path = page.json()["next"]

    assert names == whole
    assert page.json()["count"] == len(whole) == 6


def test_page_after_the_last_is_empty(api, catalogue):
    page = api.get("/api/v2/exercise/?name__search=press&offset=100").json()

    assert (page["count"], page["results"]) == (6, [])


def test_retired_exercise_is_not_found(api, catalogue):
    before = english_names(api.get("/api/v2/exercise/?name__search=walk"))
    exercise = Translation.objects.get(name="Farmer's Walk").exercise
    exercise.retired_at = exercise.created
    exercise.save()

    assert (before, english_names(api.get("/api/v2/exercise/?name__search=walk"))) == (["Farmer's Walk"], [])


def test_new_name_is_found_in_the_very_next_answer(api, catalogue):
    before = english_names(api.get("/api/v2/exercise/?name__search=hack"))
    row = Translation.objects.get(name="Squat")
    row.name = "Hack squat"
    row.save()

    assert (before, english_names(api.get("/api/v2/exercise/?name__search=hack"))) == ([], ["Hack squat"])


def test_search_is_no_ignored_input(api, catalogue):
    assert "Warning" not in api.get("/api/v2/exercise/?name__search=squat&language__code=en")


def test_answer_of_a_search_is_kept(api, catalogue, django_assert_num_queries):
    api.get(f"/api/v2/exercise/?{PARAMETER}=squat")

    with django_assert_num_queries(1):
        api.get(f"/api/v2/exercise/?{PARAMETER}=squat")


def test_rows_that_are_known_are_not_read_again(api, catalogue, django_assert_num_queries):
    api.get("/api/v2/exerciseinfo/?name__search=press")

    # The revision, twice; names, aliases and what may be shown.
    with django_assert_num_queries(5):
        page = api.get("/api/v2/exerciseinfo/?name__search=leg press")
    assert page.json()["results"][0] == api.get(f"/api/v2/exerciseinfo/{page.json()['results'][0]['id']}/").json()


@pytest.mark.parametrize(("language", "name"), [("en", "Leg Press"), ("de", "Beinpresse")])
def test_known_rows_are_in_the_language_and_form_that_is_asked_for(api, catalogue, language, name):
    path, headers = "/api/v2/exerciseinfo/?name__search=leg press", {"Accept-Language": language}
    api.get(path)

    compact = api.get(path, headers=headers)
    indented = api.get(path, headers={**headers, "Accept": "application/json; indent=4"})
    page = api.get(path, headers={**headers, "Accept": "text/html"})

    assert compact.json() == indented.json()
    assert compact.json()["results"][0]["name"] == name
    assert f'\n            "name": "{name}"' in indented.content.decode()
    assert f"&quot;{name}&quot;" in page.content.decode()


def test_known_rows_have_the_host_that_is_asked(api, catalogue):
    ImageFactory(exercise=Translation.objects.get(name="Leg Press").exercise, is_main=True)
    path = "/api/v2/exerciseinfo/?name__search=leg press"

    hosts = ["testserver", "localhost:8000", "testserver"]
    rows = [api.get(path, headers={"Host": host}).json()["results"][0] for host in hosts]

    assert [row["images"][0]["image"].split("/media")[0] for row in rows] == [f"http://{host}" for host in hosts]


# The revision, twice; names, aliases and what may be shown; the page with its four relations.
@pytest.mark.parametrize(("term", "queries"), [("leg", 10), ("press", 10), ("sqaut", 12), ("xylophone", 6), ("-", 1)])
def test_search_costs_the_same_however_much_it_finds(api, catalogue, django_assert_num_queries, term, queries):
    with django_assert_num_queries(queries):
        api.get(f"/api/v2/exercise/?name__search={term}")
