"""The pages that describe the API."""

from typing import Any

from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView, SpectacularSwaggerView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response


class SchemaView(SpectacularAPIView):
    """The OpenAPI description of this server, in YAML or JSON."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    def _get_schema_response(self, request: Request) -> Response:
        # Made once per process: the code does not change while it runs, and making it takes a second.
        if "schema" not in made:
            made["schema"] = super()._get_schema_response(request).data
        return Response(made["schema"])


made: dict[str, Any] = {}


__all__ = ["SchemaView", "SpectacularRedocView", "SpectacularSwaggerView"]
