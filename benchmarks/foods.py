"""What somebody asks for who eats.  ``$names`` stand for what ``benchmarks.data.ingredients`` tells."""

from collections.abc import Iterator
from dataclasses import replace
from string import Template
from typing import Any

from benchmarks.measuring import OURS, Result
from benchmarks.report import passed
from benchmarks.scenarios import API, NOT_KEPT, SIGNED_IN, Scenario
from benchmarks.varying import DIGIT, NUMBER, TERM

ROWS, QUICK_ROWS = 1_000_000, 30_000
PAGE = "ingredient/?limit=20"
MOST_OF_A_PLAN = 11
# Milliseconds (SQLite, PostgreSQL).
MOST_MEDIAN = (60, 30)
MOST_P95, MOST_OF_AN_ORDER = 150, 500
LEAST_SEARCHES = 60
# How many times longer a page at the end may take than the first.
MOST_TIMES = 3
FIRST, LAST = "first page of foods", "page of foods at nine tenths"
TYPING, TYPING_TOGETHER = "type-ahead", "type-ahead, 8 at once"
SEARCH = f"ingredient/?name__search={TERM}&language__code=en&limit=20"


def fresh(name: str, path: str, **details: Any) -> Scenario:
    """Another request each time, so that none is answered by what is kept."""
    return Scenario(name, API + path + NOT_KEPT, **{"connections": 1, **details})


FOODS = [
    Scenario("foods, kept", API + PAGE),
    fresh(FIRST, PAGE),
    fresh(LAST, f"{PAGE}&offset=$offset"),
    fresh("foods by name", f"{PAGE}&ordering=name", most_median=MOST_OF_AN_ORDER),
    fresh("foods by last change", f"{PAGE}&ordering=-last_update", most_median=MOST_OF_AN_ORDER),
    fresh("a food", "ingredient/$food/?"),
    fresh("a food with all about it", "ingredientinfo/$food/?"),
    fresh("a barcode", "ingredient/?code=$code"),
    fresh("a barcode that nobody has", f"ingredient/?code=9{NUMBER}"),
    fresh(TYPING, SEARCH),
    fresh(TYPING_TOGETHER, SEARCH, connections=8),
    fresh("type-ahead of older apps", f"ingredient/search/?term={TERM}&language=en"),
    Scenario("food diary, 100 rows", f"{API}nutritiondiary/?limit=100", headers=SIGNED_IN),
    Scenario("plan info", f"{API}nutritionplaninfo/$plan/", headers=SIGNED_IN, most_queries=MOST_OF_A_PLAN),
    Scenario(
        "POST nutritiondiary/",
        f"{API}nutritiondiary/",
        headers={**SIGNED_IN, "Content-Type": "application/json"},
        method="POST",
        body=f'{{"plan":$plan,"ingredient":$food,"amount":"1{DIGIT}.5"}}',
    ),
]


def with_foods(scenario: Scenario, known: dict[str, Any]) -> Scenario:
    path, body = (Template(text).substitute(known) for text in (scenario.path, scenario.body))
    return replace(scenario, path=path, body=body)


def verdicts(results: list[Result], *, is_postgresql: bool) -> Iterator[str]:
    """What is wanted of several numbers of a request, or of two requests together."""
    runs = {result.scenario.name: result.runs[OURS] for result in results}
    if TYPING in runs:
        yield passed("type-ahead, ms at the median", runs[TYPING].p50, at_most=MOST_MEDIAN[is_postgresql])
        yield passed("type-ahead, ms of the slowest of 20", runs[TYPING].p95, at_most=MOST_P95)
    if TYPING_TOGETHER in runs:
        yield passed("searches a second, 8 at once", runs[TYPING_TOGETHER].per_second, at_least=LEAST_SEARCHES)
    if FIRST in runs and LAST in runs:
        yield passed("the last page, times the first", runs[LAST].p50 / runs[FIRST].p50, at_most=MOST_TIMES)
