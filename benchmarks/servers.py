"""Servers in processes of their own, started as ``make run`` starts one."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 60
HEALTH = "/api/v2/version/"
SERVE = ("manage.py", "serve")
YARDSTICKS = "benchmarks.yardsticks.settings"
# Empty means not set: nothing of a person's .env may reach what is measured.
NOT_SET = ("SITE_URL", "ALLOWED_HOSTS", "TRUSTED_PROXIES", "CACHE_URL", "EMAIL_URL", "SECRET_KEY", "DEBUG", "HOST")
NOT_SET += ("CREDENTIAL_KEY_FILE", "TIME_ZONE", "LOG_LEVEL", "ANSWER_CACHE_MEGABYTES")


class BenchmarkError(Exception):
    """Something without which nothing can be measured; the sentence says what."""


@dataclass(frozen=True)
class Place:
    """Data folder and database of one run."""

    folder: Path
    database_url: str
    workers: int

    def environment(self, **more: str) -> dict[str, str]:
        return {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG", "THREADS") if name in os.environ},
            **dict.fromkeys(NOT_SET, ""),
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database_url,
            "WORKERS": str(self.workers),
            "API_DAILY_LIMIT": str(10**9),
            **more,
        }

    def run(self, *command: str, **more: str) -> str:
        """What a Python program of the project prints, on this data; a progress bar shows where ours would."""
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment(**more),
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BenchmarkError(f"{' '.join(command)} ended with {done.returncode}.\n{done.stdout}")
        return done.stdout


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


@dataclass
class Server:
    place: Place
    command: tuple[str, ...] = SERVE
    environment: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Self:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.log = tempfile.TemporaryFile()
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, *self.command],
            cwd=ROOT,
            env=self.place.environment(PORT=str(self.port), **self.environment),
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def wait(self, path: str = HEALTH) -> float:
        """Seconds from the start of the process to its first answer."""
        while time.perf_counter() - self.started < SECONDS_TO_START:
            if self.process.poll() is not None:
                break
            try:
                if self.get(path).status == http.HTTPStatus.OK:
                    return time.perf_counter() - self.started
            except OSError:
                time.sleep(0.02)
        self.log.seek(0)
        raise BenchmarkError(f"{' '.join(self.command)} does not answer:\n{self.log.read().decode()}")

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.ask("GET", path, headers)

    def ask(self, method: str, path: str, headers: Mapping[str, str] | None = None, body: str = "") -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            return ask(connection, path, headers, method, body)
        finally:
            connection.close()

    def processes(self) -> list[int]:
        """The server's first process and its workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [self.process.pid, *map(int, children.split())]

    def processor_seconds(self) -> float:
        """What its processes have used until now; a measure that other programs disturb less than they do the clock."""
        return sum(map(processor_ticks, self.processes())) / os.sysconf("SC_CLK_TCK")

    def resident_megabytes(self) -> float:
        return sum(map(resident_kilobytes, self.processes())) / 1024


def ask(
    connection: http.client.HTTPConnection,
    path: str,
    headers: Mapping[str, str] | None = None,
    method: str = "GET",
    body: str = "",
) -> Answer:
    """One request on a connection that stays open."""
    started = time.perf_counter()
    connection.request(method, path, body=body.encode() or None, headers=dict(headers or {}))
    response = connection.getresponse()
    body = response.read()
    return Answer(response.status, response.headers, body, time.perf_counter() - started)


def processor_ticks(process: int) -> int:
    # After the name, which is in brackets and may hold blanks: the 12th and 13th word are user and system time.
    words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(words[11]) + int(words[12])


def resident_kilobytes(process: int) -> int:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


@contextmanager
def place(database_url: str, workers: int) -> Iterator[Place]:
    with tempfile.TemporaryDirectory(prefix="regimen-bench-") as folder:
        yield Place(Path(folder), database_url, workers)
