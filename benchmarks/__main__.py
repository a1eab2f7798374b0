"""``make bench``; ``make bench ARGS="--help"`` lists what can be asked for."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from benchmarks import checks, databases, servers, wrk
from benchmarks.measuring import Effort, Measurement
from benchmarks.report import Report
from benchmarks.scenarios import PAGE, SCENARIOS, WHOLE_CATALOGUE, Scenario
from benchmarks.servers import BenchmarkError, Place, Server

STARTS = 3
Database = tuple[str, Callable[[], AbstractContextManager[str]]]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make bench",
        description="Measure a server of its own on data of its own. WORKERS=2 make bench measures two processes; "
        "BENCH_PAGES=/folder takes pages recorded from another server instead of the generated catalogue; "
        "BENCH_DATABASE_URL=postgres://... names the PostgreSQL to make a database in.",
    )
    parser.add_argument("--quick", action="store_true", help="one round of one second each, SQLite only")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--rounds", type=int, default=2, help="rounds in which all take turns (2)")
    parser.add_argument("--seconds", type=int, default=1, help="length of a turn (1)")
    parser.add_argument("--connections", type=int, default=8, help="open connections (8)")
    parser.add_argument("--only", default="", metavar="TEXT", help="requests whose name has this text")
    parser.add_argument("--output", type=Path, metavar="FILE.md", help="write the tables there, too")
    return parser.parse_args()


def say(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)


def chosen_databases(asked: str, *, quick: bool) -> Iterator[Database]:
    if asked != "postgresql":
        yield "SQLite", databases.sqlite
    if asked == "sqlite" or (quick and asked == "both"):
        return
    server = databases.find_server()
    if server is not None:
        yield "PostgreSQL", lambda: databases.postgresql(server)
    elif asked == "postgresql":
        raise BenchmarkError("No PostgreSQL answers; name one in BENCH_DATABASE_URL.")
    else:
        say("PostgreSQL is left out: none answers here, and BENCH_DATABASE_URL names none.")


def prepare(place: Place) -> str:
    """Tables and rows; returns the token of the benchmark's person."""
    place.run("manage.py", "migrate", "--verbosity=0")
    place.run("manage.py", "createcachetable", WORKERS="2")  # the checks need it
    recorded = os.environ.get("BENCH_PAGES", "")
    say(f"Filling the catalogue from {recorded}." if recorded else "Generating a catalogue.")
    return place.run("-m", "benchmarks.data", BENCH_PAGES=recorded).split()[-1]


def measure(name: str, place: Place, effort: Effort, scenarios: list[Scenario]) -> Report:
    say(f"{name}: preparing.")
    token = prepare(place)
    with Measurement(place, token, effort) as measurement:
        results = measurement.results(scenarios, say)
        measurement.ours.get(WHOLE_CATALOGUE)
        loaded = measurement.ours.resident_megabytes()
    say("Checking that edits are seen and forged hosts are not.")
    with checks.two_processes(place) as server:
        verdicts = {
            "an edit is in the very next answer of every process": checks.edit_is_seen_at_once(server),
            "a forged Host is in nobody's answer": checks.forged_host_reaches_nobody(server),
        }
    say("Starting a second time.")
    return Report(
        name, place.workers, effort, results, measurement.idle_megabytes, loaded, *second_start(place), verdicts
    )


def second_start(place: Place) -> tuple[float, float]:
    """Seconds to a page of exercises when everything is installed, and how many of them it worked."""
    seconds = []
    for _ in range(STARTS):
        with Server(place) as server:
            seconds.append((server.wait(PAGE), server.processor_seconds()))
    return min(seconds)


def main() -> int:
    asked = arguments()
    wrk.check_installed()
    effort = Effort(1 if asked.quick else asked.rounds, asked.seconds, asked.connections)
    scenarios = [each for each in SCENARIOS if asked.only in each.name]
    workers = int(os.environ.get("WORKERS") or 1)
    reports = []
    for name, database in chosen_databases(asked.database, quick=asked.quick):
        with database() as url, servers.place(url, workers) as place:
            reports.append(measure(name, place, effort, scenarios))
        print(f"\n{reports[-1].text()}", flush=True)
    if asked.output:
        asked.output.write_text("# Benchmarks\n\n" + "\n".join(report.text() for report in reports))
    return 0 if all(report.is_sound for report in reports) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
