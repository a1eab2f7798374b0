"""The way out: everything that a person has in one file, and the end of the account."""

from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import actions, leaving
from accounts.archive.download import ExportThrottle, answer
from accounts.serializers import CodeField, PasswordField
from config.api.throttling import AccountAndAddress
from config.api.viewsets import Dialect


class ExportView(Dialect, APIView):
    """Everything that you have here, as a ZIP with JSON, CSV and your pictures; docs/export.md describes it."""

    throttle_classes = (ExportThrottle,)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:  # noqa: FBT001, FBT002 (DRF's)
        # Whoever downloads asks for anything; only errors are rendered.
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(operation_id="account_export_retrieve", responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, **_: Any) -> HttpResponseBase:
        return answer(request.user, request.method)  # type: ignore[arg-type]


class DeletionSerializer(serializers.Serializer):
    """Your password, and the code of your second factor if you have one."""

    password = PasswordField()
    code = CodeField()
    deletion_due = serializers.DateTimeField(read_only=True, allow_null=True)


class DeletionView(GenericAPIView):
    """Have your account deleted.

    Every credential is void from now on.  Until ``deletion_due`` you can change your mind by signing in on the pages;
    null: nothing is left already.
    """

    # Neither an API key nor a token that somebody has borrowed: the password decides.
    person_only = True
    throttle_classes = (AccountAndAddress,)
    serializer_class = DeletionSerializer

    @extend_schema(operation_id="account_deletion_create", responses={200: DeletionSerializer})
    def post(self, request: Request, **_: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        sent = serializer.validated_data
        try:
            user = actions.check_credentials(
                request=request._request,
                name=request.user.get_username(),
                password=sent["password"],
                code=sent.get("code", ""),
            )
        except actions.WrongCredentials as error:
            raise ValidationError({"password": ["This is not your password."]}) from error
        except actions.SecondFactorRequired as error:
            raise ValidationError({"code": [str(error) or "Send the current code of your second factor."]}) from error
        return Response({"deletion_due": leaving.ask(user=user)})
