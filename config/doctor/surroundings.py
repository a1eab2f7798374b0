"""Where the server is, who may reach it, and what it is made of."""

import contextlib
import io
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.http.request import validate_host

from config import __version__, healthcheck, launch
from config.doctor import Finding, Level
from config.hosts import PrivateAddress, networks

MOST_SECONDS_APART = 30


def versions() -> Iterator[Finding]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding(
        "versions", f"Regimen {__version__}, Python {python}, Django {django.__version__}, {platform.system()}"
    )


def address() -> Iterator[Finding]:
    yield Finding("address", f"people find it at {launch.address()}")
    is_open = settings.HOST in launch.EVERY_ADDRESS
    reach = "every address of this machine" if is_open else settings.HOST
    with contextlib.redirect_stderr(io.StringIO()):
        answers = "a server answers there" if healthcheck.is_healthy() else "no server answers there now"
    yield Finding("address", f"listens on {reach}, port {settings.PORT}; {answers}")
    if settings.DEBUG:
        level = Level.WRONG if is_open else Level.DOUBTFUL
        yield Finding("address", "DEBUG is on: errors show source code", level, "Remove DEBUG from the settings.")
    if not settings.SITE_URL and is_open:
        yield Finding(
            "address",
            "SITE_URL is not set",
            Level.DOUBTFUL,
            "Set it to the address that people type, e.g. https://fit.example.org: links and cookies follow from it.",
        )
    site = urlsplit(settings.SITE_URL)
    if site.scheme == "http" and not is_private(site.hostname or ""):
        yield Finding(
            "address",
            "SITE_URL begins with http: passwords and keys travel in clear",
            Level.DOUBTFUL,
            "Put a proxy with a certificate before it and set SITE_URL to https://…",
        )


def is_private(host: str) -> bool:
    return host == "localhost" or host.endswith(".local") or PrivateAddress("") == host


def allowed_hosts() -> Iterator[Finding]:
    names = [str(name) for name in settings.ALLOWED_HOSTS]
    yield Finding("hosts", f"answers to {', '.join(names)}")
    site = urlsplit(settings.SITE_URL).hostname
    if site and not validate_host(site, settings.ALLOWED_HOSTS):
        yield Finding(
            "hosts",
            f"{site}, the host of SITE_URL, is not among ALLOWED_HOSTS",
            Level.WRONG,
            f"Add {site} to ALLOWED_HOSTS, or remove ALLOWED_HOSTS.",
        )


def proxies() -> Iterator[Finding]:
    if any(block.prefixlen == 0 for block in networks(settings.TRUSTED_PROXIES)):
        yield Finding(
            "proxy",
            "every address is a trusted proxy: anybody can claim to be anybody",
            Level.WRONG,
            "Set TRUSTED_PROXIES to the address of the proxy, e.g. 172.18.0.0/16.",
        )
    elif settings.TRUSTED_PROXIES:
        yield Finding("proxy", f"believes {', '.join(settings.TRUSTED_PROXIES)} about the address of a client")
    elif settings.SITE_URL.startswith("https:"):
        yield Finding(
            "proxy",
            "SITE_URL is https, which a proxy makes, but no proxy is trusted: all people seem to have its address",
            Level.DOUBTFUL,
            "Set TRUSTED_PROXIES to the address of the proxy, e.g. 127.0.0.1.",
        )
    else:
        yield Finding("proxy", "none; clients are believed to be where they connect from")


def clock() -> Iterator[Finding]:
    now = datetime.now(UTC)
    yield Finding(
        "clock", f"{now:%Y-%m-%d %H:%M:%S} UTC; people without a time zone of their own: {settings.TIME_ZONE}"
    )
    advice = "Have the clock set by the network (NTP): second factors and tokens depend on it."
    newest = MigrationRecorder(connection).migration_qs.order_by("-applied").values_list("applied", flat=True).first()
    if newest and newest > now:
        yield Finding("clock", "it is before the time at which the tables were made", Level.WRONG, advice)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            seconds = abs((cursor.fetchone()[0] - datetime.now(UTC)).total_seconds())
        if seconds > MOST_SECONDS_APART:
            yield Finding("clock", f"the database's is {seconds:.0f} s away from it", Level.WRONG, advice)
