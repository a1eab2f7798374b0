"""Where pages come from: another server, or a folder of pages recorded from one."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential
from tenacity.wait import wait_base

from config import outbound

ROWS_PER_PAGE = 100
LARGEST_PAGE = 64 * 1024 * 1024
MOST_PAGES = 10_000
ATTEMPTS = 4


class SourceError(ValueError):
    """The other side cannot be read; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Page:
    """``total`` is the number of rows on all pages."""

    rows: list[Any]
    total: int


class Source(Protocol):
    def pages(self, endpoint: str) -> Iterator[Page]:
        """All pages of an endpoint; none if there is no such endpoint.  Raises ``SourceError``."""

    def address(self, link: str) -> str:
        """The absolute form of a link in a row, empty if that cannot be told."""


class Nowhere:
    """No pages at all, for content that comes with the program."""

    def pages(self, endpoint: str) -> Iterator[Page]:
        return iter(())

    def address(self, link: str) -> str:
        return link


def page_of(body: Any, where: str) -> Page:
    if isinstance(body, list):
        return Page(body, len(body))
    rows = body.get("results") if isinstance(body, dict) else None
    if not isinstance(rows, list):
        raise SourceError(f"{where} is no page of rows.")
    total = body.get("count")
    return Page(rows, total if isinstance(total, int) else len(rows))


class Folder:
    """Files named ``<endpoint>-01.json`` or ``….json.gz``, one page each."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def pages(self, endpoint: str) -> Iterator[Page]:
        for path in sorted(self.path.glob(f"{endpoint}-[0-9]*.json*")):
            yield page_of(self.read(path), path.name)

    def read(self, path: Path) -> Any:
        try:
            with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
                content = file.read(LARGEST_PAGE + 1)
            if len(content) > LARGEST_PAGE:
                raise SourceError(f"{path.name} is too large.")
            return json.loads(content)
        except (OSError, EOFError, zlib.error, RecursionError, ValueError) as error:
            raise SourceError(f"{path.name} cannot be read: {error}") from error

    def address(self, link: str) -> str:
        return link


def is_passing(error: BaseException) -> bool:
    """Whether trying again may help."""
    if isinstance(error, outbound.HTTPStatusError):
        return (
            error.response.status_code in {408, 425, 429}
            or error.response.status_code >= outbound.codes.INTERNAL_SERVER_ERROR
        )
    return isinstance(error, outbound.TransportError)


class Server:
    """A server's API, read page by page with time-outs, retries and growing pauses."""

    def __init__(
        self, base: str, client: outbound.Client, *, wait: wait_base | None = None, attempts: int = ATTEMPTS
    ) -> None:
        parts = urlsplit(base if "://" in base else f"https://{base}")
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SourceError(f"{base} is no http or https address.")
        self.origin = parts
        self.root = parts.path.rstrip("/").removesuffix("/api/v2")
        self.client = client
        self.wait = wait or wait_exponential(multiplier=1, max=30)
        self.attempts = attempts

    def pages(self, endpoint: str) -> Iterator[Page]:
        path, query = f"{self.root}/api/v2/{endpoint}/", f"limit={ROWS_PER_PAGE}&ordering=id"
        seen: set[str] = set()
        while query not in seen and len(seen) < MOST_PAGES:
            seen.add(query)
            body = self.get(path, query)
            if body is None:
                return
            yield page_of(body, path)
            link = body.get("next") if isinstance(body, dict) else None
            if not link:
                return
            path, query = self.following(str(link))

    def following(self, link: str) -> tuple[str, str]:
        """Path and query of the next page.  Its host must be ours; scheme and port may be a proxy's inner ones."""
        parts = urlsplit(link)
        if parts.hostname not in {None, self.origin.hostname}:
            raise SourceError(f"The next page is on another host, {parts.hostname}.")
        return parts.path, parts.query

    def get(self, path: str, query: str) -> Any:
        """The decoded body; ``None`` for 404."""
        url = urlunsplit((self.origin.scheme, self.origin.netloc, path, query, ""))
        try:
            for attempt in Retrying(
                retry=retry_if_exception(is_passing),
                stop=stop_after_attempt(self.attempts),
                wait=self.wait,
                reraise=True,
            ):
                with attempt:
                    return self.try_once(url)
        except (outbound.HTTPError, outbound.InvalidURL, ValueError, RecursionError) as error:
            raise SourceError(f"{url} cannot be read: {error}") from error

    def try_once(self, url: str) -> Any:
        with self.client.stream("GET", url) as response:
            if response.status_code == outbound.codes.NOT_FOUND:
                return None
            response.raise_for_status()
            return json.loads(bounded(response, LARGEST_PAGE))

    def address(self, link: str) -> str:
        return str(outbound.URL(urlunsplit((self.origin.scheme, self.origin.netloc, "/", "", ""))).join(link))


def bounded(response: outbound.Response, limit: int) -> bytes:
    """The body, unless it is larger than ``limit`` bytes."""
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > limit:
            raise SourceError(f"The answer has more than {limit // 1024 // 1024} MB.")
    return bytes(content)
