"""``/api/v1`` as the books on DRF would have it: serializers, ``update_or_create``, the same tables and indexes.

It reads what it stores as JSON, counts no daily budget, and neither keeps a body as it was sent nor compares two.
"""

import json
from datetime import date
from typing import Any, cast

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from rest_framework import serializers
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import DiaryKeyAuthentication
from accounts.models import User
from journal.models import DiaryDay, Nutrient, WeightEntry


class EntrySerializer(serializers.Serializer):
    dateTime = serializers.DateTimeField()  # noqa: N815 (the app's name)
    items = serializers.JSONField(required=False)
    stats = serializers.JSONField(required=False)
    id = serializers.IntegerField(required=False)


class DaySerializer(serializers.Serializer):
    nutrition = serializers.DictField(child=serializers.FloatField())
    entryDetails = serializers.JSONField(required=False)  # noqa: N815 (the app's name)
    entry = EntrySerializer()


class WindowSerializer(serializers.Serializer):
    date_from = serializers.DateField()
    date_to = serializers.DateField()
    filter = serializers.CharField(default="")
    limit = serializers.IntegerField(default=100, max_value=500)
    offset = serializers.IntegerField(default=0)


class PlainView(APIView):
    authentication_classes: Any = (DiaryKeyAuthentication,)
    permission_classes: Any = (IsAuthenticated,)
    renderer_classes = (JSONRenderer,)

    @property
    def person(self) -> User:
        return cast("User", self.request.user)


class SyncView(PlainView):
    def post(self, request: Request) -> Response:
        serializer = DaySerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        found = serializer.validated_data
        moment, user = found["entry"]["dateTime"], self.person
        with transaction.atomic():
            row, _ = DiaryDay.objects.update_or_create(
                user=user,
                day=moment.date(),
                defaults={"nutrition": json.dumps(found["nutrition"]), "body": json.dumps(request.data)},
            )
            Nutrient.objects.filter(user=user, day=row.day).delete()
            Nutrient.objects.bulk_create(
                [Nutrient(user=user, day=row.day, name=name, value=value) for name, value in found["nutrition"].items()]
            )
            if weight := found["entry"].get("stats", {}).get("weight"):
                WeightEntry.objects.update_or_create(
                    user=user, synced_day=row.day, defaults={"date": moment, "weight": weight, "synced_from": "plain"}
                )
        return Response({"status": 200, "message": "Data synchronized."})


class StatsView(PlainView):
    def get(self, request: Request) -> Response:
        serializer = WindowSerializer(data=request.query_params)
        serializer.is_valid(raise_exception=True)
        asked = serializer.validated_data
        rows = filtered(
            DiaryDay.objects.filter(user=self.person, day__range=(asked["date_from"], asked["date_to"])),
            asked["filter"],
        )
        page = rows.order_by("-day")[asked["offset"] : asked["offset"] + asked["limit"]]
        wanted = set(filter(None, request.query_params.get("fields", "").split(",")))
        results = {
            row.day.isoformat(): {
                name: value for name, value in json.loads(row.nutrition).items() if not wanted or name in wanted
            }
            for row in page
        }
        pagination = {"limit": asked["limit"], "offset": asked["offset"], "total": rows.count(), "count": len(results)}
        return Response({"pagination": pagination, "results": results})


def filtered(rows: QuerySet[DiaryDay], text: str) -> QuerySet[DiaryDay]:
    for condition in filter(None, text.split(",")):
        name, _, rest = condition.partition("[")
        operator, _, number = rest.partition("]:")
        numbers = Nutrient.objects.filter(user=OuterRef("user"), day=OuterRef("day"), name=name)
        rows = rows.filter(Exists(numbers.filter(**{f"value__{operator}": float(number)})))
    return rows


class JournalView(PlainView):
    def get(self, request: Request) -> Response:
        day = date.fromisoformat(request.query_params["date"])
        results = [json.loads(row.body) for row in DiaryDay.objects.filter(user=self.person, day=day)]
        return Response({"pagination": {"count": len(results)}, "results": results})


class HealthView(PlainView):
    authentication_classes = ()
    permission_classes = (AllowAny,)

    def get(self, request: Request) -> Response:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        cache.get("health")
        return Response({"healthy": True})
