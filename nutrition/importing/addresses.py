"""How imports of foods fetch: files of many gigabytes, for hours."""

from config import outbound

TIMEOUT = outbound.Timeout(60, connect=10)
# The largest dump there is has some ten gigabytes.
LIMITS = outbound.Limits(seconds=24 * 3600, most_bytes=200 * 1024**3)


def client(*, private: bool = False, transport: outbound.BaseTransport | None = None) -> outbound.Client:
    """Goes to private addresses only if told to, or if the administrator allows it altogether."""
    found = outbound.client(private=private or None, limits=LIMITS, transport=transport)
    found.timeout = TIMEOUT
    return found
