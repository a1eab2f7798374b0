"""The pages on which an account ends, or does not after all."""

from typing import Any, cast

from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.views.generic import TemplateView

from accounts import actions, leaving
from accounts.archive import download
from accounts.models import User
from accounts.pages.base import Page
from accounts.serializers import LONGEST_PASSWORD


def code_field() -> forms.CharField:
    return forms.CharField(
        label="Code of your second factor",
        max_length=32,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class LeavingForm(forms.Form):
    """The password, and the code for whoever has a second factor."""

    password = forms.CharField(
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_mfa_enabled(user):
            self.fields["code"] = code_field()


class LeavingPage(Page):
    template_name = "accounts/leaving.html"
    current = "account"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", LeavingForm(user=self.person))
        return super().get_context_data(days=settings.ACCOUNT_DELETION_GRACE_DAYS, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = LeavingForm(request.POST, user=self.person)
        if form.is_valid() and self.is_allowed(form):
            due = leaving.ask(user=self.person)
            logout(request)
            text = "Your account is deleted." if due is None else "Your account will be deleted. Sign in to keep it."
            messages.success(request, text)
            return redirect("account_login")
        return self.render_to_response(self.get_context_data(form=form))

    def is_allowed(self, form: LeavingForm) -> bool:
        """Wrong passwords count towards the lockout."""
        sent = form.cleaned_data
        try:
            actions.check_credentials(
                request=self.request,
                name=self.person.get_username(),
                password=sent["password"],
                code=sent.get("code", ""),
            )
        except actions.WrongCredentials:
            form.add_error("password", "This is not your password.")
        except actions.SecondFactorRequired as refusal:
            form.add_error("code", str(refusal) or "Type the code of your second factor.")
        else:
            return True
        return False


class DecideForm(forms.Form):
    """The code, for whoever has a second factor: the password was right already."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if is_mfa_enabled(user):
            self.fields["code"] = code_field()

    def clean(self) -> dict[str, Any]:
        sent: dict[str, Any] = super().clean() or {}
        if "code" in self.fields and sent.get("code"):
            form = AuthenticateForm(data={"code": sent["code"]}, user=self.user)
            if not form.is_valid():
                raise forms.ValidationError(form.errors["code"][0])
            form.authenticator.record_usage()
        return sent


class WaitingPage(TemplateView):
    """For whoever has typed the password of an account that waits for its end, and can do nothing else with it."""

    template_name = "accounts/waiting.html"
    person: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person = leaving.recognised(request)
        if person is None:
            return redirect("account_login")
        self.person = person
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", DecideForm(user=self.person))
        return super().get_context_data(person=self.person, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = DecideForm(request.POST, user=self.person)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        if "export" in request.POST:
            return self.export(request)
        leaving.forget_recognised(request)
        if leaving.stay(user=self.person):
            messages.success(request, "Your account stays. Sign in once more; apps need new keys.")
        else:
            messages.error(request, "The time to change your mind is over.")
        return redirect("account_login")

    def export(self, request: HttpRequest) -> HttpResponse:
        if refusal := download.refusal(self.person):
            messages.error(request, refusal)
            return redirect("account-waiting")
        return cast("HttpResponse", download.answer(self.person, "GET"))
