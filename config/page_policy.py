"""What pages may load and run: a Content-Security-Policy on all HTML, whoever renders it."""

from typing import cast

from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase
from rest_framework.renderers import BrowsableAPIRenderer

# The framework's own templates, and nothing of ours, have style="..." on a few elements.
BROWSABLE = {"style-src-attr": ["'unsafe-inline'"]}


class PagePolicy(CSPMiddleware):
    """Stands before all others, so that pages about their errors have a policy, too.

    Nonces are not made: no page has a script between its tags.  JSON runs nothing, so it goes through untouched.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = cast("HttpResponseBase", self.get_response(request))
        if response.headers.get("Content-Type", "").startswith("text/html"):
            self.process_response(request, response)
        return response

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,  # noqa: FBT001, FBT002 (the library's)
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if isinstance(getattr(response, "accepted_renderer", None), BrowsableAPIRenderer):
            parts.update = BROWSABLE
        return parts
