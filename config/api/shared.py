"""Endpoints of rows that belong to everybody beside rows that single people keep for themselves.

Somebody without a valid credential gets the public rows, by the same kept answers as the catalogue.  Somebody who is
known gets their own rows as well, in an answer that is theirs alone and kept nowhere.
"""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.cache import patch_cache_control, patch_vary_headers
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import APIException, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from config.api import answers
from config.api.authentication import BrowserSession
from config.api.viewsets import CatalogueViewSet, OwnWrites, find, found_or_404, locked, refuse_own_scope
from config.ownership import SharedQuerySet

_CALLER = "known_caller"
SCHEMES: Any = api_settings.DEFAULT_AUTHENTICATION_CLASSES


def caller(request: HttpRequest) -> tuple[Any, Any] | None:
    """Person and credential; ``None`` for nobody and for a credential that is invalid.  Looked up once a request."""
    if not request.META.get("HTTP_AUTHORIZATION"):
        return None
    if _CALLER not in request.__dict__:
        request.__dict__[_CALLER] = authenticated(request)
    found: tuple[Any, Any] | None = request.__dict__[_CALLER]
    return found


def authenticated(request: HttpRequest) -> tuple[Any, Any] | None:
    wrapped = Request(request)
    for scheme in SCHEMES:
        if scheme is BrowserSession:
            continue
        try:
            found: tuple[Any, Any] | None = scheme().authenticate(wrapped)
        except APIException:
            return None
        if found:
            return found
    return None


class KnownCaller(BaseAuthentication):
    """Whoever a valid credential names; with an invalid one a reader is nobody."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        return caller(request._request)


class ReadOnlySharedViewSet(CatalogueViewSet):
    """Public rows for everybody, and the caller's own."""

    queryset: SharedQuerySet[Any]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        refuse_own_scope(cls)

    @classmethod
    def is_known(cls, request: HttpRequest) -> bool:
        return caller(request) is not None

    @classmethod
    def vary(cls) -> str:
        return f"{answers.VARY}, Authorization"

    def get_authenticators(self) -> list[BaseAuthentication]:
        is_described = getattr(self, "swagger_fake_view", False)
        if not is_described and self.request is not None and self.request.method in SAFE_METHODS:
            return [KnownCaller(), BrowserSession()]
        return [scheme() for scheme in SCHEMES]

    def get_queryset(self) -> Any:
        return self.narrow(self.queryset.all().visible_to(self.request.user))

    def narrow(self, rows: Any) -> Any:
        """Override to leave out rows, public or own, that are not shown here."""
        return rows

    def get_object(self) -> Any:
        # Uuids are unique per person, so a public row may have the uuid of an own one; the own one is meant.
        own = find(self.narrow(self.queryset.all().owned_by(self.request.user)), self.kwargs["pk"])
        return own or super().get_object()

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Authorization"])
        if request.method not in SAFE_METHODS or request.user.is_authenticated:
            patch_cache_control(response, private=True, no_cache=True)
        return response


class SharedViewSet(OwnWrites, ReadOnlySharedViewSet):
    """The same, and who is signed in adds rows of their own, and changes and removes them."""

    not_yours: ClassVar[str] = "This belongs to everybody. You can change only what you have added yourself."

    def get_permissions(self) -> Any:
        return [AllowAny() if self.request is None or self.request.method in SAFE_METHODS else IsAuthenticated()]

    def get_object(self) -> Any:
        if self.request.method in SAFE_METHODS:
            return super().get_object()
        if (own := find(self.narrow(locked(self.own_rows())), self.kwargs["pk"])) is not None:
            return own
        found_or_404(find(self.get_queryset(), self.kwargs["pk"]))
        raise PermissionDenied(self.not_yours)
