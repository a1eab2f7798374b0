"""Body weight."""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When

from accounts.models.synced import SyncedModel
from config.ownership import OwnedModel
from journal import weights


class Unit(models.TextChoices):
    KILOGRAM = "kg", "Kilogram"
    POUND = "lb", "Pound"


class WeightEntry(SyncedModel, OwnedModel):
    """A weight as it was entered, in the unit in which it was entered, so that no conversion ever adds up.

    Five places, because an app that converts to kilograms before it sends does not round.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="weight_entries", db_index=False
    )
    date = models.DateTimeField()
    weight = models.DecimalField(max_digits=9, decimal_places=5)
    unit = models.CharField(max_length=2, choices=Unit.choices, default=Unit.KILOGRAM)
    # For filters, order and limits.  Thirteen places are what the factor can make of five.
    kilograms = models.GeneratedField(
        expression=Case(
            When(unit=Unit.POUND, then=F("weight") * Value(weights.KILOGRAMS_PER_POUND)), default=F("weight")
        ),
        output_field=models.DecimalField(max_digits=24, decimal_places=13),
        db_persist=True,
    )

    class Meta:
        verbose_name_plural = "weight entries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "uuid"], name="weight_uuid_unique_per_person"),
            models.UniqueConstraint(
                fields=["user", "date"], condition=Q(synced_from=""), name="weight_one_own_per_moment"
            ),
            models.UniqueConstraint(
                fields=["user", "synced_day"], condition=~Q(synced_from=""), name="weight_one_per_synced_day"
            ),
            models.CheckConstraint(
                condition=Q(kilograms__gte=weights.LIGHTEST, kilograms__lte=weights.HEAVIEST),
                name="weight_is_possible",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "date", "id"], name="weight_in_default_order"),
            models.Index(fields=["user", "kilograms"], name="weight_by_size"),
        ]

    def __str__(self) -> str:
        return f"{self.shown_in(self.unit)} {self.unit} at {self.date:%Y-%m-%d %H:%M}"

    def shown_in(self, unit: str) -> Decimal:
        """With two places."""
        return weights.shown(self.weight, self.unit, unit)
