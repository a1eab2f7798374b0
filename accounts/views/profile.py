"""The caller's profile."""

from typing import Any

from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import actions, scopes
from accounts.models import ApiKey, User
from accounts.serializers import ProfileSerializer
from config.api.throttling import MailThrottle
from config.api.viewsets import Dialect

CONFIRMATION = {
    "sent": "A verification email was sent.",
    "verified": "This email is already verified.",
    "not sent": "There is no email address to verify.",
}


class ProfileView(Dialect, GenericAPIView):
    """Your profile.  POST, PUT and PATCH all change just the fields that are sent: apps of each age use another."""

    serializer_class = ProfileSerializer

    def get_object(self) -> User:
        return self.request.user  # type: ignore[return-value]

    def get(self, request: Request, **_: Any) -> Response:
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(responses={200: ProfileSerializer}, operation_id="userprofile_change")
    def post(self, request: Request, **_: Any) -> Response:
        return self.change(request)

    @extend_schema(responses={200: ProfileSerializer})
    def put(self, request: Request, **_: Any) -> Response:
        return self.change(request)

    @extend_schema(responses={200: ProfileSerializer})
    def patch(self, request: Request, **_: Any) -> Response:
        return self.change(request)

    def change(self, request: Request) -> Response:
        user = still_signed_in(self.get_object())
        serializer = self.get_serializer(user, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        email: Any = serializer.validated_data.pop("email", None)
        changed = {*serializer.validated_data, *(["age"] if "birthdate" in serializer.validated_data else [])}
        serializer.save(update_fields=changed)
        if email and email.lower() != user.email.lower():
            if isinstance(request.auth, ApiKey):
                raise PermissionDenied(scopes.PERSON_ONLY)
            actions.change_email(request=request._request, user=user, email=email)
        return Response(self.get_serializer(user).data)


def still_signed_in(user: User) -> User:
    """The row as it is now, locked.

    The body may have taken long to arrive: what was read at its beginning must not be written back, and credentials
    that have ended since must not change anything.
    """
    now: User | None = User.objects.select_for_update().filter(pk=user.pk).first()
    if now is None or not now.is_active or now.credential_epoch != user.credential_epoch:
        raise NotAuthenticated
    return now


class VerifyEmailView(Dialect, GenericAPIView):
    """Have a mail sent that confirms your address.  Older apps ask by GET."""

    acts_on_get = True
    throttle_classes = (MailThrottle,)
    serializer_class = inline_serializer(
        "EmailConfirmation",
        {"status": serializers.CharField(), "result": serializers.CharField(), "message": serializers.CharField()},
    ).__class__

    def get(self, request: Request, **_: Any) -> Response:
        return self.answer(request)

    @extend_schema(request=None)
    def post(self, request: Request, **_: Any) -> Response:
        return self.answer(request)

    def answer(self, request: Request) -> Response:
        user: User = request.user  # type: ignore[assignment]
        status = actions.request_confirmation(request=request._request, user=user)
        return Response({"status": status, "result": status, "message": CONFIRMATION[status]})
