"""Routes: every endpoint is one line in its app's ``urls.py`` and is listed at the root."""

from typing import Any, ClassVar

from django.urls import NoReverseMatch, URLPattern, URLResolver, path
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.routers import DefaultRouter
from rest_framework.urlpatterns import format_suffix_patterns
from rest_framework.views import APIView

from config.api.authentication import BrowserSession


class Root(APIView):
    """Everything this server offers to apps. Public rows need no sign-in; for your own, sign in or send a token."""

    permission_classes = (AllowAny,)
    authentication_classes = (BrowserSession,)
    routes: ClassVar[dict[str, str]] = {}
    router: Any = None

    def get_view_name(self) -> str:
        return "Regimen API"

    @extend_schema(responses={200: {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        found: dict[str, str] = {}
        for name, route in self.router.routes_by_name().items():
            try:
                found[name] = reverse(route, request=request)
            except NoReverseMatch:  # a route with arguments, such as a file's
                continue
        return Response(dict(sorted(found.items())))


class Router(DefaultRouter):
    """DRF's router, which also takes views that are no viewsets, so that the root and the tests see them."""

    root_view_name = "api-root"

    def __init__(self) -> None:
        super().__init__()
        self.views: dict[str, Any] = {}

    def register_view(self, prefix: str, view: type[APIView], name: str) -> None:
        """Route a plain view; ``name`` is for ``reverse()``."""
        self.views[prefix] = (view, name)

    def extend(self, other: "Router") -> None:
        """Take over the routes of an app."""
        self.registry.extend(other.registry)
        self.views.update(other.views)

    def routes_by_name(self) -> dict[str, str]:
        listed = {prefix: f"{basename}-list" for prefix, _, basename in self.registry}
        return listed | {prefix: name for prefix, (_, name) in self.views.items()}

    def get_api_root_view(self, api_urls: Any = None) -> Any:
        return Root.as_view(router=self)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        plain = [path(f"{prefix}/", view.as_view(), name=name) for prefix, (view, name) in self.views.items()]
        return [*format_suffix_patterns(plain), *super().get_urls()]
