"""Tokens and keys at rest: found by a keyed digest, readable only with the key file of the data directory."""

import contextlib
import hashlib
import hmac
import os
import threading
from base64 import urlsafe_b64decode
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def key_file() -> Path:
    return Path(settings.CREDENTIAL_KEY_FILE)


def new_key() -> str:
    return Fernet.generate_key().decode()


def write_keys(keys: list[str]) -> None:
    """Replace the key file; readable by its owner only, never half-written."""
    path = key_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.new")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
        file.write("\n".join(keys) + "\n")
    draft.replace(path)


def keys() -> list[str]:
    """The keys of the key file, the current one first; the first start generates it."""
    path = key_file()
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}.{threading.get_ident()}")
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
            file.write(new_key() + "\n")
        # Linked when it is complete: of several processes one succeeds, and none reads half a file.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> list[str]:  # noqa: ARG001 (a changed file is read again)
    found = path.read_text().split()
    try:
        MultiFernet([Fernet(key) for key in found])
    except ValueError as error:
        raise ImproperlyConfigured(f"{path} has a line that is not a key. Restore it from a backup.") from error
    if not found:
        raise ImproperlyConfigured(f"{path} is empty. Restore it from a backup, or delete it and all tokens.")
    return found


def seal(secret: str) -> bytes:
    return MultiFernet([Fernet(key) for key in keys()]).encrypt(secret.encode())


def unseal(sealed: bytes) -> str:
    return MultiFernet([Fernet(key) for key in keys()]).decrypt(sealed).decode()


def digest(secret: str, key: str | None = None) -> str:
    """HMAC-SHA-256 in hex, under the current key unless another is named."""
    return hmac.new(urlsafe_b64decode(key or keys()[0]), secret.encode(), hashlib.sha256).hexdigest()


def digests(secret: str) -> list[str]:
    return [digest(secret, key) for key in keys()]
