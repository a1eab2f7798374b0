"""``make bench``; ``make bench ARGS="--help"`` lists what can be asked for."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from benchmarks import databases, servers, wrk
from benchmarks.measuring import Effort
from benchmarks.parts import PARTS, Setting
from benchmarks.report import Report
from benchmarks.servers import BenchmarkError, Place

Database = tuple[str, Callable[[], AbstractContextManager[str]]]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make bench",
        description="Measure a server of its own on data of its own. WORKERS=2 make bench measures two processes; "
        "BENCH_PAGES=/folder takes pages recorded from another server instead of the generated catalogue; "
        "BENCH_DATABASE_URL=postgres://... names the PostgreSQL to make a database in.",
    )
    parser.add_argument("--quick", action="store_true", help="one round of one second each, fewer rows, SQLite only")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--rounds", type=int, default=2, help="rounds in which all take turns (2)")
    parser.add_argument("--seconds", type=int, default=1, help="length of a turn (1)")
    parser.add_argument("--connections", type=int, default=8, help="open connections (8)")
    parser.add_argument("--part", choices=(*PARTS, "all"), default="all")
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


def measure(name: str, place: Place, asked: argparse.Namespace) -> Iterator[Report]:
    say(f"{name}: preparing.")
    effort = Effort(1 if asked.quick else asked.rounds, asked.seconds, asked.connections)
    setting = Setting(name, place, effort, prepare(place), asked.only, asked.quick, say)
    for part, measured in PARTS.items():
        if asked.part in {part, "all"} and (report := measured(setting)):
            yield report


def main() -> int:
    asked = arguments()
    wrk.check_installed()
    workers = int(os.environ.get("WORKERS") or 1)
    reports = []
    for name, database in chosen_databases(asked.database, quick=asked.quick):
        with database() as url, servers.place(url, workers) as place:
            for report in measure(name, place, asked):
                print(f"\n{report.text()}", flush=True)
                reports.append(report)
    if not reports:
        raise BenchmarkError(f"No request of this part has {asked.only!r} in its name.")
    if asked.output:
        asked.output.write_text("# Benchmarks\n\n" + "\n".join(report.text() for report in reports))
    return 0 if all(report.is_sound for report in reports) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
