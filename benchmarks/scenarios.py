"""What is measured.  A new row of a table is one more ``Scenario``."""

from dataclasses import dataclass, field, replace

from benchmarks.data import bodies
from benchmarks.varying import DIGIT, NUMBER

API = "/api/v2/"
PLAIN = "/plain/"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One kind of request.

    ``plain`` is the same resource in ``benchmarks.yardsticks``.  ``{token}`` and ``{etag}`` in headers are filled in:
    a credential of the benchmark's person, and the tag of the answer that the same request gets without it.  Paths and
    bodies may have the marks of ``benchmarks.varying``.
    """

    name: str
    path: str
    plain: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: str = ""
    # Open connections; 0: as many as the run has for all.
    connections: int = 0
    # The least that is wanted: times the bare Django view (SQLite, PostgreSQL), times plain DRF.
    least_of_django: tuple[float, float] | None = None
    least_of_plain: float | None = None
    # The most that is wanted: milliseconds, and SQL queries.
    most_median: float | None = None
    most_queries: int | None = None
    # More such paths where each can be asked for only once; one after another, on one connection.
    once: tuple[str, ...] = ()

    @property
    def is_conditional(self) -> bool:
        """Whether the answer is a 304, which has to be faster than the 200."""
        return "If-None-Match" in self.headers


HALF = (0.5, 0.4)
INFO = "exerciseinfo/?limit={}"
SIGNED_IN = {"Authorization": "Token {token}"}
# A query parameter that nobody knows, another one in each request, so that no kept answer can be used.
NOT_KEPT = f"&nobody-knows-this={NUMBER}"


def public(path: str, **details: object) -> Scenario:
    return Scenario(path, API + path, PLAIN + path, **details)  # type: ignore[arg-type]


def search(name: str, path: str) -> Scenario:
    """One search at a time: how long somebody waits who is typing."""
    return Scenario(f"search, {name}", API + path + NOT_KEPT, connections=1, most_median=20)


CATALOGUE = [
    public("muscle/", least_of_django=HALF),
    public("exercise/?limit=20", least_of_django=HALF),
    public(INFO.format(20), least_of_django=HALF, least_of_plain=20),
    public(INFO.format(100), least_of_django=HALF),
    public(INFO.format(999), least_of_plain=5),
    Scenario("exerciseinfo/?limit=20, unchanged: 304", API + INFO.format(20), headers={"If-None-Match": "{etag}"}),
    Scenario("exerciseinfo/?limit=20, not kept", API + INFO.format(20) + NOT_KEPT, PLAIN + INFO.format(20)),
    search("part of a word", "exercise/search/?term=arbe&language=en"),
    search("mistyped", "exercise/search/?term=babrell&language=en"),
    search("two words, all of it", "exerciseinfo/?limit=20&name__search=knee%20barbell&language__code=en"),
    Scenario("routine/?limit=20, with a token", f"{API}routine/?limit=20", f"{PLAIN}routine/?limit=20", SIGNED_IN),
]
PAGE, WHOLE_CATALOGUE = API + INFO.format(20), API + INFO.format(999)

# The journal asks for the last day, and syncs go to the nine days before it.
DAYS = bodies.days(365)
LAST = DAYS[0].isoformat()
SYNCED = DAYS[0].strftime("%Y-%m-2") + DIGIT
KEY = {"Authorization": "ApiKey {token}"}


def reading(name: str, path: str) -> Scenario:
    return Scenario(name, f"/api/v1/{path}", f"{PLAIN}{path.replace('?', '/?')}", KEY)


def stats(name: str, days: int, more: str = "") -> Scenario:
    return reading(f"stats, {name}", f"stats?date_from={DAYS[days - 1]}&date_to={LAST}{more}")


def sync(name: str, body: str) -> Scenario:
    headers = {**KEY, "Content-Type": "application/json"}
    return Scenario(f"sync, {name}", "/api/v1/sync", f"{PLAIN}sync/", headers, "POST", body)


DIARY = [
    stats("7 days", 7),
    stats("80 days, 3 fields", 80, "&fields=calories,proteins,fat"),
    stats("a year, 2 filters", 365, "&limit=500&filter=calories%5Bgt%5D:2000.5,proteins%5Blt%5D:135"),
    reading("journal", f"journal?date={LAST}"),
    sync("6 KB, edited", bodies.body(SYNCED, edit=NUMBER)),
    sync("6 KB, unchanged", bodies.body(SYNCED)),
    sync("100 KB, edited", bodies.body(SYNCED, edit=NUMBER, photos=5)),
    Scenario("health", "/api/v1/health", f"{PLAIN}health/"),
]


def with_stored_days(scenarios: list[Scenario], days: int) -> list[Scenario]:
    return [replace(each, name=f"{each.name}; {days:,} days") for each in scenarios]
