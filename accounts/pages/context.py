"""What every template may know."""

from django.conf import settings
from django.http import HttpRequest


def registration(request: HttpRequest) -> dict[str, bool]:  # noqa: ARG001 (what context processors get)
    return {"may_register": settings.ALLOW_REGISTRATION}
