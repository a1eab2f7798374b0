from typing import Any

from django.utils import timezone

from accounts import panels
from accounts.keys import waistline_access
from accounts.pages.base import Page


class DashboardPage(Page):
    template_name = "accounts/dashboard.html"
    current = "dashboard"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = panels.Asked(self.person, timezone.localdate(), self.request)
        access = waistline_access(self.person, self.request)
        return super().get_context_data(panels=panels.shown(asked), **access, **kwargs)
