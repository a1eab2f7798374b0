"""Settings from the environment, each refused with a sentence that says what to write instead."""

import logging
import os
import re
import zoneinfo
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

FLAGS = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")
RATE = re.compile(r"[1-9][0-9]{0,8}/(s|sec|second|m|min|minute|h|hour|d|day)")


class Environment:
    """Typed access to environment variables; an empty value counts as not set."""

    def __init__(self, values: Mapping[str, str] = os.environ) -> None:
        self.values = values

    def text(self, name: str, default: str = "") -> str:
        return self.values.get(name, "").strip() or default

    def words(self, name: str, default: str = "") -> list[str]:
        """A comma list, blanks and empty items dropped."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def path(self, name: str, default: Path) -> Path:
        return Path(self.text(name, str(default))).expanduser().resolve()

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.text(name, str(default)).lower()
        if value not in FLAGS:
            raise ImproperlyConfigured(f"{name} is {value!r}; write True or False.")
        return FLAGS[value]

    def number(self, name: str, default: int, *, minimum: int, maximum: int) -> int:
        value = self.text(name, str(default))
        if not WHOLE_NUMBER.fullmatch(value) or not minimum <= int(value) <= maximum:
            raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number from {minimum} to {maximum}.")
        return int(value)

    def rate(self, name: str, default: str) -> str:
        """So many requests in a span of time, e.g. ``10/min``."""
        value = self.text(name, default)
        if not RATE.fullmatch(value):
            raise ImproperlyConfigured(f"{name} is {value!r}; write a number and a span, such as 10/min or 120/hour.")
        return value

    def zone(self, name: str, default: str) -> str:
        value = self.text(name, default)
        if value not in zoneinfo.available_timezones():
            raise ImproperlyConfigured(f"{name} is {value!r}; write a time zone such as Europe/Berlin.")
        return value

    def log_level(self, name: str, default: str) -> str:
        value = self.text(name, default).upper()
        if value not in logging.getLevelNamesMapping():
            raise ImproperlyConfigured(f"{name} is {value!r}; write DEBUG, INFO, WARNING or ERROR.")
        return value

    def site(self, name: str) -> SplitResult | None:
        """A web address as people type it, with an optional path; ``None`` if it is not set."""
        value = self.text(name)
        if not value:
            return None
        try:
            parts = urlsplit(value.rstrip("/"))
            usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        except ValueError:
            usable = False
        if not usable or parts.query or parts.fragment or parts.username:
            raise ImproperlyConfigured(
                f"{name} is {value!r}; write an address such as https://fit.example.org/regimen."
            )
        return parts

    def database(self, name: str, default: str) -> dict[str, Any]:
        """Django's ``DATABASES`` entry of an address; SQLite and PostgreSQL are supported."""
        return self._service(name, default, environ.Env.db_url_config, {"sqlite", "postgres", "postgresql"})

    def cache(self, name: str) -> dict[str, Any] | None:
        """Django's ``CACHES`` entry of a Redis address, ``None`` if it is not set."""
        if not self.text(name):
            return None
        return self._service(name, "", environ.Env.cache_url_config, {"redis", "rediss"})

    def mail(self, name: str, default: str) -> dict[str, Any]:
        """Django's ``EMAIL_*`` settings of an address such as ``smtp+tls://user:password@host:587``."""
        schemes = {"consolemail", "smtp", "smtps", "smtp+tls", "smtp+ssl", "memorymail", "dummymail"}
        return self._service(name, default, environ.Env.email_url_config, schemes)

    def _service(self, name: str, default: str, parse: Any, schemes: set[str]) -> dict[str, Any]:
        value = self.text(name, default)
        scheme = value.partition("://")[0]
        # The value may hold a password, so the sentence names the variable and the scheme only.
        if "://" not in value or scheme not in schemes:
            raise ImproperlyConfigured(f"{name} must begin with one of {', '.join(sorted(schemes))}, then ://")
        try:
            return dict(parse(value))
        except (ValueError, TypeError, KeyError, AttributeError, ImproperlyConfigured) as error:
            raise ImproperlyConfigured(f"{name} is not an address that can be read; see .env.example.") from error
