"""Endpoints of the food diary."""

from config.api.viewsets import OwnedViewSet
from nutrition.diary.days import WithDays
from nutrition.diary.filters import DiaryEntryFilterSet
from nutrition.diary.serializers import ENTRY, DiaryEntrySerializer
from nutrition.diary.snapshots import values_in
from nutrition.models import DiaryEntry
from nutrition.nutrients import Values
from nutrition.values import WithValues


class DiaryEntryViewSet(WithDays, WithValues, OwnedViewSet):
    """What you ate: `amount` is in `weight_unit`, or in grams without one.

    Without a plan an entry belongs to one that is made for you.  It keeps the nutrients that it had when it was
    written, whatever becomes of the food; they are taken anew when you change its food, unit or amount.
    """

    queryset = DiaryEntry.objects.order_by("-datetime")
    serializer_class = DiaryEntrySerializer
    filterset_class = DiaryEntryFilterSet
    ordering_fields = (*ENTRY, "user")

    def values_in(self, row: DiaryEntry) -> Values:
        return values_in(row)
