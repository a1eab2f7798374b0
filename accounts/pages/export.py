"""The archive, for the browser's session."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from accounts.archive import download
from accounts.pages.base import Page


class ExportPage(Page):
    """No page: the file.  Who asks too often is told on the data page."""

    def get(  # type: ignore[override]
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if refusal := download.refusal(self.person):
            messages.error(request, refusal)
            return redirect("data-page")
        return download.answer(self.person, request.method)
