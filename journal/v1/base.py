"""What every endpoint of ``/api/v1`` does the same way."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

import orjson
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from rest_framework import exceptions
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_204_NO_CONTENT
from rest_framework.views import APIView

from accounts.authentication import DiaryKeyAuthentication
from accounts.models import DailyUsage, User
from accounts.quota import DailyLimit
from journal.periods import today_in
from journal.v1 import errors


class JSON(BaseRenderer):
    """Compact JSON; pieces that are stored as JSON go out in the characters in which they came."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        return b"" if data is None else orjson.dumps(data)


class NothingToNegotiate(BaseContentNegotiation):
    """JSON in both directions, whatever the headers say: older apps announce text and accept anything."""

    def select_parser(self, request: Request, parsers: Any) -> BaseParser | None:
        return None

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> tuple[Any, str]:
        return renderers[0], renderers[0].media_type


class JournalView(APIView):
    """Base of the endpoints of ``/api/v1``: an API key, a daily limit, errors in an envelope, no cookies."""

    authentication_classes: Any = (DiaryKeyAuthentication,)
    permission_classes: Any = (IsAuthenticated,)
    throttle_classes: Any = (DailyLimit,)
    renderer_classes = (JSON,)
    parser_classes = ()
    content_negotiation_class = NothingToNegotiate

    usage = DailyUsage.Kind.READ
    limit_headers: Mapping[str, str] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        # Before the key is looked at: a wrong method is wrong for everybody.
        if str(request.method).lower() not in self.http_method_names or not hasattr(self, str(request.method).lower()):
            raise exceptions.MethodNotAllowed(str(request.method))
        if request.method != "OPTIONS":
            super().initial(request, *args, **kwargs)

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return Response(status=HTTP_204_NO_CONTENT)

    def get_exception_handler(self) -> Callable[..., Response | None]:
        return errors.answer

    def permission_denied(self, request: Request, message: str | None = None, code: str | None = None) -> Any:
        raise exceptions.NotAuthenticated("You have not supplied an API Key.")

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in self.limit_headers.items():
            response[name] = value
        response["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, ["Authorization"])
        return response

    @property
    def person(self) -> User:
        """Who the key belongs to."""
        return cast("User", self.request.user)

    def today(self) -> date:
        return today_in(self.person.time_zone, timezone.now())
