"""The budgets of credential routes that are not ours: allauth's pages and its headless API."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from rest_framework.exceptions import ParseError
from rest_framework.throttling import SimpleRateThrottle

from accounts.adapters import SecondFactorLost
from config.api.envelope import answers_json
from config.api.parsers import strict_json
from config.api.throttling import AccountAndAddress, RegistrationThrottle, RegistrationTotalThrottle


class CredentialThrottle(AccountAndAddress):
    """A second step counts for the sign-in it belongs to, not for the code that is guessed."""

    account_fields: ClassVar[tuple[str, ...]] = ("login", "username", "email", "refresh_token")

    def account(self, request: Any) -> str:
        return super().account(request) or str(request.META.get("HTTP_X_SESSION_TOKEN", ""))


class SignUpThrottle(RegistrationThrottle):
    account_fields: ClassVar[tuple[str, ...]] = ("username", "email")


ROUTES: list[tuple[re.Pattern[str], tuple[type[SimpleRateThrottle], ...]]] = [
    (re.compile(r"^/(allauth/\w+/v1/auth|accounts)/signup/?$"), (SignUpThrottle, RegistrationTotalThrottle)),
    (re.compile(r"^/allauth/\w+/v1/(auth/|tokens/)"), (CredentialThrottle,)),
    (re.compile(r"^/account/leaving\b"), (CredentialThrottle,)),
    (re.compile(r"^/accounts/(login|password|2fa|confirm-email|reauthenticate)\b"), (CredentialThrottle,)),
]


class CredentialRoutes:
    """Applies the same budgets to them as to ``token`` and ``login``: per account and address together.

    Nobody keeps a copy of the pages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_headless(request) and (problem := unreadable(request)):
            return JsonResponse({"status": 400, "errors": [{"message": problem, "code": "invalid"}]}, status=400)
        if request.method == "POST":
            for pattern, throttles in ROUTES:
                if pattern.match(request.path_info):
                    if (wait := exceeded(request, throttles)) is not None:
                        return refuse(request, wait)
                    break
        response = self.get_response(request)
        if request.path_info.startswith("/accounts/") and not response.has_header("Cache-Control"):
            # Some of them show the secret of a second factor.
            add_never_cache_headers(response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What lists recovery codes whose key is lost; where a code is typed, the form says so."""
        if not isinstance(error, SecondFactorLost):
            return None
        said = {"message": error.messages[0], "code": error.code}
        if answers_json(request):
            return JsonResponse({"status": 409, "errors": [said]}, status=409)
        return render(request, "accounts/second_factor_lost.html", said, status=409)


def exceeded(request: HttpRequest, throttles: tuple[type[SimpleRateThrottle], ...]) -> float | None:
    """Seconds to wait, ``None`` if the request is within its budgets."""
    asked: Any = SimpleNamespace(META=request.META, user=request.user, data=sent(request))
    for throttle in [each() for each in throttles]:
        if not throttle.allow_request(asked, None):  # type: ignore[arg-type]
            return throttle.wait() or 1
    return None


def is_headless(request: HttpRequest) -> bool:
    return request.path_info.startswith("/allauth/")


def unreadable(request: HttpRequest) -> str:
    """What is wrong with the body; allauth reads JSON whatever its type, and stumbles over what is none."""
    if request.method in {"GET", "HEAD", "OPTIONS"} or not request.body:
        return ""
    try:
        strict_json(request.body)
    except ParseError as error:
        return str(error.detail)
    return ""


def sent(request: HttpRequest) -> dict[str, Any]:
    """What the view will read: a form on pages, JSON everywhere else."""
    if not is_headless(request):
        return request.POST.dict()
    body = strict_json(request.body or b"{}")
    return body if isinstance(body, dict) else {}


def refuse(request: HttpRequest, wait: float) -> HttpResponse:
    seconds = str(int(wait) + 1)
    detail = f"Too many attempts. Try again in {seconds} seconds."
    if answers_json(request):
        return JsonResponse({"status": 429, "detail": detail}, status=429, headers={"Retry-After": seconds})
    response = render(request, "locked_out.html", {"detail": detail}, status=429)
    response["Retry-After"] = seconds
    return response
