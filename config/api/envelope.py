"""What every request and every answer has, whoever handles it."""

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from http import HTTPStatus
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from config import __version__
from config.api import shapes

Handler = Callable[[HttpRequest], HttpResponseBase]

JSON_PATHS = ("/api/", "/allauth/")
# Here nothing knows sessions: a cookie that a browser sends along is neither read nor answered, not even by an error.
STATELESS_PATHS = ("/api/v1/",)
SLASHED = ("/api/", "/accounts/", "/admin/")
UNSLASHED = ("/api", "/accounts", "/admin")
USABLE_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")
# Anybody may send to these, so what is read into memory stays small.
CREDENTIAL_PATHS = ("/api/v2/token/", "/api/v2/login/", "/api/v2/register/", "/allauth/", "/accounts/")
CREDENTIAL_BYTES = 64 * 1024
# How much of a refused body is still read, so that the client gets to see the answer instead of a broken pipe.
DRAINED_BYTES = 128 * 1024 * 1024

current_request_id: ContextVar[str] = ContextVar("current_request_id", default="-")


class RequestIdFilter(logging.Filter):
    """Gives each log line the id of the request it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id.get()
        return True


def answers_json(request: HttpRequest) -> bool:
    """Whether an error of this path has to be JSON: apps parse it even then."""
    return request.path_info.startswith(JSON_PATHS)


class Envelope:
    """Request id, version and length headers, both slash forms, and a clean time zone for each request.

    A path below ``/api/`` is routed as if it ended in a slash.  It is not redirected, because clients lose the body
    of a redirected POST, and ``request.path`` stays as it was sent, so that links keep the client's form.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        sent = request.headers.get("X-Request-ID", "")
        request_id = sent if USABLE_ID.fullmatch(sent) else uuid4().hex
        current_request_id.set(request_id)
        timezone.deactivate()
        request.path_info = routed(request.path_info)
        if request.path_info.startswith(STATELESS_PATHS):
            request.COOKIES = {}
        response = self.get_response(request)
        if not response.streaming and not response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))  # type: ignore[attr-defined]
        if request.method == "HEAD" and not response.streaming:
            response.content = b""  # type: ignore[attr-defined]
        response["X-Request-ID"] = request_id
        response["X-Regimen-Version"] = __version__
        return response


def routed(path: str) -> str:
    """The form of a path that is in the routes: allauth's API has no slash at its end, everything else has one."""
    if path.startswith("/allauth/"):
        return path.rstrip("/")
    if path in UNSLASHED or (path.startswith(SLASHED) and not path.endswith("/")):
        return f"{path}/"
    return path


class RequestLimits:
    """Refuses an unknown host and a body that is too large before anything reads it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.get_host()  # raises DisallowedHost, which becomes a 400
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return self.get_response(request)
        if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            return shapes.error(
                request, HTTPStatus.LENGTH_REQUIRED, "Send the body with a Content-Length; chunked bodies are not read."
            )
        length, limit = content_length(request), body_limit(request)
        if length > limit:
            drain(request, length)
            return shapes.error(
                request,
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                f"The body has {length} bytes; at most {limit} are accepted. Send it in parts.",
            )
        return self.get_response(request)


def content_length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def body_limit(request: HttpRequest) -> int:
    """Bytes that a body of this content type may have."""
    if request.path_info.startswith(CREDENTIAL_PATHS):
        return CREDENTIAL_BYTES
    if request.content_type == "multipart/form-data":
        return int(settings.MAX_UPLOAD_SIZE) + settings.MEGABYTE
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def drain(request: HttpRequest, length: int) -> None:
    left = min(length, DRAINED_BYTES)
    while left > 0 and (chunk := request.read(min(left, 65536))):
        left -= len(chunk)
