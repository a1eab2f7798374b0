"""The page at the root: what this is, and where to point apps."""

from typing import Any

from django.views.generic import TemplateView

from accounts.keys import server_address


class HomePage(TemplateView):
    template_name = "home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(address=server_address(self.request), **kwargs)
