"""The other server, read with the person's token."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlunsplit

from accounts.importing.base import CannotImport, Source
from config import outbound
from exercises.importing.source import Page, Server, SourceError

# A page has a hundred rows; retries and pauses included, less than the silence after which a run counts as stopped.
LIMITS = outbound.Limits(seconds=60, most_bytes=32 * 1024 * 1024)
ATTEMPTS = 3
JWT_DOTS = 2
REFUSED = {outbound.codes.UNAUTHORIZED, outbound.codes.FORBIDDEN}


class Remote:
    """Of an address with or without ``/api/v2``.  All methods raise ``CannotImport``."""

    def __init__(self, source: Source, limits: outbound.Limits = LIMITS, attempts: int = ATTEMPTS) -> None:
        if not (source.token.isascii() and source.token.isprintable()):
            raise CannotImport("The token has signs that none has. Copy the API key of the other server again.")
        scheme = "Bearer" if source.token.count(".") == JWT_DOTS else "Token"
        self.client = outbound.client(trusted=[source.address] if source.is_trusted else [], limits=limits)
        self.client.headers.update({"Authorization": f"{scheme} {source.token}", "Accept": "application/json"})
        try:
            self.server = Server(source.address, self.client, attempts=attempts)
        except (SourceError, ValueError) as error:
            raise CannotImport(f"{source.address[:200]} is no address of a server.") from error

    @property
    def host(self) -> str:
        return str(self.server.origin.hostname)

    def close(self) -> None:
        self.client.close()

    def pages(self, endpoint: str) -> Iterator[Page]:
        """All rows of an endpoint; none where the other server has no such endpoint."""
        try:
            yield from self.server.pages(endpoint)
        except SourceError as error:
            raise explained(error) from error

    def total(self, endpoint: str) -> int:
        body = self.get(endpoint, "limit=1")
        count = body.get("count") if isinstance(body, dict) else None
        return count if isinstance(count, int) else 0

    def get(self, path: str, query: str = "") -> Any:
        """One answer; ``None`` if there is nothing."""
        try:
            return self.server.get(f"{self.server.root}/api/v2/{path}/", query)
        except SourceError as error:
            raise explained(error) from error

    def profile(self) -> dict[str, Any]:
        """Whose account it is.  The first thing to ask: it tells whether the address and the token are right."""
        found = self.get("userprofile")
        if isinstance(found, list):
            found = found[0] if found else None
        results = found.get("results") if isinstance(found, dict) else None
        if isinstance(results, list):
            found = results[0] if results else None
        if not isinstance(found, dict):
            place = urlunsplit((self.server.origin.scheme, self.server.origin.netloc, self.server.root, "", ""))
            raise CannotImport(f"At {place} there is no server of the wger family.")
        return found


def explained(error: SourceError) -> CannotImport:
    cause = error.__cause__
    if isinstance(cause, outbound.HTTPStatusError) and cause.response.status_code in REFUSED:
        return CannotImport("The other server does not accept the token. Copy its API key again.")
    if isinstance(cause, outbound.Refused):
        return CannotImport(str(cause))
    return CannotImport(f"{str(error).rstrip('. ')}. What was imported until then stays; try again later.")
