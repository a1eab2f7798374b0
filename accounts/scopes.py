"""What an API key may do, by method and resource (docs/credentials.md).

The authentication of keys asks, so whoever is known by a key has passed here, whatever view was called.  A view says
what is special about it in two attributes:

- ``acts_on_get``: its GET does something, such as sending a mail, so a key that only reads may not ask.
- ``person_only``: no key may ask at all.  Credentials and the end of an account belong to whoever has the password.
"""

from typing import Any

from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS

from accounts.models import ApiKey, Scope

DIARY_ONLY = "This API key is for the diary only (/api/v1)."
READ_ONLY = "This API key may only read."
PERSON_ONLY = "No API key may do this; sign in with your password."


def check(key: ApiKey, *, method: str, view: Any, is_diary: bool) -> None:
    """Raise ``PermissionDenied`` for what is beyond the key's scope; ``is_diary``: on ``/api/v1``."""
    if getattr(view, "person_only", False):
        raise PermissionDenied(PERSON_ONLY)
    if key.scope == Scope.DIARY and not is_diary:
        raise PermissionDenied(DIARY_ONLY)
    reads = method in SAFE_METHODS and not (method != "OPTIONS" and getattr(view, "acts_on_get", False))
    if key.scope == Scope.READ and not reads:
        raise PermissionDenied(READ_ONLY)
