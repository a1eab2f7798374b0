"""Driving a server with wrk (https://github.com/wg/wrk)."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from benchmarks.servers import BenchmarkError

MISSING = (
    "wrk is not installed, so nothing was measured. Debian, Ubuntu: apt install wrk; Fedora: dnf install wrk; "
    "macOS: brew install wrk."
)
SUMMARY = """
done = function(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format(
        'RESULT {"requests": %d, "microseconds": %d, "p50": %d, "p95": %d, "failed": %d}\\n',
        summary.requests, summary.duration, latency:percentile(50), latency:percentile(95),
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""
VARIED = """
local number = 0
request = function()
    number = number + 1
    return wrk.format(nil, wrk.path .. "&nobody-knows-this=" .. number)
end
"""


@dataclass(frozen=True, slots=True)
class Run:
    """``p50`` and ``p95`` are in milliseconds."""

    requests: int
    per_second: float
    p50: float
    p95: float


def check_installed() -> None:
    if shutil.which("wrk") is None:
        raise BenchmarkError(MISSING)


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of request; ``is_varied``: with another unknown parameter each time."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: str = ""
    is_varied: bool = False

    def script(self) -> str:
        # JSON's quotes and escapes are Lua's, too, as long as nothing beyond ASCII is escaped.
        body = f"wrk.body = {json.dumps(self.body, ensure_ascii=False)}\n" if self.body else ""
        return f'wrk.method = "{self.method}"\n{body}{SUMMARY}{VARIED if self.is_varied else ""}'


def drive(target: Target, *, seconds: float, connections: int) -> Run:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(target.script())
        script.flush()
        command = ["wrk", "--threads=1", f"--connections={connections}", f"--duration={max(1, round(seconds))}s"]
        command += ["--timeout=60s", f"--script={script.name}"]
        for name, value in target.headers.items():
            command += ["--header", f"{name}: {value}"]
        done = subprocess.run([*command, target.url], capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    if done.returncode or not lines:
        raise BenchmarkError(f"{' '.join(command)} {target.url} failed:\n{done.stdout}{done.stderr}")
    found = json.loads(lines[0].removeprefix("RESULT "))
    if found["failed"]:
        raise BenchmarkError(f"{target.url} did not answer every request:\n{done.stdout}")
    count = found["requests"]
    return Run(count, count * 1e6 / found["microseconds"], found["p50"] / 1000, found["p95"] / 1000)
