"""Who sends a request.

On ``/api/v2`` ``Bearer`` (JWT) comes first, so that a refusal is a 401 with a challenge; then ``Token`` and ``ApiKey``.
On ``/api/v1`` there are only keys, which is what Waistline sends.
"""

import re
from typing import Any

from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import InvalidToken
from rest_framework_simplejwt.tokens import Token

from accounts import scopes, tokens
from accounts.models import ApiKey, PermanentToken, User

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def credential(request: Request, scheme: str) -> str | None:
    """What follows ``scheme`` in the Authorization header, ``None`` if another scheme or none was sent.

    ``Bearer: <token>``, with the colon, is how the documentation of these apps writes it.
    """
    first, *rest = get_authorization_header(request).decode("latin-1").split() or [""]
    if first.lower().rstrip(":") != scheme.lower():
        return None
    if len(rest) != 1:
        problem = "contain no spaces" if rest else "not be empty"
        raise AuthenticationFailed(f"The {scheme} in the Authorization header must {problem}.")
    return rest[0]


class BearerAuthentication(JWTAuthentication):
    """An access token from ``token``, ``token/refresh`` or the headless sign-in."""

    def authenticate(self, request: Request) -> tuple[Any, Token] | None:
        raw = credential(request, "Bearer")
        if raw is None:
            return None
        claims = self.get_validated_token(raw.encode())
        try:
            return tokens.owner(claims), claims
        except InvalidToken as error:
            raise AuthenticationFailed(
                {"detail": "Given token not valid for any token type", "code": "token_not_valid"}
            ) from error

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class PermanentTokenAuthentication(BaseAuthentication):
    """A person's permanent token, by its digest: one query, and no secret is compared or logged."""

    def authenticate(self, request: Request) -> tuple[User, Any] | None:
        raw = credential(request, "Token")
        if raw is None:
            return None
        token = PermanentToken.objects.with_person(raw)
        if token is None or not token.is_live:
            raise AuthenticationFailed("Invalid token.")
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Token"


class ApiKeyAuthentication(BaseAuthentication):
    """A person's API key on ``/api/v2``, within its scope: one query, and a write at most once an hour."""

    is_diary = False
    refusal = "Invalid API key."

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        secret = self.secret(request)
        if secret is None:
            return None
        key = ApiKey.objects.with_person(secret) if UUID.fullmatch(secret) else None
        if key is None or not key.is_live:
            raise AuthenticationFailed(self.refusal)
        view = request.parser_context.get("view") if request.parser_context else None
        scopes.check(key, method=str(request.method), view=view, is_diary=self.is_diary)
        key.touch()
        return key.user, key

    def secret(self, request: Request) -> str | None:
        """The key that was sent, in lower case; ``None`` if there is none."""
        raw = credential(request, "ApiKey")
        return raw.lower() if raw else None

    def authenticate_header(self, request: Request) -> str:
        return "ApiKey"


class DiaryKeyAuthentication(ApiKeyAuthentication):
    """The same on ``/api/v1``, as people type it into Waistline: in any case, with stray blanks or a colon."""

    is_diary = True
    refusal = "Your API Key is not valid."

    def secret(self, request: Request) -> str | None:
        scheme, *rest = get_authorization_header(request).decode("latin-1").split() or [""]
        # More words are ignored, because the server that the app was written for does so.
        return rest[0].lower() if scheme.lower().rstrip(":") == "apikey" and rest else None
