"""Whether Waistline still sends, and how much of the day's budget of requests is used."""

from collections.abc import Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.charts import number
from accounts.models import DailyUsage
from accounts.panels import Asked, Panel
from journal.models import DiaryDay
from journal.waistline import app_version

# The app sends the days that somebody looks at, so what it sent last is among the newest days.
NEWEST = 60
Kind = DailyUsage.Kind


class LastSync(Panel):
    name = "waistline"
    title = "Waistline"
    order = 70
    template = "journal/waistline.html"

    def contents(self, asked: Asked) -> Mapping[str, Any]:
        rows = DiaryDay.objects.of(asked.user).filter(source=DiaryDay.Source.SYNC).order_by("-day")
        sent: list[tuple[datetime, str]] = list(rows.values_list("arrived", "user_agent")[:NEWEST])
        arrived, agent = max(sent, key=itemgetter(0), default=(None, ""))
        usage = DailyUsage.objects.filter(user=asked.user, day=timezone.now().date())
        counts = dict(usage.order_by("kind").values_list("kind", "count"))
        return {
            "arrived": arrived,
            "version": app_version(agent),
            "limit": settings.API_DAILY_LIMIT,
            "shown_limit": number(settings.API_DAILY_LIMIT),
            "usage": [(label, counts.get(kind, 0)) for kind, label in ((Kind.SYNC, "Sent"), (Kind.READ, "Read"))],
        }
