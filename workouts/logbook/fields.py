"""Values that old and new apps write differently."""

from datetime import time
from decimal import Decimal, InvalidOperation
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from config.api.serializers import FollowingField
from workouts.models import Impression
from workouts.models.log import MOST_RIR

HALF = Decimal("0.5")


class ImpressionField(serializers.ChoiceField):
    """``"1"``, ``"2"`` or ``"3"``; read from a number, too, since an app makes ``"2.0"`` of it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=Impression.choices, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        try:
            number = Decimal(str(data))
        except InvalidOperation:
            return super().to_internal_value(data)
        is_whole = number.is_finite() and number == number.to_integral_value() and not isinstance(data, bool)
        return super().to_internal_value(f"{number:.0f}" if is_whole else data)


class ReserveField(serializers.DecimalField):
    """Repetitions in reserve: 0 to 4.5 in steps of one half; blank means not told."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_digits=2,
            decimal_places=1,
            min_value=Decimal(0),
            max_value=MOST_RIR,
            required=False,
            allow_null=True,
            **kwargs,
        )

    def validate_precision(self, value: Decimal) -> Decimal:
        # Other ways of writing the same: 2.00, 1.50.
        return super().validate_precision(value.normalize() if value.is_finite() else value)

    def to_internal_value(self, data: Any) -> Decimal:
        value: Decimal = super().to_internal_value(data)
        if value % HALF:
            raise serializers.ValidationError("Use steps of 0.5.")
        return value

    def to_representation(self, value: Any) -> str:
        """``2``, ``1.5``: old apps know a fixed list of such texts."""
        return f"{value.normalize():f}"


class ClockField(serializers.TimeField):
    """A time of day, to the second."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, allow_null=True, **kwargs)

    def to_internal_value(self, value: Any) -> time:
        found: time = super().to_internal_value(value)
        return found.replace(microsecond=0)


@extend_schema_field(OpenApiTypes.INT)
class WholeNumberField(FollowingField):
    pass


@extend_schema_field({"type": "string", "format": "date-time", "nullable": True})
class MomentField(FollowingField):
    pass
