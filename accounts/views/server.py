"""What apps ask the server about itself."""

from typing import Any

from django.conf import settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config.api.authentication import BrowserSession
from config.api.viewsets import Dialect


class VersionView(APIView):
    """The version of the wger API that this server is compatible with; apps compare it with their own."""

    permission_classes = (AllowAny,)
    setting = "COMPATIBLE_VERSION"

    def get_authenticators(self) -> list[BaseAuthentication]:
        return [BrowserSession()]

    @extend_schema(responses=OpenApiTypes.STR)
    def get(self, request: Request, **_: Any) -> Response:
        return Response(getattr(settings, self.setting))


class MinAppVersionView(VersionView):
    """The oldest app that works with this server."""

    setting = "MIN_APP_VERSION"


class MinServerVersionView(VersionView):
    """The oldest server that may copy its catalogue from this one."""

    setting = "MIN_SERVER_VERSION"


class CheckPermissionView(Dialect, APIView):
    """Tell whether the caller has a permission such as ``exercises.add_exercise``; nobody has none."""

    permission_classes = (AllowAny,)

    @extend_schema(
        parameters=[OpenApiParameter("permission", str, required=True)],
        responses=inline_serializer("PermissionCheck", {"result": serializers.BooleanField()}),
    )
    def get(self, request: Request, **_: Any) -> Response:
        name = request.query_params.get("permission")
        if not name:
            raise ValidationError({"permission": ["Name a permission, such as exercises.add_exercise."]})
        return Response({"result": request.user.has_perm(name)})
