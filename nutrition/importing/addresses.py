"""Keeps an import from asking machines of the own network, which a link or a redirect might lead to."""

import socket
from ipaddress import ip_address

import httpx

from config import __version__
from exercises.importing.source import SourceError

TIMEOUT = httpx.Timeout(60, connect=10)
MOST_REDIRECTS = 5


def client(*, private: bool = False, transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """Checks certificates, follows a few redirects, and goes to private addresses only if told to."""
    return httpx.Client(
        timeout=TIMEOUT,
        headers={"User-Agent": f"Regimen/{__version__}"},
        follow_redirects=True,
        max_redirects=MOST_REDIRECTS,
        event_hooks={"request": [] if private else [refuse_private]},
        transport=transport,
    )


def refuse_private(request: httpx.Request) -> None:
    """Called before each request, so after each redirect, too.  Raises ``SourceError``."""
    host = request.url.host
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, request.url.port or 443, type=socket.SOCK_STREAM)}
    except OSError as error:
        raise SourceError(f"{host} cannot be found: {error}.") from error
    for address in found:
        if not ip_address(str(address).partition("%")[0]).is_global:
            raise SourceError(f"{host} is in a private network; --private-addresses allows that.")
