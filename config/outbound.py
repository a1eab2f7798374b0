"""The one way out: every address that this server is asked to fetch is fetched by this client.

It speaks http and https only, to public addresses unless the administrator allows others, and a name is looked up once:
what was checked is what is connected to.  Redirects are followed one by one, each as if it had been typed; credentials
stay with the origin that they were meant for.  Size and time are bounded.  See docs/adr/0031-one-way-in.md.
"""

import ipaddress
import socket
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import httpcore
import httpx
from django.conf import settings
from httpx import (
    URL,
    BaseTransport,
    Client,
    Headers,
    HTTPError,
    HTTPStatusError,
    InvalidURL,
    ReadTimeout,
    Request,
    Response,
    Timeout,
    TransportError,
    codes,
)

from config import __version__

MEGABYTE: Final = 1024 * 1024
USUAL_TIMEOUT: Final = Timeout(60, connect=10)
USUAL_SECONDS: Final = 300.0
USUAL_BYTES: Final = 64 * MEGABYTE
MOST_REDIRECTS: Final = 5
# Of the addresses of one name, how many are tried.
MOST_TRIED: Final = 4
# What another origin may hear after a redirect; everything else may be a credential.
HARMLESS: Final = {
    "accept",
    "accept-encoding",
    "accept-language",
    "connection",
    "host",
    "if-range",
    "range",
    "user-agent",
}
# How a body may be packed, and only once: each chunk is unpacked as a whole, a thousandfold by each of these.
UNPACKABLE: Final = {"", "identity", "gzip", "x-gzip", "deflate"}
# Headers that say how a body was packed, which it no longer is.
UNPACKED: Final = {"content-encoding", "content-length", "transfer-encoding"}
# Prefixes under which IPv6 carries an IPv4 address (RFC 6052, 8215).
TRANSLATED: Final = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
# What not every Python knows to be special, and where clouds tell their machines secrets (192.0.0.192, 168.63.129.16).
RESERVED: Final = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "168.63.129.16/32", "3fff::/20", "5f00::/16")))

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Addresses of a name and a port, as texts, the best first; raises ``OSError``.
Resolver = Callable[[str, int], list[str]]


class Refused(httpx.RequestError):
    """The address is none that this server fetches, or there is too much there.  Trying again does not help."""


def resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


@dataclass(frozen=True, slots=True)
class Limits:
    """For one request with its redirects; ``most_bytes`` as they arrive, before they are unpacked."""

    seconds: float = USUAL_SECONDS
    most_bytes: int = USUAL_BYTES


@dataclass(frozen=True, slots=True)
class Guard:
    """``trusted`` hosts may be anywhere, because somebody who administers this server has named them."""

    is_private_allowed: bool = False
    trusted: frozenset[str] = frozenset()
    resolver: Resolver = resolve

    def addresses(self, host: str, port: int) -> list[str]:
        """Where ``host`` may be connected to.  Raises ``Refused`` if any of its addresses is not public."""
        try:
            found = [text.partition("%")[0] for text in self.resolver(host, port)]
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} cannot be found: {error}") from error
        for text in found:
            self.check(host, text)
        return found[:MOST_TRIED]

    def check(self, host: str, text: str) -> None:
        if not self.is_free(host) and not is_public(ipaddress.ip_address(text)):
            raise Refused(
                f"{host} is in a private network; an administrator can allow that by ALLOW_PRIVATE_ADDRESSES, "
                "and of a command by --private-addresses."
            )

    def is_free(self, host: str) -> bool:
        return self.is_private_allowed or host.casefold() in self.trusted

    def check_url(self, url: URL) -> None:
        """What can be told without looking up a name."""
        if url.scheme not in {"http", "https"} or not url.host:
            raise Refused(f"{str(url)[:200]} is no http or https address.")
        try:
            literal = ipaddress.ip_address(url.host.strip("[]"))
        except ValueError:
            return
        self.check(url.host, str(literal))


def is_public(address: Address) -> bool:
    """Whether it is somewhere in the internet, also by the IPv4 address that it may carry within."""
    inner = within(address)
    if inner is not None:
        return is_public(inner)
    special = (
        address.is_multicast
        or address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_reserved
        or address.is_unspecified
        or getattr(address, "is_site_local", False)
        or any(address in network for network in RESERVED)
    )
    return address.is_global and not special


def within(address: Address) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if any(address in prefix for prefix in TRANSLATED):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


@dataclass(slots=True)
class Clock:
    """When the request that is under way has to be over."""

    until: float = 0.0

    def left(self, timeout: float | None) -> float:
        """At most ``timeout`` seconds.  Raises ``httpcore.ReadTimeout`` when the time is over."""
        remaining = self.until - time.monotonic()
        if remaining <= 0:
            raise httpcore.ReadTimeout("The answer took too long.")
        return remaining if timeout is None else min(timeout, remaining)


class TimedStream(httpcore.NetworkStream):
    """A connection on which a single byte now and then does not buy more time, not even within the headers."""

    def __init__(self, inner: httpcore.NetworkStream, clock: Clock) -> None:
        self.inner, self.clock = inner, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, self.clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, self.clock.left(timeout))

    def close(self) -> None:
        self.inner.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> Any:
        return TimedStream(self.inner.start_tls(ssl_context, server_hostname, self.clock.left(timeout)), self.clock)

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)


class PinnedBackend(httpcore.NetworkBackend):
    """Looks a name up, checks what it is, and connects to just that: nobody asks for the name a second time.

    The certificate is still checked against the name, because httpcore asks for TLS by the origin of the request.
    """

    def __init__(self, guard: Guard, clock: Clock) -> None:
        self.guard, self.clock, self.inner = guard, clock, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        problem: Exception = httpcore.ConnectError(f"{host} has no address.")
        for address in self.guard.addresses(host, port):
            try:
                left = self.clock.left(timeout)
                stream = self.inner.connect_tcp(address, port, left, local_address, socket_options)
                return TimedStream(stream, self.clock)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        raise Refused("A socket of this machine is no address.")

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class PinnedTransport(httpx.HTTPTransport):
    """Goes straight to where it is sent, never through a proxy that the environment may name."""

    def __init__(self, guard: Guard, clock: Clock) -> None:
        context = httpx.create_ssl_context()
        super().__init__(verify=context, trust_env=False)
        backend = PinnedBackend(guard, clock)
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=backend, max_connections=10)


class Bounded(httpx.SyncByteStream):
    """The body of an answer, as long as it is neither too large nor too slow."""

    def __init__(self, body: Any, limits: Limits, until: float, request: Request) -> None:
        self.body, self.limits, self.until, self.request = body, limits, until, request

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for chunk in self.body:
            size += len(chunk)
            if size > self.limits.most_bytes:
                raise Refused(
                    f"The answer has more than {self.limits.most_bytes / MEGABYTE:.0f} MB.", request=self.request
                )
            check_time(self.until, self.request)
            yield chunk

    def close(self) -> None:
        self.body.close()


def check_packing(response: Response) -> None:
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in UNPACKABLE:
        response.close()
        raise Refused(f"The answer is packed as {packing[:40]!r}, which is not read here.", request=response.request)


def check_time(until: float, request: Request) -> None:
    if time.monotonic() > until:
        raise ReadTimeout("The answer took too long.", request=request)


class GuardedClient(Client):
    """To be used by one thread at a time, for one request after the other."""

    def __init__(self, guard: Guard, limits: Limits, transport: BaseTransport | None, headers: dict[str, str]) -> None:
        self.guard, self.limits, self.clock = guard, limits, Clock()
        super().__init__(
            timeout=USUAL_TIMEOUT,
            headers={"User-Agent": f"Regimen/{__version__}", "Accept-Encoding": "gzip, deflate"} | headers,
            follow_redirects=False,
            trust_env=False,
            transport=transport or PinnedTransport(guard, self.clock),
        )

    def send(self, request: Request, *, stream: bool = False, **kwargs: Any) -> Response:
        """Whoever reads it without a stream gets the whole body, if it is not too large."""
        until = self.clock.until = time.monotonic() + self.limits.seconds
        kwargs["follow_redirects"] = False
        for _ in range(MOST_REDIRECTS + 1):
            self.guard.check_url(request.url)
            response = super().send(request, stream=True, **kwargs)
            if response.next_request is None:
                check_packing(response)
                response.stream = Bounded(response.stream, self.limits, until, request)
                return response if stream else self.whole(response)
            response.close()
            check_time(until, request)
            # A session of another site is none of ours.
            self.cookies.clear()
            kwargs["auth"] = None
            request = onward(request, response.next_request)
        raise httpx.TooManyRedirects(f"There were more than {MOST_REDIRECTS} redirects.", request=request)

    def whole(self, response: Response) -> Response:
        content = bytearray()
        try:
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > self.limits.most_bytes:
                    raise Refused("The answer is larger than it seemed.", request=response.request)
        finally:
            response.close()
        headers = [(name, value) for name, value in response.headers.multi_items() if name not in UNPACKED]
        return Response(response.status_code, headers=headers, content=bytes(content), request=response.request)


def onward(asked: Request, following: Request) -> Request:
    """The request that a redirect leads to; another origin hears nothing that may be a credential."""
    if origin(asked.url) == origin(following.url):
        return following
    headers = [(name, value) for name, value in following.headers.multi_items() if name in HARMLESS]
    bare = following.url.copy_with(username=None, password=None)
    return Request("HEAD" if asked.method == "HEAD" else "GET", bare, headers=headers, extensions=asked.extensions)


def origin(url: URL) -> tuple[str, str, int]:
    return url.scheme, url.host, url.port or {"https": 443}.get(url.scheme, 80)


def client(
    *,
    private: bool | None = None,
    trusted: Collection[str] = (),
    limits: Limits | None = None,
    transport: BaseTransport | None = None,
    headers: dict[str, str] | None = None,
    resolver: Resolver = resolve,
) -> Client:
    """``private`` says whether addresses of the own network are fetched; by default the administrator's setting does.

    ``trusted`` are addresses typed by an administrator: their hosts may be in the own network, nothing that they lead
    to.  ``transport`` takes the place of the network, in tests.
    """
    is_private_allowed = settings.ALLOW_PRIVATE_ADDRESSES if private is None else private
    hosts = frozenset(host.casefold() for text in trusted if (host := host_of(text)))
    guard = Guard(is_private_allowed=is_private_allowed, trusted=hosts, resolver=resolver)
    return GuardedClient(guard, limits or Limits(), transport, headers or {})


def host_of(address: str) -> str:
    try:
        return URL(address if "://" in address else f"https://{address}").host
    except InvalidURL:
        return ""


__all__ = [
    "URL",
    "BaseTransport",
    "Client",
    "HTTPError",
    "HTTPStatusError",
    "Headers",
    "InvalidURL",
    "Limits",
    "ReadTimeout",
    "Refused",
    "Request",
    "Response",
    "Timeout",
    "TransportError",
    "client",
    "codes",
]
