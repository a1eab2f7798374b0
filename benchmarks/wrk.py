"""Driving a server with wrk (https://github.com/wg/wrk)."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from benchmarks.servers import BenchmarkError
from benchmarks.varying import MARKS, filled, in_lua

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
local number = @start@
request = function()
    number = number + 1
    return wrk.format(nil, @path@, nil, @body@)
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
    """One kind of request; path and body may have the marks of ``benchmarks.varying``."""

    origin: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: str = ""

    def script(self, start: int) -> str:
        """``start`` is the number before that of the first request."""
        method = f"wrk.method = {json.dumps(self.method)}\n"
        if not MARKS.search(self.path + self.body):
            return f"{method}wrk.body = {in_lua(self.body)}\n{SUMMARY}" if self.body else method + SUMMARY
        body = in_lua(self.body) if self.body else "nil"
        varied = VARIED.replace("@start@", str(start)).replace("@path@", in_lua(self.path))
        return method + SUMMARY + varied.replace("@body@", body)


def drive(target: Target, *, seconds: float, connections: int, start: int = 0) -> Run:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".lua") as script:
        script.write(target.script(start))
        script.flush()
        command = ["wrk", "--threads=1", f"--connections={connections}", f"--duration={max(1, round(seconds))}s"]
        command += ["--timeout=60s", f"--script={script.name}"]
        for name, value in target.headers.items():
            command += ["--header", f"{name}: {value}"]
        url = target.origin + filled(target.path, 0)
        done = subprocess.run([*command, url], capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    if done.returncode or not lines:
        raise BenchmarkError(f"{' '.join(command)} {url} failed:\n{done.stdout}{done.stderr}")
    found = json.loads(lines[0].removeprefix("RESULT "))
    if found["failed"]:
        raise BenchmarkError(f"{url} did not answer every request:\n{done.stdout}")
    count = found["requests"]
    return Run(count, count * 1e6 / found["microseconds"], found["p50"] / 1000, found["p95"] / 1000)
