"""What all pages of a signed-in person have in common."""

from typing import Any, cast
from zoneinfo import ZoneInfo

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.generic import TemplateView

from accounts.models import User


class Page(LoginRequiredMixin, TemplateView):
    """A page for the person who is signed in, in their time zone; nobody keeps a copy of it.

    ``current`` names the link of the menu that leads here.
    """

    current = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            timezone.activate(ZoneInfo(request.user.time_zone))
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(current=self.current, **kwargs)

    @property
    def person(self) -> User:
        return cast("User", self.request.user)
