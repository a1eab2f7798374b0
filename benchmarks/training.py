"""What somebody asks for who trains.  ``$names`` stand for ids and tokens that ``benchmarks.data.training`` tells."""

from dataclasses import replace
from string import Template
from typing import Any

from benchmarks.data.shapes import COUNTS
from benchmarks.scenarios import API, PLAIN, SIGNED_IN, Scenario
from benchmarks.varying import DATE, DIGIT, NUMBER

# Times plain DRF, for pages of 20 and of 100.
OF_20, OF_100 = 1.6, 2.5
MOST_MILLISECONDS = 50


def signed_in(person: str) -> dict[str, str]:
    """The token of ``person``, who is not the benchmark's person."""
    return {"Authorization": f"Token ${person}_token"}


def screen(name: str, path: str, headers: dict[str, str] = SIGNED_IN, most: float | None = None) -> Scenario:
    """One at a time, as an app asks for it."""
    return Scenario(name, API + path, headers=headers, connections=1, most_median=most)


def routine(action: str, most: float | None = MOST_MILLISECONDS) -> Scenario:
    return screen(f"routine/{action}", f"routine/$routine/{action}/", most=most)


def yearlong(action: str, most: float | None = MOST_MILLISECONDS) -> Scenario:
    return screen(f"routine/{action}, 5,000 logs in it", f"routine/$yearlong/{action}/", signed_in("yearlong"), most)


def rows(name: str, path: str, least: float) -> Scenario:
    return Scenario(name, API + path, PLAIN + path, SIGNED_IN, least_of_plain=least)


def post(name: str, path: str, body: str, *, plain: str = "", most: int | None = None) -> Scenario:
    headers = {**signed_in("written"), "Content-Type": "application/json"}
    return Scenario(name, API + path, plain, headers, "POST", body, most_queries=most)


def log(number: int, more: str = "") -> str:
    """A set of an entry of the day; its rest is another one each time."""
    return (
        f'{{"exercise":$exercise{number},"slot_entry":$entry{number},"routine":$written,"iteration":3,'
        f'"repetitions":"8","weight":"2{DIGIT}.5","rir":"1","rest":{NUMBER}{more}}}'
    )


def session() -> str:
    """All sets of a day of training, on a date of their own."""
    sets = [log(number) for number, count in enumerate(COUNTS) for _ in range(count)]
    described = f'{{"routine":$written,"date":"{DATE}","impression":"3","time_start":"17:00","time_end":"18:10"}}'
    return f'{{"session":{described},"logs":[{",".join(sets)}]}}'


LOGS, SESSIONS = "workoutlog/", "workoutsession/"
MOST_OF_A_LOG, MOST_OF_A_REMOVAL = 11, 29
REMOVAL = "DELETE routine, 500 logs"
# What reads comes before what writes.
TRAINING = [
    routine("structure"),
    routine("date-sequence-display"),
    routine("date-sequence-gym"),
    routine("today"),
    routine("stats"),
    yearlong("stats"),
    routine("logs", most=None),
    yearlong("logs", most=None),
    rows("workoutlog/?limit=20", f"{LOGS}?limit=20", OF_20),
    rows("workoutlog/?limit=100", f"{LOGS}?limit=100", OF_100),
    rows("workoutlog/?limit=20, by exercise", f"{LOGS}?limit=20&exercise=$exercise&ordering=-date", OF_20),
    rows("workoutlog/?limit=100, by exercise", f"{LOGS}?limit=100&exercise=$exercise&ordering=-date", OF_100),
    rows("workoutsession/?limit=20", f"{SESSIONS}?limit=20", OF_20),
    rows("workoutsession/?limit=100", f"{SESSIONS}?limit=100", OF_100),
    screen("user-statistics/", "user-statistics/"),
    screen("muscle-load/", "muscle-load/"),
    screen("exercise/progress", "exercise/$exercise/progress/"),
    post(
        "POST workoutlog/",
        LOGS,
        log(0, f',"date":"2029-03-1{DIGIT}T17:00:00Z"'),
        plain=PLAIN + LOGS,
        most=MOST_OF_A_LOG,
    ),
    post("POST workoutlog/, first of the day", LOGS, log(0, f',"date":"{DATE}T17:00:00Z"'), most=MOST_OF_A_LOG),
    post("POST workoutlog/bulk/, 25 sets", f"{LOGS}bulk/", session()),
    Scenario(
        REMOVAL,
        f"{API}routine/$removal/",
        headers=signed_in("removals"),
        method="DELETE",
        connections=1,
        most_queries=MOST_OF_A_REMOVAL,
    ),
]


def with_rows(scenario: Scenario, known: dict[str, Any]) -> Scenario:
    removal, *further = known["removals"]

    def told(text: str) -> str:
        return Template(text).substitute(known, removal=removal)

    return replace(
        scenario,
        path=told(scenario.path),
        plain=told(scenario.plain),
        headers={name: told(value) for name, value in scenario.headers.items()},
        body=told(scenario.body),
        once=tuple(f"{API}routine/{pk}/" for pk in further) if scenario.name == REMOVAL else (),
    )
