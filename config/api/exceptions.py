"""Every error becomes an answer here: JSON under ``/api/``, whatever went wrong."""

import sys
from http import HTTPStatus
from typing import Any

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
    ValidationError,
)
from django.db import DataError, IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.views import defaults
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error
from rest_framework.views import exception_handler

from config.api import shapes
from config.api.envelope import answers_json


class Conflict(exceptions.APIException):
    status_code = HTTPStatus.CONFLICT
    default_detail = "Somebody changed this at the same time; try again."
    default_code = "conflict"


class Unprocessable(exceptions.APIException):
    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_detail = "This cannot be done."
    default_code = "unprocessable"


class PayloadTooLarge(exceptions.APIException):
    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_detail = "The body is too large; send it in parts."
    default_code = "too_large"


class Busy(exceptions.APIException):
    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_detail = "The database is busy; try again in a moment."
    default_code = "busy"
    wait = 1


def translate(error: Exception) -> Exception:
    """The API's error for one that Django, the database or a plain module raised."""
    match error:
        case RequestDataTooBig():
            return PayloadTooLarge()
        case TooManyFieldsSent() | TooManyFilesSent() | MultiPartParserError() | UnreadablePostError():
            return exceptions.ParseError("The form could not be read: it is malformed or has too many parts.")
        case ValidationError():
            return exceptions.ValidationError(as_serializer_error(error))
        case SuspiciousOperation() | BadRequest():
            return exceptions.ParseError("The request could not be read.")
        case IntegrityError():
            # Serializers check what they can; this is what two requests at once can still run into.
            message = "This already exists, or it refers to something that does not exist any more."
            return exceptions.ValidationError({"non_field_errors": [message]}, code="unique")
        case DataError():
            return exceptions.ParseError("A value is too large or has characters that cannot be stored.")
        case OperationalError() if "locked" in str(error) or "deadlock" in str(error):
            return Busy()
    return error


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's ``EXCEPTION_HANDLER``.  ``None`` means that the error is ours: it becomes a logged 500."""
    return exception_handler(translate(error), context)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if answers_json(request):
        detail = "The request could not be understood."
        if type(exception).__name__ == "DisallowedHost":
            detail = "This server does not answer to that host name; add it to ALLOWED_HOSTS or SITE_URL."
        return shapes.error(request, HTTPStatus.BAD_REQUEST, detail)
    return defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if answers_json(request):
        return shapes.error(request, HTTPStatus.FORBIDDEN, "You do not have permission to do this.")
    return defaults.permission_denied(request, exception)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """``CSRF_FAILURE_VIEW``: tells what to do, because behind a proxy this is usually a missing setting."""
    detail = (
        f"{reason} Reload the page and try again. If that does not help, the server does not know its own address: "
        "set SITE_URL to what you type, and TRUSTED_PROXIES to the proxy's address."
    )
    if answers_json(request):
        return shapes.error(request, HTTPStatus.FORBIDDEN, detail)
    return render(request, "locked_out.html", {"detail": detail}, status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if answers_json(request):
        return shapes.error(request, HTTPStatus.NOT_FOUND, "Not found.")
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponseBase:
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError) and isinstance(translate(error), Busy):
        return busy(request)
    if answers_json(request):
        return shapes.error(
            request, HTTPStatus.INTERNAL_SERVER_ERROR, "The server made a mistake. X-Request-ID names it in its log."
        )
    return defaults.server_error(request)


def busy(request: HttpRequest) -> HttpResponseBase:
    """Somebody else has been writing for so long that this request gave up; nobody made a mistake."""
    response: HttpResponse
    if answers_json(request):
        response = shapes.error(request, Busy.status_code, str(Busy.default_detail))
    else:
        response = defaults.server_error(request, "503.html")
        response.status_code = Busy.status_code
    response["Retry-After"] = str(Busy.wait)
    return response
