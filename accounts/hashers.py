"""Passwords that people bring along from another server."""

import hashlib
from base64 import b64encode
from typing import Any

from django.contrib.auth.hashers import BCryptPasswordHasher

# What bcrypt looks at; its library refuses more instead of cutting it off.
LONGEST = 72


class MovedBcryptHasher(BCryptPasswordHasher):
    """bcrypt as Symfony uses it, whose ``$2y$`` hashes Waistline's first server stores.

    Passwords of more than 72 bytes, or with a NUL, are digested first.
    """

    def encode(self, password: str, salt: Any) -> str:
        raw = password.encode()
        if len(raw) > LONGEST or b"\0" in raw:
            raw = b64encode(hashlib.sha512(raw).digest())[:LONGEST]
        return str(super().encode(raw.decode(), salt))
