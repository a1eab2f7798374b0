"""The pages that describe the API."""

from typing import Any

from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView, SpectacularSwaggerView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response


class Kept:
    """Of a renderer of the description, which takes seconds to write: once per process and media type."""

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        kind: str = self.media_type  # type: ignore[attr-defined]
        if kind in written and data is made.get("schema"):
            return written[kind]
        body: bytes = super().render(data, *args, **kwargs)  # type: ignore[misc]
        if data is made.get("schema"):
            written[kind] = body
        return body


written: dict[str, bytes] = {}


class SchemaView(SpectacularAPIView):
    """The OpenAPI description of this server, in YAML or JSON."""

    renderer_classes = [type(each.__name__, (Kept, each), {}) for each in SpectacularAPIView.renderer_classes]  # noqa: RUF012 (an instance variable of the base)
    authentication_classes = ()
    permission_classes = (AllowAny,)

    def _get_schema_response(self, request: Request) -> Response:
        # Made once per process: the code does not change while it runs, and making it takes a second.
        if "schema" not in made:
            made["schema"] = super()._get_schema_response(request).data
        return Response(made["schema"])


made: dict[str, Any] = {}


class SwaggerView(SpectacularSwaggerView):
    """The description as a page with a form for every request; for everybody, whatever credential they send."""

    authentication_classes = ()
    permission_classes = (AllowAny,)


class RedocView(SpectacularRedocView):
    """The description as a page to read."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
