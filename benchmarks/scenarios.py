"""What is measured.  A new row of the table is one more ``Scenario``."""

from dataclasses import dataclass, field

API = "/api/v2/"
PLAIN = "/plain/"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One kind of request.

    ``plain`` is the same resource in ``benchmarks.yardsticks``.  ``{token}`` and ``{etag}`` in headers are filled in:
    the credential of the benchmark's person, and the tag of the answer that the same request gets without it.
    """

    name: str
    path: str
    plain: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: str = ""
    # A query parameter that nobody knows, another one in each request, so that no kept answer can be used.
    is_varied: bool = False
    # The least that is wanted: times the bare Django view (SQLite, PostgreSQL), times plain DRF.
    least_of_django: tuple[float, float] | None = None
    least_of_plain: float | None = None

    @property
    def is_conditional(self) -> bool:
        """Whether the answer is a 304, which has to be faster than the 200."""
        return "If-None-Match" in self.headers


HALF = (0.5, 0.4)
INFO = "exerciseinfo/?limit={}"
SIGNED_IN = {"Authorization": "Token {token}"}


def public(path: str, **details: object) -> Scenario:
    return Scenario(path, API + path, PLAIN + path, **details)  # type: ignore[arg-type]


SCENARIOS = [
    public("muscle/", least_of_django=HALF),
    public("exercise/?limit=20", least_of_django=HALF),
    public(INFO.format(20), least_of_django=HALF, least_of_plain=20),
    public(INFO.format(100), least_of_django=HALF),
    public(INFO.format(999), least_of_plain=5),
    Scenario("exerciseinfo/?limit=20, unchanged: 304", API + INFO.format(20), headers={"If-None-Match": "{etag}"}),
    Scenario("exerciseinfo/?limit=20, not kept", API + INFO.format(20), PLAIN + INFO.format(20), is_varied=True),
    Scenario("routine/?limit=20, with a token", f"{API}routine/?limit=20", f"{PLAIN}routine/?limit=20", SIGNED_IN),
]
PAGE, WHOLE_CATALOGUE = API + INFO.format(20), API + INFO.format(999)
