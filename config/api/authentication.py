"""The browser's way in; JWT and tokens are in ``accounts``, the order of all is in the settings."""

from typing import Any

from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request

# What browsers say of a request that no other site has made: a page of ours, or an address that somebody typed.
OWN = ("same-origin", "none")


class BrowserSession(SessionAuthentication):
    """The session of a signed-in browser, with CSRF, for the pages of the browsable API only.

    It does not look where JSON is negotiated or an Authorization header was sent, so a JSON answer never reads or sets
    a cookie and never depends on one.  Nor where a GET does something (``acts_on_get``) and another site leads there.
    """

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        renderer = getattr(request, "accepted_renderer", None)
        if request.META.get("HTTP_AUTHORIZATION") or getattr(renderer, "format", None) != "api":
            return None
        view = (request.parser_context or {}).get("view")
        if getattr(view, "acts_on_get", False) and request.headers.get("Sec-Fetch-Site", OWN[0]) not in OWN:
            return None
        return super().authenticate(request)
