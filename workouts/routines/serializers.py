"""Plans and their parts on the wire, in the names of the routine vocabulary."""

from typing import Any, ClassVar

from django.db.models import Max
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from config.api import identifiers
from config.api.serializers import INTEGER_RANGES, ModelSerializer, OwnedRelatedField
from exercises.models import Exercise
from workouts.calendar import DAYS_IN_WEEK
from workouts.models import Day, Routine, Slot, SlotEntry, WorkoutSession
from workouts.models.plan import mask_of, weekdays_of
from workouts.models.routine import LONGEST

LARGEST_ORDER = INTEGER_RANGES["PositiveIntegerField"][1]
LONGEST_NAME = Day._meta.get_field("name").max_length or 0


class RoutineSerializer(ModelSerializer):
    """A plan as ``routine/`` shows it; ``creation_date`` is what ``workout/`` calls its creation."""

    class Meta:
        model = Routine
        fields: ClassVar = [
            "id",
            "uuid",
            "name",
            "description",
            "created",
            "creation_date",
            "start",
            "end",
            "fit_in_week",
            "is_template",
            "is_public",
        ]
        read_only_fields: ClassVar[list[str]] = ["uuid", "created", "creation_date"]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        start, end = self.coming(attrs, "start"), self.coming(attrs, "end")
        if start and end and end < start:
            raise serializers.ValidationError({"end": ["The end date cannot be before the start date."]})
        if start and end and end - start > LONGEST:
            raise serializers.ValidationError({"end": [f"A routine cannot span more than {LONGEST.days} days."]})
        if not self.coming(attrs, "is_template"):
            # Only templates are published.
            attrs["is_public"] = False
        return attrs


class ParentField(OwnedRelatedField):
    """The plan that a row belongs to.  It is locked, so that nobody removes it before the row is there."""

    def to_internal_value(self, data: Any) -> Any:
        found = super().to_internal_value(data)
        rows = type(found)._default_manager.owned_by(self.context["request"].user)
        locked = rows.select_for_update(no_key=True).filter(pk=found.pk).first()
        if locked is None:
            self.fail("does_not_exist", pk_value=data)
        return locked


class ExerciseField(serializers.PrimaryKeyRelatedField):
    """An exercise that may be trained: a retired one only where the row has it already."""

    default_error_messages: ClassVar[Any] = OwnedRelatedField.default_error_messages

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Exercise.objects.all(), **kwargs)

    def to_internal_value(self, data: Any) -> Exercise:
        key = identifiers.parse(data)
        if key is None:
            self.fail("incorrect_type", data_type=type(data).__name__)
        found = Exercise.objects.filter(pk=key).first() if isinstance(key, int) else None
        entry: SlotEntry | None = getattr(self.parent, "instance", None)
        if found is None or (found.retired_at and (entry is None or entry.exercise_id != found.pk)):
            self.fail("does_not_exist", pk_value=data)
        return found  # type: ignore[no-any-return]


@extend_schema_field({"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": DAYS_IN_WEEK}})
class WeekdaysField(serializers.ListField):
    """Days of the week, 1 for Monday to 7 for Sunday, kept as a mask."""

    def to_internal_value(self, data: Any) -> int:  # type: ignore[override]
        if not isinstance(data, list | tuple):
            self.fail("not_a_list", input_type=type(data).__name__)
        return mask_of(map(self.weekday, data))

    def weekday(self, sent: Any) -> int:
        number = identifiers.parse(sent)
        if not isinstance(number, int) or not 1 <= number <= DAYS_IN_WEEK:
            shown = str(sent)[:50]
            raise serializers.ValidationError(f'Invalid pk "{shown}" - object does not exist.', code="does_not_exist")
        return number

    def to_representation(self, data: Any) -> list[int]:
        return weekdays_of(data)


class DaySerializer(ModelSerializer):
    """A day in the names of both vocabularies.  Its name is short for its description: each stands in for the other."""

    second_names: ClassVar = {"training": "routine"}

    routine = ParentField(queryset=Routine.objects.all())
    day = WeekdaysField(source="weekday_mask", required=False)

    class Meta:
        model = Day
        fields: ClassVar = [
            "id",
            "uuid",
            "routine",
            "order",
            "name",
            "description",
            "is_rest",
            "need_logs_to_advance",
            "type",
            "config",
            "day",
        ]
        read_only_fields: ClassVar = ["uuid"]
        validators: ClassVar[list[Any]] = []

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        old_name = getattr(self.instance, "name", "")
        old_description = getattr(self.instance, "description", "")
        name = attrs.get("name", old_name)
        description = attrs.get("description", old_description)
        if old_name == shortened(old_description):
            # One was made from the other: it follows, unless it was changed itself.
            if name == old_name and description != old_description:
                name = shortened(description)
            elif description == old_description and name != old_name:
                description = name
        return {**attrs, "name": name or shortened(description), "description": description or name}

    def update(self, instance: Day, validated_data: dict[str, Any]) -> Day:
        before = instance.routine_id
        day: Day = super().update(instance, validated_data)
        if day.routine_id != before:
            # A session is of one plan; what was trained there stays there.
            WorkoutSession.objects.filter(day=day).exclude(routine=day.routine_id).update(day=None)
        return day


def shortened(description: str) -> str:
    return description[:LONGEST_NAME].rstrip()


class SlotSerializer(ModelSerializer):
    class Meta:
        model = Slot
        fields: ClassVar = ["id", "uuid", "day", "order", "comment", "config"]
        read_only_fields: ClassVar = ["uuid"]
        validators: ClassVar[list[Any]] = []


def next_order(slot: Slot) -> int:
    """The place after the last entry of ``slot``."""
    last = slot.entries.aggregate(last=Max("order"))["last"]
    return min((last or 0) + 1, LARGEST_ORDER)


class SlotEntrySerializer(ModelSerializer):
    """Without an order a new entry comes last, without roundings it has those of the profile."""

    exercise = ExerciseField()

    class Meta:
        model = SlotEntry
        fields: ClassVar = [
            "id",
            "uuid",
            "slot",
            "exercise",
            "type",
            "repetition_unit",
            "repetition_rounding",
            "weight_unit",
            "weight_rounding",
            "order",
            "comment",
            "config",
        ]
        read_only_fields: ClassVar = ["uuid"]
        validators: ClassVar[list[Any]] = []

    def create(self, validated_data: dict[str, Any]) -> SlotEntry:
        person = self.context["request"].user
        given = {**validated_data}
        given["weight_rounding"] = given.get("weight_rounding") or person.weight_rounding
        given["repetition_rounding"] = given.get("repetition_rounding") or person.repetitions_rounding
        if "order" not in given:
            given["order"] = next_order(given["slot"])
        entry: SlotEntry = super().create(given)
        return entry
