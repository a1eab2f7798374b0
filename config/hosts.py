"""Which names and addresses the server answers to, and whose word it takes about the client's address."""

import socket
from collections.abc import Callable, Iterable
from ipaddress import ip_address, ip_network
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponseBase

PRIVATE = [
    ip_network(block)
    for block in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "100.64.0.0/10",  # carrier-grade NAT, which is also what Tailscale hands out
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
]


class PrivateAddress(str):
    """An entry of ``ALLOWED_HOSTS`` that equals every loopback and private-range address.

    Django compares a host with each entry by ``==`` after ``lower()``, so this reaches every caller of
    ``get_host()``: CSRF, links, allauth and the admin.  A page of somebody else's site cannot be served from
    such an address, which is what ``ALLOWED_HOSTS`` guards against.
    """

    __slots__ = ()

    def lower(self) -> "PrivateAddress":
        return self

    def __eq__(self, host: object) -> bool:
        try:
            address = ip_address(str(host).strip("[]"))
        except ValueError:
            return False
        return any(address in block for block in PRIVATE)

    __hash__ = str.__hash__


def own_names() -> list[str]:
    """The machine's own host names, and ``.local`` as spoken in home networks."""
    name = socket.gethostname().lower()
    return sorted({name, f"{name.partition('.')[0]}.local"} - {"", ".local"})


def default_hosts(site_host: str | None) -> list[str]:
    """Loopback, the machine's names, private ranges and the host of ``SITE_URL``; never ``*``."""
    return ["localhost", *own_names(), PrivateAddress("private addresses"), *([site_host] if site_host else [])]


def networks(values: Iterable[str]) -> list[Any]:
    """``TRUSTED_PROXIES``: addresses and blocks such as ``10.0.0.0/8``."""
    try:
        return [ip_network(value, strict=False) for value in values]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"TRUSTED_PROXIES: {error}. Write addresses or blocks such as 172.18.0.0/16."
        ) from error


def plain_address(part: str) -> str | None:
    """The address in one part of ``X-Forwarded-For``, where some proxies write a port or brackets too."""
    text = part.strip().strip('"')
    for candidate in (text, text.strip("[]"), text.rpartition(":")[0].strip("[]")):
        try:
            return str(ip_address(candidate))
        except ValueError:
            continue
    return None


class TrustedProxies:
    """Believes ``X-Forwarded-For``, ``-Proto`` and ``-Host`` only from the proxies named in the settings.

    From anybody else the headers are removed, so that nothing further in can be misled by them.
    """

    HEADERS = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        from django.conf import settings

        self.get_response = get_response
        self.proxies = networks(settings.TRUSTED_PROXIES)

    def is_trusted(self, address: str) -> bool:
        try:
            parsed = ip_address(address)
        except ValueError:
            return False
        return any(parsed in block for block in self.proxies)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        meta = request.META
        chain, scheme, host, _ = (meta.pop(header, "") for header in self.HEADERS)
        if self.proxies and (chain or scheme or host) and self.is_trusted(meta.get("REMOTE_ADDR", "")):
            self.believe(meta, chain, scheme, host)
        return self.get_response(request)

    def believe(self, meta: dict[str, Any], chain: str, scheme: str, host: str) -> None:
        # From the right: the first address that is not one of our proxies is the client.
        for part in reversed(chain.split(",")):
            if (address := plain_address(part)) is None:
                break
            meta["REMOTE_ADDR"] = address
            if not self.is_trusted(address):
                break
        if (last := scheme.rsplit(",", maxsplit=1)[-1].strip().lower()) in {"http", "https"}:
            meta["wsgi.url_scheme"] = last
        if last := host.rsplit(",", maxsplit=1)[-1].strip():
            meta["HTTP_HOST"] = last
