"""How allauth's flows behave here."""

import logging
import time
from smtplib import SMTPException
from types import SimpleNamespace
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from axes.handlers.proxy import AxesProxyHandler
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from rest_framework.exceptions import ValidationError as Refused

from accounts import leaving, sealing
from accounts.mailing import may_send
from accounts.models import User
from accounts.serializers import unused_email
from config.api.envelope import answers_json
from config.api.throttling import RegistrationTotalThrottle, client_address
from config.launch import address

logger = logging.getLogger(__name__)
# What mails call the server; by default they would take the host that the request named.
SITE = SimpleNamespace(name="Regimen", domain="Regimen")
SECOND_FACTOR_LOST = (
    "The server has lost the key of your second factor, so no code can be checked. Its administrator can take "
    "the second factor away; where you are signed in still, deactivate the authenticator app and set it up anew."
)
TAKEN = "Somebody took this name or address a moment ago; choose another."


class AccountAdapter(DefaultAccountAdapter):
    """Registration can be switched off; links in mails lead to ``SITE_URL`` and nowhere a header says."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.ALLOW_REGISTRATION)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave counting wrong passwords to axes: allauth counts per account, so anybody could lock its owner out."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A password typed to sign in counts as much as one typed to confirm; allauth asks again a second later."""
        return super().is_reauthentication_required(app=app, **kwargs) and not signed_in_recently(context.request)

    # --- New people ----------------------------------------------------------------------------------------------

    def clean_username(self, username: str, shallow: bool = False) -> str:  # noqa: FBT001, FBT002 (allauth's)
        name = str(super().clean_username(username, shallow=shallow))
        if not shallow and User.objects.named(name).exists():
            raise self.validation_error("username_taken")
        return name

    def clean_email(self, email: str) -> str:
        email = str(super().clean_email(email)).lower()
        if email and not is_reset(context.request) and User.objects.filter(username_key=email).exists():
            raise ValidationError("This is somebody's user name.")
        return email

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 (allauth's)
        try:
            with transaction.atomic():
                saved = super().save_user(request, user, form, commit=commit)
        except IntegrityError as error:
            raise ImmediateHttpResponse(conflict(request)) from error
        RegistrationTotalThrottle.count()
        return saved

    def post_login(self, request: HttpRequest, user: Any, *, signup: bool, **kwargs: Any) -> Any:
        if signup:
            # They have just chosen their password; nothing needs to ask for it again.
            record_authentication(request, user, method="password")
        return super().post_login(request, user, signup=signup, **kwargs)

    # --- Mails ---------------------------------------------------------------------------------------------------

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is down must not undo what the person has just done; they can ask for the mail again."""
        if not may_send(template_prefix, email):
            return
        try:
            super().send_mail(template_prefix, email, {"current_site": SITE, **context})
        except (SMTPException, OSError):
            logger.exception("A mail (%s) could not be sent", template_prefix)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return at_site(super().get_email_confirmation_url(request, emailconfirmation))

    def get_reset_password_from_key_url(self, key: str) -> str:
        return at_site(super().get_reset_password_from_key_url(key))

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        try:
            unused_email(email_address.email, email_address.user)
            with transaction.atomic():
                return bool(super().confirm_email(request, email_address))
        except (IntegrityError, Refused):
            self.add_message(request, messages.ERROR, message=TAKEN)
            return False

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> Any:
        """Who comes back to an account that waits for its end may keep it; allauth asks when the password was right."""
        if answers_json(request) or not leaving.waiting().filter(pk=user.pk).exists():
            return super().respond_user_inactive(request, user)
        leaving.recognise(request, user)
        # Django has taken it for a wrong password.
        AxesProxyHandler.reset_attempts(ip_address=client_address(request), username=user.username.lower())
        return redirect("account-waiting")

    # --- Answers -------------------------------------------------------------------------------------------------

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Messages travel in a cookie, which a JSON answer never sets."""
        if not answers_json(request):
            super().add_message(request, *args, **kwargs)

    def is_safe_url(self, url: str) -> bool:
        """Back to this host only; allauth would take any that ``ALLOWED_HOSTS`` has, which are whole networks here."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts={context.request.get_host()})


class SecondFactorLost(ValidationError):
    """The key file that a second factor was encrypted with is gone; forms show it, and templates show nothing."""

    silent_variable_failure = True

    def __init__(self) -> None:
        super().__init__(SECOND_FACTOR_LOST, code="second_factor_lost")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted like tokens and keys."""

    def encrypt(self, text: str) -> str:
        return sealing.seal(text).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return sealing.unseal(encrypted_text.encode())
        except InvalidToken:
            logger.error("A second factor cannot be checked: its key is not in %s.", sealing.key_file())  # noqa: TRY400
            raise SecondFactorLost from None


def is_reset(request: HttpRequest) -> bool:
    """Whether somebody asks for a new password: what they type must be answered alike, whatever it is."""
    match = getattr(request, "resolver_match", None)
    return bool(match and match.url_name in {"account_reset_password", "request_password_reset"})


def signed_in_recently(request: HttpRequest) -> bool:
    """Within ``ACCOUNT_REAUTHENTICATION_TIMEOUT``, in this session."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def conflict(request: HttpRequest) -> Any:
    if answers_json(request):
        return JsonResponse({"status": 400, "errors": [{"message": TAKEN, "code": "username_taken"}]}, status=400)
    messages.error(request, TAKEN)
    return redirect("account_signup")


def at_site(url: str) -> str:
    """``url`` below the address of this server, whatever host the request named."""
    path = "/" + url.split("://", 1)[-1].partition("/")[2] if "://" in url else url
    prefix = settings.FORCE_SCRIPT_NAME or ""
    return (settings.SITE_URL or address()).rstrip("/").removesuffix(prefix) + path
