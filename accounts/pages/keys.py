"""The API page: the permanent token, keys of apps and scripts, and what to send with them.

Whoever sees or makes a secret has typed their password within ``ACCOUNT_REAUTHENTICATION_TIMEOUT``; ending one is never
held up.
"""

from datetime import timedelta
from typing import Any

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from accounts import keys
from accounts.models import ApiKey, PermanentToken, Scope
from accounts.pages.base import Page

LIFETIMES = {"30": "30 days", "90": "90 days", "365": "a year", "": "until I revoke it"}


class KeyForm(forms.Form):
    """What a new key is called, what it may do, and for how long."""

    name = forms.CharField(max_length=80, help_text="What uses it, such as “Home Assistant”.")
    scope = forms.ChoiceField(
        label="It may", choices=Scope.choices, initial=Scope.READ, help_text="Choose the least that is enough."
    )
    days = forms.ChoiceField(label="It works for", choices=list(LIFETIMES.items()), initial="365", required=False)

    def expires(self) -> Any:
        days = self.cleaned_data["days"]
        return timezone.now() + timedelta(days=int(days)) if days else None


class Confirmed(Page):
    """A page for whoever signed in, or typed their password again, a moment ago; it asks the others to."""

    current = "api"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)
        response: HttpResponseBase = reauthentication_required(super().dispatch)(request, *args, **kwargs)
        return response


class Act(Page):
    """Something that a button does.  Who comes by GET, e.g. by going back, is led to the page of the buttons."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("api-page")


class ApiPage(Page):
    template_name = "accounts/keys.html"
    current = "api"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        token = PermanentToken.objects.filter(user=self.person).first()
        rows = list(ApiKey.objects.filter(user=self.person).order_by("pk"))
        for row in rows:
            row.user = self.person  # each would ask for it
        return super().get_context_data(
            **{"form": KeyForm(), **kwargs},
            token=token if token and not token.has_ended else None,
            keys=rows,
            address=keys.server_address(self.request),
            scopes=Scope.choices,
        )


class NewKey(Confirmed, Act, ApiPage):
    """Makes a key, and leads to it."""

    def post(self, request: HttpRequest) -> HttpResponse:
        form = KeyForm(request.POST)
        if form.is_valid():
            sent = form.cleaned_data
            try:
                key = keys.create_key(user=self.person, name=sent["name"], scope=sent["scope"], expires=form.expires())
            except (keys.NameTaken, keys.TooManyKeys) as error:
                form.add_error("name", str(error))
            else:
                messages.success(request, f"The key “{key.name}” is made. Copy it into your app.")
                return redirect("api-key", pk=key.pk)
        return self.render_to_response(self.get_context_data(form=form))


class KeyPage(Confirmed):
    """Shows one key, and how to send it."""

    template_name = "accounts/key.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        key = own_key(self)
        header = "" if key.has_ended else f"ApiKey {key.secret}"
        return super().get_context_data(key=key, header=header, address=keys.server_address(self.request), **kwargs)


class RotateKey(Confirmed, Act):
    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        key = keys.rotate_key(key=own_key(self))
        messages.success(request, "Here is the new key. The old one does not work any more.")
        return redirect("api-key", pk=key.pk)


class RevokeKey(Act):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        # Sent twice, the second finds nothing to do, which is fine.
        if key := ApiKey.objects.filter(user=self.person, pk=pk).first():
            keys.revoke_key(key=key)
        messages.success(request, "The key is revoked. What used it is signed out.")
        return redirect("api-page")


class TokenPage(Confirmed):
    """Shows the permanent token; a new one is made if there is none."""

    template_name = "accounts/token.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        token = PermanentToken.of(self.person)
        return super().get_context_data(token=token, address=keys.server_address(self.request), **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        keys.renew_token(user=self.person)
        messages.success(request, "Here is the new token. The old one does not work any more.")
        return redirect("api-token")


class WaistlineKey(Act):
    """Replaces the key that the dashboard shows."""

    def post(self, request: HttpRequest) -> HttpResponse:
        keys.rotate_key(key=ApiKey.of(self.person))
        messages.success(request, "Waistline needs the new key now; the old one does not work any more.")
        return redirect("dashboard")


class SignOutEverywhere(Act):
    def post(self, request: HttpRequest) -> HttpResponse:
        keys.sign_out_everywhere(request=request, user=self.person)
        messages.success(request, "Every other browser, app, token and key is signed out.")
        return redirect("account-page")


def own_key(page: Page) -> ApiKey:
    """The key that the address names; somebody else's does not exist."""
    return get_object_or_404(ApiKey.objects.select_related("user"), user=page.person, pk=page.kwargs["pk"])
