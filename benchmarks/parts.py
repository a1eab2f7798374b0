"""The parts of a run.  Each measures its own scenarios on the rows that they need and makes a table of them."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks import checks, engine, foods
from benchmarks.measuring import COUNTED, DJANGO, OURS, Effort, Measurement, Result
from benchmarks.report import Report, checked, goals, passed
from benchmarks.scenarios import CATALOGUE, DIARY, PAGE, WHOLE_CATALOGUE, Scenario, with_stored_days
from benchmarks.servers import Place, Server
from benchmarks.training import TRAINING, with_rows

STARTS = 3
MOST_MEGABYTES = 200
MOST_SECONDS = 3.0
# Days of diary on the whole server, of all people together.
STORED_DAYS = (10, 1_000, 100_000)
QUICK_STORED_DAYS = (1_000, 10_000)
# How many people train, and how many of them have long done so.
PEOPLE, QUICK_PEOPLE = (200, 20), (20, 4)
REMOVED_IN_A_ROUND = 10
ENGINE = "engine"
# Between runs on one machine the same request differs by a tenth or so.
MOST_GROWTH = 1.25

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a part is measured with.  ``token`` is the permanent token of the benchmark's person."""

    database: str
    place: Place
    effort: Effort
    token: str
    text: str
    is_quick: bool
    say: Say

    @property
    def is_postgresql(self) -> bool:
        return self.database != "SQLite"

    def chosen(self, scenarios: list[Scenario]) -> list[Scenario]:
        return [each for each in scenarios if self.text in each.name]


def catalogue(setting: Setting) -> Report | None:
    """``None`` if none of its requests was asked for; so it is with every part."""
    scenarios, place = setting.chosen(CATALOGUE), setting.place
    if not scenarios:
        return None
    with Measurement(place, setting.token, setting.effort) as measurement:
        results = measurement.results(scenarios, setting.say)
        measurement.ours.get(WHOLE_CATALOGUE)
        loaded = measurement.ours.resident_megabytes()
    setting.say("Checking that edits are seen and forged hosts are not.")
    with checks.two_processes(place) as server:
        found = {
            "an edit is in the very next answer of every process": checks.edit_is_seen_at_once(server),
            "a forged Host is in nobody's answer": checks.forged_host_reaches_nobody(server),
        }
    setting.say("Starting a second time.")
    seconds, at_work = second_start(place)
    facts = [
        f"Resident memory: {measurement.idle_megabytes:.0f} MB idle, {loaded:.0f} MB after all this.",
        f"A second start answers after {seconds:.1f} s, {at_work:.1f} s of it at work.",
    ]
    verdicts = [
        *checked(found),
        *(verdict for result in results for verdict in goals(result, is_postgresql=setting.is_postgresql)),
        passed("megabytes resident after load", loaded, at_most=MOST_MEGABYTES),
        passed("seconds to the first answer", seconds, at_most=MOST_SECONDS),
    ]
    title = f"The catalogue on {setting.database}"
    return Report(title, place.workers, setting.effort, results, facts, verdicts, not any(found.values()))


def second_start(place: Place) -> tuple[float, float]:
    """Seconds to a page of exercises when everything is installed, and how many of them it worked."""
    seconds = []
    for _ in range(STARTS):
        with Server(place) as server:
            seconds.append((server.wait(PAGE), server.processor_seconds()))
    return min(seconds)


def diary(setting: Setting) -> Report | None:
    """The same requests of the same person, while the diary of everybody else grows."""
    scenarios, place = setting.chosen(DIARY), setting.place
    if not scenarios:
        return None
    levels, facts = [], []
    for days in QUICK_STORED_DAYS if setting.is_quick else STORED_DAYS:
        setting.say(f"Filling the diary: {days:,} days.")
        key = place.run("-m", "benchmarks.data", str(days)).split()[-1]
        with Measurement(place, key, setting.effort) as measurement:
            levels.append(measurement.results(with_stored_days(scenarios, days), setting.say))
            loaded = measurement.ours.resident_megabytes()
        facts.append(
            f"Resident memory with {days:,} days: {measurement.idle_megabytes:.0f} MB idle, {loaded:.0f} MB after this."
        )
    results = [result for turns in zip(*levels, strict=True) for result in turns]
    verdicts = list(growth(*levels[-2:], is_postgresql=setting.is_postgresql))
    return Report(f"The diary on {setting.database}", place.workers, setting.effort, results, facts, verdicts)


def growth(before: list[Result], after: list[Result], *, is_postgresql: bool) -> Iterator[str]:
    """What a request costs more when only others have more days."""
    for few, many in zip(before, after, strict=True):
        times = cost(many, is_postgresql=is_postgresql) / cost(few, is_postgresql=is_postgresql)
        what = f"{many.scenario.name}, times the cost of {few.scenario.name}"
        yield passed(what, times, at_most=MOST_GROWTH)


def cost(result: Result, *, is_postgresql: bool) -> float:
    """In processor time; where the database's is not in that, in requests to the bare view, which knows no days."""
    return (1 / (result.times(DJANGO) or 1)) if is_postgresql else result.processor[OURS]


def training(setting: Setting) -> Report | None:
    """Reads, then writes, then the engine without anything around it."""
    scenarios, place = setting.chosen(TRAINING), setting.place
    computes = setting.text in ENGINE
    if not scenarios and not computes:
        return None
    results: list[Result] = []
    facts, verdicts = [], []
    if scenarios:
        people, diligent = QUICK_PEOPLE if setting.is_quick else PEOPLE
        size = people, diligent, 1 + REMOVED_IN_A_ROUND * setting.effort.rounds + COUNTED
        setting.say(f"{people} people train, {diligent} of them have 5,000 logs.")
        known = json.loads(place.run("-m", "benchmarks.data", *map(str, size)).splitlines()[-1])
        with Measurement(place, setting.token, setting.effort) as measurement:
            results = measurement.results([with_rows(each, known) for each in scenarios], setting.say)
            loaded = measurement.ours.resident_megabytes()
        facts.append(f"Resident memory: {measurement.idle_megabytes:.0f} MB idle, {loaded:.0f} MB after all this.")
        for result in results:
            verdicts += goals(result, is_postgresql=setting.is_postgresql)
    if computes:
        setting.say("Computing a year of training.")
        year, *twice = json.loads(place.run("-m", "benchmarks.engine"))
        facts.append(engine.told(year, *twice))
        verdicts += engine.goals(year, *twice)
    return Report(f"Training on {setting.database}", place.workers, setting.effort, results, facts, verdicts)


def nutrition(setting: Setting) -> Report | None:
    """Pages and searches of foods among a million of them."""
    scenarios, place = setting.chosen(foods.FOODS), setting.place
    if not scenarios:
        return None
    rows = foods.QUICK_ROWS if setting.is_quick else foods.ROWS
    setting.say(f"Generating {rows:,} foods.")
    known = json.loads(place.run("-m", "benchmarks.data.ingredients", str(rows)).splitlines()[-1])
    with Measurement(place, setting.token, setting.effort) as measurement:
        results = measurement.results([foods.with_foods(each, known) for each in scenarios], setting.say)
        loaded = measurement.ours.resident_megabytes()
    facts = [f"Resident memory: {measurement.idle_megabytes:.0f} MB idle, {loaded:.0f} MB after all this."]
    verdicts = [
        *foods.verdicts(results, is_postgresql=setting.is_postgresql),
        *(verdict for result in results for verdict in goals(result, is_postgresql=setting.is_postgresql)),
    ]
    return Report(f"{rows:,} foods on {setting.database}", place.workers, setting.effort, results, facts, verdicts)


PARTS: dict[str, Callable[[Setting], Report | None]] = {
    "catalogue": catalogue,
    "diary": diary,
    "training": training,
    "nutrition": nutrition,
}
