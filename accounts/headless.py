"""The newest app signs in at ``/allauth/app/v1/``; it gets the same kind of tokens as everybody else."""

from typing import Any

from allauth.headless.tokens.strategies.sessions import SessionTokenStrategy
from django.http import HttpRequest
from rest_framework_simplejwt.exceptions import InvalidToken

from accounts import tokens


class TokenStrategy(SessionTokenStrategy):
    """Session tokens while signing in, then an access and a refresh token."""

    def create_access_token_payload(self, request: HttpRequest) -> dict[str, Any] | None:
        pair = tokens.sign_in(user=request.user, user_agent=request.headers.get("User-Agent", ""))  # type: ignore[arg-type]
        return {"access_token": pair.access, "refresh_token": pair.refresh}

    def refresh_token(self, refresh_token: str) -> tuple[str, str] | None:
        try:
            pair = tokens.refresh(token=refresh_token)
        except InvalidToken:
            return None
        return pair.access, pair.refresh
