"""The archive as an answer, for the API and for the page alike."""

import math
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from rest_framework.throttling import SimpleRateThrottle

from accounts.archive.writing import file_name, spool

if TYPE_CHECKING:
    from accounts.models import User

ZIP = "application/zip"


class ExportThrottle(SimpleRateThrottle):
    """Archives of one person: each reads everything that they have."""

    scope = "export"

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        if request.method != "GET" or not request.user.is_authenticated:
            return None
        return self.cache_format % {"scope": self.scope, "ident": request.user.pk}


def answer(user: "User", method: str | None) -> HttpResponseBase:
    """With its length, so that who downloads it knows how much is still to come; HEAD makes no archive."""
    name = file_name(user, timezone.localtime())
    response: HttpResponseBase
    if method == "HEAD":
        # As a stream, because a length would be taken for that of the archive.
        response = StreamingHttpResponse(content_type=ZIP)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    else:
        response = FileResponse(spool(user), as_attachment=True, filename=name, content_type=ZIP)
    response["X-Content-Type-Options"] = "nosniff"
    add_never_cache_headers(response)
    return response


def refusal(user: "User") -> str:
    """What a page says to somebody who has had their budget; empty for all others, for whom it counts."""
    throttle: Any = ExportThrottle()
    if throttle.allow_request(SimpleNamespace(method="GET", user=user), None):
        return ""
    minutes = math.ceil((throttle.wait() or 1) / 60)
    return f"You have downloaded it several times already. Try again in {minutes} minutes."
