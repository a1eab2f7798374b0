"""The look of every row of the catalogue, read fast."""

from collections.abc import Callable
from functools import cached_property
from operator import attrgetter
from typing import Any, ClassVar

from django.utils.datastructures import MultiValueDict
from rest_framework import serializers
from rest_framework.relations import MANY_RELATION_KWARGS

from config.api import identifiers
from config.api.serializers import ModelSerializer
from exercises.models.license import ATTRIBUTION

AUTHORSHIP = (*ATTRIBUTION, "author_history")
LICENSE_TEXTS = ATTRIBUTION[1:]
# Fields whose value is written as it is in the row.
PLAIN = (
    serializers.CharField,
    serializers.ChoiceField,
    serializers.IntegerField,
    serializers.BooleanField,
    serializers.ListField,
)
# More ids than any field can mean; each list is one query.
MOST_IDS = 100


class RowField(serializers.PrimaryKeyRelatedField):
    """The id of another row of the catalogue."""

    def to_internal_value(self, data: Any) -> Any:
        return self.all_of([data])[0]

    def all_of(self, ids: list[Any]) -> list[Any]:
        keys = [identifiers.parse(each) for each in ids]
        rows: Any = self.get_queryset()
        found = rows.in_bulk([key for key in keys if isinstance(key, int)])
        for sent, key in zip(ids, keys, strict=True):
            if key is None:
                self.fail("incorrect_type", data_type=type(sent).__name__)
            if key not in found:
                self.fail("does_not_exist", pk_value=sent)
        return [found[key] for key in keys]

    @classmethod
    def many_init(cls, *args: Any, **kwargs: Any) -> "RowsField":
        of_list = {name: value for name, value in kwargs.items() if name in MANY_RELATION_KWARGS}
        return RowsField(child_relation=cls(*args, **kwargs), **of_list)


class RowsField(serializers.ManyRelatedField):
    def to_internal_value(self, data: Any) -> list[Any]:
        if not isinstance(data, list | tuple):
            self.fail("not_a_list", input_type=type(data).__name__)
        if len(data) > MOST_IDS:
            raise serializers.ValidationError(f"At most {MOST_IDS} ids.")
        child: Any = self.child_relation
        return child.all_of(data)  # type: ignore[no-any-return]


class CatalogueSerializer(ModelSerializer):
    """Public rows refer to public rows only, so nothing has to be scoped.

    The catalogue is fetched whole, thousands of rows at once, so how to read each field is worked out once per answer
    and not once per row.  That makes it more than twice as fast.
    """

    serializer_related_field: ClassVar[Any] = RowField
    # Set when a row is added, and silently ignored afterwards.
    fixed: ClassVar[tuple[str, ...]] = ()

    @cached_property
    def readers(self) -> list[tuple[str, Callable[[Any], Any], Callable[[Any], Any] | None]]:
        """Name, how to get the value, how to write it unless it is null; ``None``: as it is."""
        return [(name, *reader(field)) for name, field in self.fields.items() if not field.write_only]

    def to_representation(self, instance: Any) -> Any:
        row = {}
        for name, read, write in self.readers:
            value = read(instance)
            row[name] = value if write is None or value is None else write(value)
        self.complete(row)
        return row

    def update(self, instance: Any, validated_data: Any) -> Any:
        return super().update(
            instance, {name: value for name, value in validated_data.items() if name not in self.fixed}
        )

    def absolute(self, path: str) -> str:
        request = self.context.get("request")
        return request.build_absolute_uri(path) if request else path


def reader(field: Any) -> tuple[Callable[[Any], Any], Callable[[Any], Any] | None]:
    source = field.source_attrs
    if len(source) != 1 or isinstance(field, serializers.ManyRelatedField):
        return field.get_attribute, field.to_representation
    if isinstance(field, serializers.PrimaryKeyRelatedField):
        return attrgetter(f"{source[0]}_id"), None
    return attrgetter(source[0]), None if isinstance(field, PLAIN) else field.to_representation


class LicensedSerializer(CatalogueSerializer):
    """A row that somebody wrote: the one who adds it, unless they name somebody else."""

    author_history = serializers.ListField(child=serializers.CharField(), read_only=True)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and not isinstance(data, MultiValueDict):
            # Apps send null where they have no text.
            nothing = {name: "" for name in LICENSE_TEXTS if name in data and data[name] is None}
            data = {**data, **nothing}
        return super().to_internal_value(data)

    def create(self, validated_data: Any) -> Any:
        return super().create(self.with_author(validated_data))

    def with_author(self, values: dict[str, Any]) -> dict[str, Any]:
        author = values.get("license_author") or self.context["request"].user.get_username()
        return {**values, "license_author": author}


class SharedSerializer(CatalogueSerializer):
    """Represents a row once per answer: hundreds of exercises share a few dozen of these."""

    def to_representation(self, instance: Any) -> Any:
        made = self.context.setdefault("shared_rows", {})  # type: ignore[attr-defined]
        key = (type(instance), instance.pk)
        if key not in made:
            made[key] = super().to_representation(instance)
        return made[key]
