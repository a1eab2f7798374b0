"""Budgets of the routes that accept credentials."""

import hashlib
from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView


def client_address(request: Any) -> str:
    """The client's address; ``config.hosts.TrustedProxies`` has already put it where the peer's was."""
    return str(request.META.get("REMOTE_ADDR", ""))


class AccountAndAddress(SimpleRateThrottle):
    """Counts attempts per account and address together.

    By the address alone, one member of a household or everybody behind one proxy could lock all others out; by the
    account alone, anybody could lock its owner out.
    """

    scope = "credentials"
    account_fields: ClassVar[tuple[str, ...]] = ("username", "email", "refresh", "token")

    def get_cache_key(self, request: Request, view: APIView) -> str:
        # Only a digest reaches the cache: an account may be named by a token.
        ident = digest(f"{client_address(request)} {self.account(request)}")
        return self.cache_format % {"scope": self.scope, "ident": ident}

    def account(self, request: Request) -> str:
        if request.user and request.user.is_authenticated:
            return f"user {request.user.pk}"
        sent: Any = request.data if hasattr(request.data, "get") else {}
        named = next((str(sent[name]) for name in self.account_fields if sent.get(name)), "")
        return named.strip().lower()


class RegistrationThrottle(AccountAndAddress):
    scope = "registration"


class RegistrationTotalThrottle(SimpleRateThrottle):
    """All new accounts of the server together, against floods from many addresses under many names.

    Refused attempts do not count, or one stranger could close registration for everybody.
    """

    scope = "registration_total"

    def throttle_success(self) -> bool:
        return True

    @classmethod
    def count(cls) -> None:
        """Remember one account that was made."""
        budget: Any = cls()
        key = budget.get_cache_key(None, None)
        history = budget.cache.get(key, [])
        budget.cache.set(key, [budget.timer(), *history], budget.duration)

    def get_cache_key(self, request: Request | None, view: APIView | None) -> str:
        return self.cache_format % {"scope": self.scope, "ident": "everybody"}


class MailThrottle(AccountAndAddress):
    """Mails that a signed-in person can make the server send."""

    scope = "mail"


class ContributionThrottle(SimpleRateThrottle):
    """What a person may add to the catalogue; whoever has the view's ``add_permission`` is not counted."""

    scope = "contribution"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        user: Any = request.user
        if request.method != "POST" or not user.is_authenticated or user.has_perm(view.add_permission):
            return None
        return self.cache_format % {"scope": self.scope, "ident": user.pk}


class LanguageCheckThrottle(AccountAndAddress):
    scope = "language_check"
    account_fields: ClassVar[tuple[str, ...]] = ()


def digest(text: str) -> str:
    return hashlib.blake2s(text.encode(errors="replace"), digest_size=16).hexdigest()
