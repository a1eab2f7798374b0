"""References to foods, units and plans, which may have been retired since a row named them."""

from typing import Any

from rest_framework import serializers

from config.api import identifiers
from config.api.serializers import ModelSerializer, OwnedRelatedField

ANOTHER_FOOD = "This unit belongs to another food."


class KeptRelatedField(OwnedRelatedField):
    """What the row refers to already always fits: an app sends a row back as it was shown."""

    def to_internal_value(self, data: Any) -> Any:
        row = self.parent.instance
        current = getattr(row, str(self.source)) if row is not None else None
        if current is not None and identifiers.parse(data) in {current.pk, current.uuid}:
            return current
        return super().to_internal_value(data)


class AmountSerializer(ModelSerializer):
    """A row with an amount of a food, in a unit of that food or in grams."""

    serializer_related_field = KeptRelatedField

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        unit = self.coming(attrs, "weight_unit")
        if unit is not None and unit.ingredient_id != self.coming(attrs, "ingredient").pk:
            raise serializers.ValidationError({"weight_unit": [ANOTHER_FOOD]})
        return attrs
