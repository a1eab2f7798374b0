"""Ten wrong passwords lock one account for one address for a quarter of an hour (django-axes).

Never an address alone, so that nobody is locked out by a flatmate; never an account alone, so that nobody is locked out
by a stranger.  Unknown names count like known ones, so that the answer does not tell which names exist.
"""

import math
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from accounts.models import User
from config.api.envelope import answers_json

NAMES = ("login", "username", "email")


def account_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The account that somebody tries to enter: its user name, whether they typed that or its e-mail address.

    Where it is known what is checked, the form is not looked at: a body can be read as more than one thing.
    """
    sent: Any = credentials or request.POST
    typed = next((str(sent[name]).strip() for name in NAMES if sent.get(name)), "")
    known = User.objects.named(typed).values_list("username", flat=True).first() if typed else None
    return (known or typed).lower()[:255]


def locked_out(request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
    seconds = math.ceil(settings.AXES_COOLOFF_TIME.total_seconds())
    detail = f"Too many wrong passwords. Try again in {seconds // 60} minutes."
    if answers_json(request):
        return JsonResponse({"detail": detail}, status=429, headers={"Retry-After": str(seconds)})
    return render(request, "locked_out.html", {"detail": detail}, status=429)
