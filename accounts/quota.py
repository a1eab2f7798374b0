"""The daily budget of requests with an API key."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from accounts.models import DailyUsage


class DailyLimit(BaseThrottle):
    """``API_DAILY_LIMIT`` requests a person and day of UTC.

    A view names its kind of usage in ``usage`` and sends ``limit_headers`` with its answers.
    """

    def allow_request(self, request: Request, view: APIView) -> bool:
        limit: int = settings.API_DAILY_LIMIT
        kind: str = view.usage  # type: ignore[attr-defined]
        # One look at the clock: after midnight, a second one would have whoever used up yesterday wait another day.
        now = timezone.now()
        midnight = datetime.combine(now.date() + timedelta(days=1), time.min, UTC)
        self.seconds_left = (midnight - now).total_seconds()
        spent = DailyUsage.spend(user_id=int(request.user.pk or 0), kind=kind, today=now.date(), limit=limit)
        view.limit_headers = {  # type: ignore[attr-defined]
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(0 if spent is None else max(limit - spent, 0)),
            "X-RateLimit-Reset": str(int(midnight.timestamp())),
        }
        return spent is not None

    def wait(self) -> float:
        return self.seconds_left
