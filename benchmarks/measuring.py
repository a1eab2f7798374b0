"""Rounds of load on our server and on the yardsticks in turn, so that whatever else the machine does hits all alike."""

import http.client
import json
import math
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Self

from benchmarks.scenarios import Scenario
from benchmarks.servers import HEALTH, ROOT, SERVE, YARDSTICKS, BenchmarkError, Place, Server, ask
from benchmarks.varying import filled
from benchmarks.wrk import Run, Target, drive

OURS, WSGI, DJANGO, DRF, FULL = "ours", "bare WSGI", "bare Django", "plain DRF", "the same as a 200"
WARM_UP_SECONDS = 0.3
SLOW_SECONDS = 0.15
# Requests whose queries are counted, and as many as wrk may have begun without an answer.
COUNTED, IN_FLIGHT = 2, 100


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure.  ``seconds`` are those of one round of one target."""

    rounds: int
    seconds: int
    connections: int


@dataclass
class Result:
    scenario: Scenario
    size: int
    runs: dict[str, Run] = field(default_factory=dict)
    # Milliseconds of processor time a request, the least of all rounds.
    processor: dict[str, float] = field(default_factory=dict)
    queries: tuple[int, int] = (0, 0)

    def times(self, yardstick: str) -> float | None:
        """Our requests per second, as a multiple of the yardstick's."""
        if yardstick not in self.runs:
            return None
        return self.runs[OURS].per_second / self.runs[yardstick].per_second


class Measurement:
    """All servers of one run: the product, and the yardsticks with the same data and the same number of workers."""

    def __init__(self, place: Place, token: str, effort: Effort) -> None:
        self.place, self.token, self.effort = place, token, effort
        self.bodies = place.folder / "bodies"
        # Above those of all requests so far, so that none is the same as an earlier one.
        self.number = 1
        self.stack = ExitStack()

    def __enter__(self) -> Self:
        self.bodies.mkdir(exist_ok=True)
        try:
            self.ours = self.stack.enter_context(Server(self.place))
            self.ours.wait()
            self.idle_megabytes = self.ours.resident_megabytes()
        except BaseException:
            self.stack.close()
            raise
        return self

    def __exit__(self, *details: object) -> None:
        self.stack.close()

    def headers(self, scenario: Scenario) -> dict[str, str]:
        """With the token and the tag of the answer filled in."""
        etag = self.ours.get(scenario.path).headers["ETag"] if scenario.is_conditional else ""
        return {name: value.format(token=self.token, etag=etag) for name, value in scenario.headers.items()}

    def results(self, scenarios: list[Scenario], say: Callable[[str], None]) -> list[Result]:
        self.keep("version", self.ours.get(HEALTH).body)
        found = []
        for number, scenario in enumerate(scenarios):
            sent = filled(scenario.path, 0), self.headers(scenario), filled(scenario.body, 0)
            answer = self.ours.ask(scenario.method, *sent)
            if answer.status >= http.HTTPStatus.BAD_REQUEST:
                raise BenchmarkError(f"{scenario.path} answers {answer.status}: {answer.body[:200]!r}")
            self.keep(str(number), answer.body)
            found.append(Result(scenario, len(answer.body)))
        yardsticks = {"BENCH_BODIES": str(self.bodies)}
        django = {**yardsticks, "DJANGO_SETTINGS_MODULE": YARDSTICKS}
        bare = ("-m", "benchmarks.yardsticks.bare")
        self.django = self.stack.enter_context(Server(self.place, SERVE, django))
        self.wsgi = self.stack.enter_context(Server(self.place, bare, yardsticks))
        self.servers = {OURS: self.ours, FULL: self.ours, WSGI: self.wsgi, DJANGO: self.django, DRF: self.django}
        self.django.wait()
        self.wsgi.wait("/bare/version/")
        for number, result in enumerate(found):
            say(f"{number + 1} of {len(found)}: {result.scenario.name}")
            self.measure(str(number), result)
        self.count_queries(found)
        return found

    def keep(self, name: str, body: bytes) -> None:
        (self.bodies / name).write_bytes(body)

    def targets(self, name: str, scenario: Scenario) -> dict[str, Target]:
        sent = (self.headers(scenario), scenario.method, scenario.body)
        bare = (f"/bare/{name}/", dict[str, str](), scenario.method, scenario.body)
        found = {
            OURS: Target(self.ours.origin, scenario.path, *sent),
            WSGI: Target(self.wsgi.origin, *bare),
            DJANGO: Target(self.django.origin, *bare),
        }
        if scenario.plain:
            found[DRF] = Target(self.django.origin, scenario.plain, *sent)
        if scenario.is_conditional:
            found[FULL] = Target(self.ours.origin, scenario.path)
        return found

    def measure(self, name: str, result: Result) -> None:
        """The best round of each counts: noise only ever makes a server slower."""
        targets = self.targets(name, result.scenario)
        scenario = result.scenario
        # What can be asked for only once is not asked for in vain.
        paces = {kind: 0 if scenario.once and kind == OURS else self.warm_up(each) for kind, each in targets.items()}
        for number in range(self.effort.rounds):
            for kind, target in targets.items():
                if number and paces[kind] > SLOW_SECONDS:
                    continue
                server = self.servers[kind]
                before = server.processor_seconds()
                if scenario.once and kind == OURS:
                    run = in_turn(target, scenario.once[number : -COUNTED : self.effort.rounds])
                else:
                    run = self.drive(target, paces[kind], scenario.connections)
                used = (server.processor_seconds() - before) * 1000 / max(run.requests, 1)
                self.number += run.requests + IN_FLIGHT
                result.processor[kind] = min(used, result.processor.get(kind, used))
                best = result.runs.get(kind)
                if best is None or run.per_second > best.per_second:
                    result.runs[kind] = run

    def warm_up(self, target: Target) -> float:
        """Seconds that one answer takes, the shortest of some."""
        connection = http.client.HTTPConnection(target.origin.removeprefix("http://"), timeout=120)
        until, shortest = time.perf_counter() + WARM_UP_SECONDS, math.inf
        while time.perf_counter() < until:
            self.number += 1
            sent = filled(target.path, self.number), target.headers, target.method, filled(target.body, self.number)
            shortest = min(shortest, ask(connection, *sent).seconds)
        connection.close()
        return shortest

    def drive(self, target: Target, pace: float, connections: int) -> Run:
        # A slow answer is asked for on one connection, and for long enough to get some.
        is_slow = pace > SLOW_SECONDS
        return drive(
            target,
            seconds=max(self.effort.seconds, math.ceil(2.5 * pace) if is_slow else 0),
            connections=1 if is_slow else connections or self.effort.connections,
            start=self.number,
        )

    def count_queries(self, results: list[Result]) -> None:
        asked = []
        for result in results:
            scenario = result.scenario
            paths = scenario.once[-COUNTED:] or [scenario.path] * COUNTED
            asked.append((scenario.name, scenario.method, paths, self.headers(scenario), scenario.body))
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.counting"],
            cwd=ROOT,
            env=self.place.environment(),
            input=json.dumps([self.number, asked]),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BenchmarkError(f"Queries could not be counted:\n{done.stderr}")
        counts = json.loads(done.stdout.splitlines()[-1])
        for result in results:
            result.queries = tuple(counts[result.scenario.name])


def in_turn(target: Target, paths: tuple[str, ...]) -> Run:
    """Each path once."""
    connection = http.client.HTTPConnection(target.origin.removeprefix("http://"), timeout=120)
    answers = [ask(connection, path, target.headers, target.method, target.body) for path in paths]
    connection.close()
    if refused := [answer.status for answer in answers if answer.status >= http.HTTPStatus.BAD_REQUEST]:
        raise BenchmarkError(f"{target.method} {paths[0]} answers {refused[0]}.")
    seconds = sorted(answer.seconds for answer in answers)
    p50, p95 = (1000 * seconds[math.ceil(share * len(seconds)) - 1] for share in (0.5, 0.95))
    return Run(len(seconds), len(seconds) / sum(seconds), p50, p95)
