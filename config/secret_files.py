"""Secrets that the first start generates into the data directory, so that none is ever shipped."""

import os
import secrets
import time
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SHORTEST = 32
FEWEST_DIFFERENT = 8
KNOWN = ("changeme", "change-me", "change_me", "secret", "django-insecure", "example", "password", "regimen")


def read_or_create(path: Path, *, length: int = 50) -> str:
    """The first line of ``path``; a new random one if there is no such file yet.

    Several processes may start at once: only one of them creates the file, the others read it.
    """
    try:
        # Before the file and apart from it, so that a folder that is a file is not taken for a secret that exists.
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise unusable(path.parent, "made", error) from error
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(length) + "\n")
    except FileExistsError:
        pass
    except OSError as error:
        raise unusable(path, "written", error) from error
    try:
        return read(path)
    except OSError as error:
        raise unusable(path, "read", error) from error


def read(path: Path) -> str:
    """Its first line; waits a second for the process that has just created it."""
    for _ in range(50):
        if value := path.read_text().strip():
            return value
        time.sleep(0.02)
    raise ImproperlyConfigured(f"{path} is empty. Delete it and start again to get a new secret.")


def unusable(path: Path, done: str, error: OSError) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{path} cannot be {done}: {error.strerror}. Set DATA_DIR to a writable folder.")


def is_named(name: str) -> bool:
    """Whether the environment has the secret, and not a file: then it is in no backup."""
    return bool(os.environ.get(name, "").strip())


def refuse_known(name: str, value: str) -> str:
    """``value``, unless it is short or one of the defaults that everybody knows."""
    folded = value.lower()
    if len(value) < SHORTEST or any(folded.startswith(word) for word in KNOWN) or len(set(value)) < FEWEST_DIFFERENT:
        raise ImproperlyConfigured(
            f"{name} is too short or a well-known default. Remove it to have one generated, "
            f"or set at least {SHORTEST} random characters."
        )
    return value
