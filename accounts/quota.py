"""The daily budget of requests with an API key."""

import time

from django.conf import settings
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from accounts.models import DailyUsage

DAY_SECONDS = 24 * 3600


class DailyLimit(BaseThrottle):
    """``API_DAILY_LIMIT`` requests a person and day of UTC.

    A view names its kind of usage in ``usage`` and sends ``limit_headers`` with its answers.
    """

    def allow_request(self, request: Request, view: APIView) -> bool:
        limit: int = settings.API_DAILY_LIMIT
        kind: str = view.usage  # type: ignore[attr-defined]
        spent = DailyUsage.spend(user_id=int(request.user.pk or 0), kind=kind, today=timezone.now().date(), limit=limit)
        view.limit_headers = {  # type: ignore[attr-defined]
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(0 if spent is None else max(limit - spent, 0)),
            "X-RateLimit-Reset": str((int(time.time()) // DAY_SECONDS + 1) * DAY_SECONDS),
        }
        return spent is not None

    def wait(self) -> float:
        return DAY_SECONDS - time.time() % DAY_SECONDS
