"""Signing in: a pair of tokens, the permanent token, a new account."""

from typing import Any

from django.conf import settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied, ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_200_OK, HTTP_201_CREATED, HTTP_401_UNAUTHORIZED

from accounts import actions, tokens
from accounts.authentication import BearerAuthentication
from accounts.models import PermanentToken
from accounts.serializers import (
    LoginSerializer,
    RegistrationSerializer,
    TokenObtainSerializer,
    TokenRefreshSerializer,
    TokenVerifySerializer,
)
from config.api.throttling import AccountAndAddress, RegistrationThrottle, RegistrationTotalThrottle

UNKNOWN = "No active account found with the given credentials"
# The documentation of these apps calls the permanent token deprecated since this day (RFC 9745).
DEPRECATED_SINCE = "@1706313600"


class SecondFactorMissing(AuthenticationFailed):
    """One ``code`` whether the second factor is missing or wrong: apps ask for it in both cases."""

    status_code = HTTP_401_UNAUTHORIZED

    def __init__(self, refusal: actions.SecondFactorRequired) -> None:
        said = str(refusal) or 'This account has a second factor: send its code in "code".'
        super().__init__({"detail": said, "code": "mfa_required"})


class CredentialView(GenericAPIView):
    """A route that accepts credentials; it looks at no others, and its budget is per account and address."""

    permission_classes = (AllowAny,)
    throttle_classes: Any = (AccountAndAddress,)

    def get_authenticators(self) -> list[BaseAuthentication]:
        return []

    def get_authenticate_header(self, request: Request) -> str:
        return BearerAuthentication().authenticate_header(request)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    def sent(self) -> dict[str, Any]:
        """The body, validated."""
        serializer = self.get_serializer(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)


class TokenObtainView(CredentialView):
    """Exchange a user name (or e-mail address) and password for an access and a refresh token."""

    serializer_class = TokenObtainSerializer

    @extend_schema(responses={200: TokenObtainSerializer, 401: OpenApiTypes.OBJECT})
    def post(self, request: Request, **_: Any) -> Response:
        sent = self.sent()
        try:
            user = actions.check_credentials(
                request=request._request,
                name=sent["username"],
                password=sent["password"],
                code=sent.get("code", ""),
            )
        except actions.WrongCredentials:
            raise AuthenticationFailed(UNKNOWN, code="no_active_account") from None
        except actions.SecondFactorRequired as refusal:
            raise SecondFactorMissing(refusal) from None
        pair = tokens.sign_in(user=user, user_agent=request.headers.get("User-Agent", ""))
        return Response({"refresh": pair.refresh, "access": pair.access})


class TokenRefreshView(CredentialView):
    """Exchange a refresh token for a new pair.  The old one works until the new one is used for the first time."""

    serializer_class = TokenRefreshSerializer

    @extend_schema(responses={200: TokenRefreshSerializer, 401: OpenApiTypes.OBJECT})
    def post(self, request: Request, **_: Any) -> Response:
        pair = tokens.refresh(token=self.sent()["refresh"])
        return Response({"access": pair.access, "refresh": pair.refresh})


class TokenVerifyView(CredentialView):
    """Tell whether an access or a refresh token works now: 200 or 401."""

    serializer_class = TokenVerifySerializer

    @extend_schema(responses={200: inline_serializer("TokenVerified", {}), 401: OpenApiTypes.OBJECT})
    def post(self, request: Request, **_: Any) -> Response:
        tokens.verify(token=self.sent()["token"])
        return Response({})


class LoginView(CredentialView):
    """Exchange a user name or e-mail address and password for the permanent token; one is made if there is none."""

    serializer_class = LoginSerializer

    @extend_schema(responses=inline_serializer("LoginHint", {"message": serializers.CharField()}))
    def get(self, request: Request, **_: Any) -> Response:
        return Response({"message": "You must send a 'username' and 'password' via POST"})

    @extend_schema(responses={200: LoginSerializer, 401: OpenApiTypes.OBJECT})
    def post(self, request: Request, **_: Any) -> Response:
        sent = self.sent()
        try:
            user = actions.check_credentials(
                request=request._request,
                name=sent.get("username") or sent["email"],
                password=sent["password"],
                code=sent.get("code", ""),
            )
        except actions.WrongCredentials:
            raise ValidationError({"non_field_errors": ["Username or password unknown"]}) from None
        except actions.SecondFactorRequired as refusal:
            raise SecondFactorMissing(refusal) from None
        token = PermanentToken.of(user)
        return Response({"token": token.secret}, status=HTTP_200_OK, headers={"Deprecation": DEPRECATED_SINCE})


class RegistrationView(CredentialView):
    """Create an account; the answer has its permanent token."""

    serializer_class = RegistrationSerializer
    throttle_classes = (RegistrationThrottle, RegistrationTotalThrottle)

    @extend_schema(
        responses={
            201: inline_serializer(
                "Registered", {"message": serializers.CharField(), "token": serializers.CharField()}
            ),
            403: OpenApiResponse(OpenApiTypes.OBJECT, description="Registration is switched off here."),
        }
    )
    def post(self, request: Request, **_: Any) -> Response:
        if not settings.ALLOW_REGISTRATION:
            raise PermissionDenied("Registration is not allowed on this instance.")
        user = actions.register(request=request._request, **self.sent())
        token = PermanentToken.of(user)
        body = {"message": "api user successfully registered", "token": token.secret}
        return Response(body, status=HTTP_201_CREATED)
