"""Rows on the wire: scoped foreign keys, both id forms, dates and numbers as the clients parse them."""

from copy import copy
from datetime import MAXYEAR, MINYEAR, date, datetime
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.dateparse import parse_date
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.relations import PKOnlyObject
from rest_framework.validators import UniqueTogetherValidator

from config.api import identifiers
from config.api.trees import is_sound
from config.ownership import OwnedModel, OwnedQuerySet, SharedModel, SharedQuerySet

# PostgreSQL's ranges, on SQLite too: what one database accepts the other must be able to take over.
INTEGER_RANGES: dict[str, tuple[int, int]] = {
    "SmallIntegerField": (-32768, 32767),
    "IntegerField": (-2147483648, 2147483647),
    "BigIntegerField": (-9223372036854775808, 9223372036854775807),
    "PositiveSmallIntegerField": (0, 32767),
    "PositiveIntegerField": (0, 2147483647),
    "PositiveBigIntegerField": (0, 9223372036854775807),
}


class DateField(serializers.DateField):
    """A calendar day.  Apps also send a date-time where a day is meant; its date is taken as written, never shifted."""

    def to_internal_value(self, value: Any) -> date:
        if isinstance(value, str) and len(value) > len("2024-01-31") and value[10] in "T ":
            try:
                datetime.fromisoformat(value)
            except ValueError:
                self.fail("invalid", format="YYYY-MM-DD")
            value = value[:10]
        return super().to_internal_value(value)


class DateTimeField(serializers.DateTimeField):
    """A moment.  Without an offset it is read in the person's time zone; a bare date is its midnight there."""

    def to_internal_value(self, value: Any) -> datetime:
        if isinstance(value, str) and len(value) == len("2024-01-31"):
            try:
                day = parse_date(value)
            except ValueError:
                day = None
            if day is not None:
                value = datetime(day.year, day.month, day.day)  # noqa: DTZ001 (made aware by enforce_timezone)
        moment = super().to_internal_value(value)
        if not MINYEAR < moment.year < MAXYEAR:
            self.fail("overflow")
        return moment


class WebAddressField(serializers.URLField):
    """An address that a browser may be sent to: http or https, never ``javascript:`` and its like."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        message = self.error_messages["invalid"]
        self.validators[-1] = URLValidator(schemes=["http", "https"], message=message)


class JSONField(serializers.JSONField):
    """What both databases give back and every answer can hold; a form's text has not passed the parser of bodies."""

    def to_internal_value(self, data: Any) -> Any:
        try:
            value = super().to_internal_value(data)
        except RecursionError:
            self.fail("invalid")
        if not is_sound(value):
            self.fail("invalid")
        return value


class FollowingField(serializers.Field):
    """A key that a serializer's ``complete`` makes of others; the field only describes it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def get_attribute(self, instance: Any) -> Any:
        raise serializers.SkipField


@extend_schema_field(OpenApiTypes.INT)
class IdField(serializers.Field):
    """The row's id: an integer, or its uuid for clients that need one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def get_attribute(self, instance: OwnedModel) -> Any:
        return str(instance.uuid) if identifiers.wants_uuid(self.context.get("request")) else instance.pk

    def to_representation(self, value: Any) -> Any:
        return value


class OwnedRelatedField(serializers.PrimaryKeyRelatedField):
    """A foreign key; of rows that have an owner it accepts only those the caller may refer to, by either form of id."""

    def get_queryset(self) -> QuerySet[Any] | None:
        rows = super().get_queryset()
        if isinstance(rows, OwnedQuerySet):
            return rows.owned_by(self.context["request"].user)
        if isinstance(rows, SharedQuerySet):
            return rows.visible_to(self.context["request"].user)
        return rows

    def to_internal_value(self, data: Any) -> Any:
        rows = self.get_queryset()
        assert rows is not None
        key = identifiers.parse(data)
        if key is None:
            self.fail("incorrect_type", data_type=type(data).__name__)
        if not isinstance(key, int) and not issubclass(rows.model, OwnedModel | SharedModel):
            self.fail("does_not_exist", pk_value=data)
        found = rows.filter(identifiers.matches(key)).first()
        if found is None:
            self.fail("does_not_exist", pk_value=data)
        return found

    def use_pk_only_optimization(self) -> bool:
        return not (self.leads_to_private_row() and identifiers.wants_uuid(self.context.get("request")))

    def leads_to_private_row(self) -> bool:
        field: Any = self
        if field.queryset is not None:
            return issubclass(field.queryset.model, OwnedModel)
        return issubclass(field.parent.Meta.model._meta.get_field(field.source).related_model, OwnedModel)

    def to_representation(self, value: Any) -> Any:
        if isinstance(value, OwnedModel) and not isinstance(value, PKOnlyObject):
            return str(value.uuid)
        return super().to_representation(value)


class ModelSerializer(serializers.ModelSerializer):
    """Fields of a row in the API's dialect.

    ``second_names`` maps a second name of a field to its first, e.g. ``{"training": "routine"}``: both are shown, both
    are accepted, and the first wins if a body has both.
    """

    serializer_related_field = OwnedRelatedField
    serializer_field_mapping: ClassVar[Any] = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DateField: DateField,
        models.DateTimeField: DateTimeField,
        models.JSONField: JSONField,
        models.URLField: WebAddressField,
    }
    second_names: ClassVar[dict[str, str]] = {}

    def to_internal_value(self, data: Any) -> Any:
        if self.second_names and isinstance(data, dict):
            data = with_first_names(data, self.second_names)
        return super().to_internal_value(data)

    def to_representation(self, instance: Any) -> Any:
        row = super().to_representation(instance)
        self.complete(row)
        return row

    def complete(self, row: dict[str, Any]) -> None:
        """Add the keys that follow from others; lists call it for rows that were read without a serializer."""
        for second, first in self.second_names.items():
            row[second] = row[first]

    def coming(self, values: dict[str, Any], name: str, default: Any = None) -> Any:
        """The value of a column once ``values`` are stored."""
        return values[name] if name in values else getattr(self.instance, name, default)

    def build_field(self, field_name: str, info: Any, model_class: Any, nested_depth: int) -> Any:
        if field_name == "id" and issubclass(model_class, OwnedModel):
            return IdField, {}
        return super().build_field(field_name, info, model_class, nested_depth)

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        field_class, kwargs = super().build_standard_field(field_name, model_field)
        limits = INTEGER_RANGES.get(model_field.get_internal_type())
        if limits and not kwargs.get("read_only") and "choices" not in kwargs:
            kwargs["min_value"], kwargs["max_value"] = self.bounds(model_field, limits)
            kwargs.pop("validators", None)
        return field_class, kwargs

    def bounds(self, column: Any, limits: tuple[int, int]) -> tuple[int, int]:
        """The model's own validators, else the column's range; not the range of the database in use."""
        lowest, highest = limits
        for validator in column._validators:
            if isinstance(validator, MinValueValidator):
                lowest = max(lowest, validator.limit_value)
            elif isinstance(validator, MaxValueValidator):
                highest = min(highest, validator.limit_value)
        return lowest, highest

    def get_unique_together_validators(self) -> list[UniqueTogetherValidator]:
        # The uuid's constraint is not the client's business: a repeated uuid updates the row it made.
        return [each for each in super().get_unique_together_validators() if "uuid" not in each.fields]


def with_first_names(body: dict[str, Any], second_names: dict[str, str]) -> dict[str, Any]:
    """A copy of ``body`` with the fields that were sent under a second name; shallow, since it may hold files."""
    body = copy(body)
    for second, first in second_names.items():
        if second in body and first not in body:
            if isinstance(body, MultiValueDict):
                body.setlist(first, body.getlist(second))
            else:
                body[first] = body[second]
    return body
