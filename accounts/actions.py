"""Writes that span several tables, each in one transaction."""

from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.utils import is_mfa_enabled
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest

from accounts import lockout
from accounts.models import User
from config.api.throttling import RegistrationTotalThrottle, client_address


class WrongCredentials(ValueError):
    """No active account has this name and password."""


class SecondFactorRequired(ValueError):
    """The account has a second factor; ``code`` is missing, or the sentence says why it does not do."""


def check_credentials(*, request: HttpRequest, name: str, password: str, code: str = "") -> User:
    """The person whose user name or e-mail address, password and second factor these are.

    Hashes once whether or not the account exists, and counts failures towards the lockout.
    """
    user = authenticate(request, username=name, password=password)
    if not isinstance(user, User):
        raise WrongCredentials
    if is_mfa_enabled(user):
        if not code:
            raise SecondFactorRequired
        form = AuthenticateForm(data={"code": code}, user=user)
        if not form.is_valid():
            raise SecondFactorRequired(form.errors["code"][0])
        form.authenticator.record_usage()
    AxesProxyHandler.reset_attempts(
        ip_address=client_address(request), username=lockout.account_name(request, {"username": name})
    )
    return user


@transaction.atomic
def register(*, request: HttpRequest, username: str, password: str, email: str = "") -> User:
    """A new person; a mail asks to confirm the address if there is one."""
    # In lower case, which is how allauth looks addresses up.
    email = email.lower()
    user: User = User.objects.create_user(username=username, email=email, password=password)
    RegistrationTotalThrottle.count()
    if email:
        address = EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
        transaction.on_commit(lambda: mail_confirmation(request=request, address=address))
    return user


@transaction.atomic
def change_email(*, request: HttpRequest, user: User, email: str) -> None:
    """Use another address.

    A verified address stays until the new one is confirmed, so that somebody who borrowed a token cannot take the
    account over by a password reset.  An unverified one is replaced at once.
    """
    email = email.lower()
    EmailAddress.objects.filter(user=user).exclude(email=user.email, verified=True).delete()
    if user.email_verified:
        address = EmailAddress.objects.create(user=user, email=email, primary=False, verified=False)
    else:
        address = EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
        user.email = email
        user.save(update_fields=["email"])
    transaction.on_commit(lambda: mail_confirmation(request=request, address=address))


def request_confirmation(*, request: HttpRequest, user: User) -> str:
    """Send the mail that confirms the person's address; ``sent``, ``verified`` or ``not sent``."""
    address = EmailAddress.objects.filter(user=user, verified=False).order_by("-pk").first()
    if user.email_verified and address is None:
        return "verified"
    if address is None and user.email:
        EmailAddress.objects.filter(user=user).update(primary=False)
        address = EmailAddress.objects.create(user=user, email=user.email.lower(), primary=True, verified=False)
    if address is None:
        return "not sent"
    return "sent" if mail_confirmation(request=request, address=address) else "not sent"


def mail_confirmation(*, request: HttpRequest, address: EmailAddress) -> bool:
    """Send the link that confirms ``address``; false if one was sent a moment ago."""
    with request_context(request):
        return bool(send_verification_email_to_address(request, address))
