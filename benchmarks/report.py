"""The table, as Markdown that also reads well in a terminal."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.measuring import DJANGO, DRF, FULL, OURS, WSGI, Effort, Result

TITLES = ("request", "req/s", "p50 ms", "p95 ms", "CPU ms", "SQL cold", "SQL kept", "bytes")
YARDSTICKS = (WSGI, DJANGO, DRF)
COMPARED = (DJANGO, DRF)


@dataclass
class Report:
    """``facts`` and ``verdicts`` are sentences below the table."""

    title: str
    workers: int
    effort: Effort
    results: list[Result]
    facts: list[str]
    verdicts: list[str]
    # Whether the answers are right; how fast they were is not asked.
    is_sound: bool = True

    def text(self) -> str:
        lines = [f"## {self.title}, {self.workers} process{'es' * (self.workers > 1)}, {machine()}", ""]
        lines += table(self.results)
        effort = self.effort
        lines += [
            "",
            f"Best of {effort.rounds} rounds of {effort.seconds} s in turn, {effort.connections} connections.",
            "The yardsticks' columns are their requests per second, and x is ours as a multiple of theirs.",
            "The bare ones return the same bytes. CPU is the processor time that the server itself used for a request.",
            "",
            *(f"- {fact}" for fact in self.facts),
            "",
            *(f"- {verdict}" for verdict in self.verdicts),
        ]
        return "\n".join([*lines, ""])


def checked(found: dict[str, str]) -> Iterable[str]:
    """Verdicts on checks, each with its problem or nothing."""
    for what, problem in found.items():
        yield f"{'FAIL' if problem else 'PASS'}: {what}{': ' if problem else ''}{problem}"


def goals(result: Result, *, is_postgresql: bool) -> Iterable[str]:
    name, scenario = result.scenario.name, result.scenario
    if scenario.least_of_django and (times := result.times(DJANGO)) is not None:
        yield passed(f"{name}, times the bare Django view", times, at_least=scenario.least_of_django[is_postgresql])
    if scenario.least_of_plain and (times := result.times(DRF)) is not None:
        yield passed(f"{name}, times plain DRF", times, at_least=scenario.least_of_plain)
    if (times := result.times(FULL)) is not None:
        yield passed(f"{name}, times {FULL}", times, at_least=1)
    if scenario.most_median:
        yield passed(f"{name}, ms at the median", result.runs[OURS].p50, at_most=scenario.most_median)
    if scenario.most_queries:
        yield passed(f"{name}, SQL queries", max(result.queries), at_most=scenario.most_queries)


def passed(what: str, value: float, *, at_least: float | None = None, at_most: float | None = None) -> str:
    if at_least is not None:
        return f"{'PASS' if value >= at_least else 'FAIL'}: {what}: {value:.2f}, at least {at_least:g} wanted"
    return (
        f"{'PASS' if at_most is None or value <= at_most else 'FAIL'}: {what}: {value:.2f}, at most {at_most:g} wanted"
    )


def table(results: list[Result]) -> list[str]:
    titles = [*TITLES, *YARDSTICKS, *(f"CPU {name}" for name in COMPARED), *(f"x {name}" for name in COMPARED)]
    rows = [titles, *(cells(result) for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(titles))]
    lines = ["| " + " | ".join(align(row, widths)) + " |" for row in rows]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return [lines[0], "| " + " | ".join(rule) + " |", *lines[1:]]


def align(row: list[str], widths: list[int]) -> list[str]:
    return [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]


def cells(result: Result) -> list[str]:
    run, (cold, kept) = result.runs[OURS], result.queries
    times = [f"{run.p50:.2f}", f"{run.p95:.2f}", f"{result.processor[OURS]:.2f}"]
    theirs = [rate(result.runs[name].per_second) if name in result.runs else "" for name in YARDSTICKS]
    ratios = ["" if (ratio := result.times(name)) is None else f"{ratio:.2f}" for name in COMPARED]
    own = [result.scenario.name, rate(run.per_second), *times, str(cold), str(kept), f"{result.size:,}"]
    used = [f"{result.processor[name]:.2f}" if name in result.processor else "" for name in COMPARED]
    return [*own, *theirs, *used, *ratios]


def rate(per_second: float) -> str:
    return f"{per_second:,.0f}" if per_second >= 100 else f"{per_second:.1f}"


def machine() -> str:
    return f"Python {platform.python_version()}, {os.cpu_count()} cores"
