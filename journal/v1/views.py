"""``sync``, ``stats``, ``journal`` and ``health``."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import orjson
from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_200_OK, HTTP_503_SERVICE_UNAVAILABLE

from accounts.models import DailyUsage
from config.api.trees import DEEPEST
from journal import actions, selection, waistline
from journal.models import DiaryDay, Nutrient
from journal.v1 import described, vital
from journal.v1.base import JournalView
from journal.v1.errors import envelope

LONGEST_USER_AGENT = 200


class SyncView(JournalView):
    """Keep a day of the diary; the app sends one whenever it has shown or changed it."""

    usage = DailyUsage.Kind.SYNC

    @extend_schema(**described.SYNC)
    def post(self, request: Request) -> Response:
        body = waistline.read_body(request.body)
        user_agent = "".join(filter(str.isprintable, request.headers.get("User-Agent", "")))[:LONGEST_USER_AGENT]
        actions.store_body(user=self.person, body=body, user_agent=user_agent)
        return Response(envelope(HTTP_200_OK, "Data synchronized."))


class StatsView(JournalView):
    """The nutrition of the days of a window, chosen, sorted and paged by the database."""

    @extend_schema(**described.STATS)
    def get(self, request: Request) -> Response:
        asked = selection.read(request.query_params, today=self.today())
        rows = DiaryDay.objects.of(self.person).within(asked.window, self.known_conditions(asked))
        ordered = rows.order_by("day" if asked.ascending else "-day").values_list("day", "nutrition")
        page = list(ordered[asked.offset : asked.offset + asked.limit])
        is_whole = asked.offset == 0 and len(page) < asked.limit
        pagination = {
            "limit": asked.limit,
            "offset": asked.offset,
            "total": len(page) if is_whole else rows.count(),
            "count": len(page),
        }
        return Response({"pagination": pagination, "results": self.results(asked, page)})

    def known_conditions(self, asked: selection.Selection) -> list[selection.Condition]:
        known = self.known({each.name for each in asked.conditions})
        return [each for each in asked.conditions if each.name in known]

    def results(self, asked: selection.Selection, page: list[tuple[date, str]]) -> Mapping[str, Any]:
        if asked.fields:
            days = {day.isoformat(): values(nutrition) for day, nutrition in page}
            names = set(asked.fields)
            # Whatever is there is known; the database is asked only about what no day of the page has.
            if any(names & day.keys() for day in days.values()) or self.known(names):
                return {day: partial(found, asked) for day, found in days.items()}
        return {day.isoformat(): orjson.Fragment(nutrition) for day, nutrition in page}

    def known(self, names: set[str]) -> set[str]:
        """Those of the names that the app or the person uses."""
        own = [name for name in names - waistline.NUTRIENTS if "\0" not in name]
        found = Nutrient.objects.filter(user=self.person, name__in=own).values_list("name", flat=True).distinct()
        return (names & waistline.NUTRIENTS) | set(found.order_by() if own else ())


def values(nutrition: str) -> dict[str, Any]:
    """What a day has by name; a body may be nested deeper than what can be written anew, and is passed on then."""
    if nutrition.count("[") + nutrition.count("{") <= DEEPEST:
        found: dict[str, Any] = orjson.loads(nutrition)
        return found
    return {name: orjson.Fragment(text) for name, text in waistline.members(nutrition).items()}


def partial(day: Mapping[str, Any], asked: selection.Selection) -> dict[str, Any]:
    """The chosen fields of a day; those it lacks are left out, or filled where the request says so."""
    filling = {"null": None, "0": 0}
    return {
        name: day[name] if name in day else filling[asked.fill] for name in asked.fields if name in day or asked.fill
    }


class DayView(JournalView):
    """One day of the diary, as it was sent."""

    @extend_schema(**described.JOURNAL)
    def get(self, request: Request) -> Response:
        day = selection.read_date(request.query_params, "date") or self.today()
        body = DiaryDay.objects.of(self.person).filter(day=day).values_list("body", flat=True).first()
        found = waistline.members(body) if body else {}
        shown = {name: orjson.Fragment(text) for name, text in found.items() if name in waistline.PARTS}
        results = [shown] if shown else []
        return Response({"pagination": {"count": len(results)}, "results": results})


class HealthView(JournalView):
    """Whether the server can do its work; anybody may ask."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = ()

    @extend_schema(**described.HEALTH)
    def get(self, request: Request) -> Response:
        is_healthy = vital.all_present(settings.DATA_DIR)
        return Response({"healthy": is_healthy}, HTTP_200_OK if is_healthy else HTTP_503_SERVICE_UNAVAILABLE)
