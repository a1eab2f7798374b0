"""The pages that describe the API."""

from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.utils.decorators import method_decorator
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView, SpectacularSwaggerSplitView
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
            schema = super()._get_schema_response(request).data
            if settings.FORCE_SCRIPT_NAME:
                # The paths begin behind it, and Swagger would ask for them at the root of the host.
                schema["servers"] = [{"url": settings.FORCE_SCRIPT_NAME}]
            made["schema"] = schema
        return Response(made["schema"])


made: dict[str, Any] = {}


class SwaggerView(SpectacularSwaggerSplitView):
    """The description as a page with a form for every request; for everybody, whatever credential they send."""

    authentication_classes = ()
    permission_classes = (AllowAny,)


# It writes its styles into the page, and searches in a worker that it makes from its own text.
@method_decorator(csp_update({"style-src": ["'self'", "'unsafe-inline'"], "worker-src": ["blob:"]}), name="dispatch")
class RedocView(SpectacularRedocView):
    """The description as a page to read."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
