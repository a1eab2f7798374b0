"""Plans on the wire in the names of the classic vocabulary."""

import re
from decimal import Decimal
from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import User
from config.api.serializers import ModelSerializer, OwnedRelatedField
from workouts.classic.first_values import FIRST_VALUES, write_first_values, write_rounds
from workouts.logbook.serializers import USUAL_UNIT
from workouts.models import Day, Routine, Schedule, ScheduleStep, Slot, SlotEntry, usual_end
from workouts.models.plan import MOST_ROUNDS
from workouts.routines.rules import WholeNumberField
from workouts.routines.serializers import ExerciseField, ParentField, RoutineSerializer, next_order

USUAL_ROUNDS = 4
MOST_REPETITIONS = 600
HEAVIEST = 1500
RIR_CHOICES = [f"{halves / 2:g}" for halves in range(9)]


class WorkoutSerializer(RoutineSerializer):
    """The same plan for apps that know no dates: it starts today and lasts as long as the profile says."""

    class Meta(RoutineSerializer.Meta):
        read_only_fields: ClassVar = [*RoutineSerializer.Meta.read_only_fields, "is_template", "is_public"]
        extra_kwargs: ClassVar = {"start": {"required": False}, "end": {"required": False}}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if self.instance is None:
            start = attrs.setdefault("start", timezone.localdate())
            if "end" not in attrs:
                attrs["end"] = usual_end(start, self.context["request"].user.workout_duration)
        return super().validate(attrs)


def check_limit(value: Decimal | int | None, highest: int) -> None:
    if value is not None and value > highest:
        raise serializers.ValidationError(f"Ensure this value is less than or equal to {highest}.")


class SetSerializer(ModelSerializer):
    """A slot whose number of rounds is known."""

    exerciseday = OwnedRelatedField(source="day", queryset=Day.objects.all())
    sets = serializers.IntegerField(source="shown_rounds", min_value=0, required=False, help_text="0 to 10; 4.")

    class Meta:
        model = Slot
        fields: ClassVar = ["id", "uuid", "exerciseday", "sets", "order", "comment"]
        read_only_fields: ClassVar = ["uuid"]
        validators: ClassVar[list[Any]] = []

    def validate_sets(self, sets: int) -> int:
        # More than the limit may be shown; an app that sends it back changes nothing.
        if self.instance is None or sets != self.instance.shown_rounds:
            check_limit(sets, MOST_ROUNDS)
        return sets

    def create(self, validated_data: dict[str, Any]) -> Slot:
        rounds = validated_data.pop("shown_rounds", USUAL_ROUNDS)
        slot: Any = super().create({**validated_data, "rounds": rounds})
        slot.shown_rounds = rounds
        return slot  # type: ignore[no-any-return]

    def update(self, instance: Any, validated_data: dict[str, Any]) -> Slot:
        rounds = validated_data.pop("shown_rounds", instance.shown_rounds)
        if rounds != instance.shown_rounds:
            validated_data["rounds"] = rounds
            write_rounds(instance, rounds)
        slot: Any = super().update(instance, validated_data)
        slot.shown_rounds = rounds
        return slot  # type: ignore[no-any-return]


@extend_schema_field({"type": "string", "enum": ["", *RIR_CHOICES], "nullable": True})
class RirField(serializers.Field):
    """Repetitions in reserve as a text from a list; a number that means one of them will do, nothing means null."""

    default_error_messages: ClassVar = {"invalid_choice": '"{sent}" is not a valid choice.'}

    def to_internal_value(self, data: Any) -> Decimal | None:
        text = str(data).strip()
        if not text:
            return None
        if isinstance(data, bool) or not re.fullmatch(r"[0-9](\.[05]?0*)?", text):
            self.fail("invalid_choice", sent=text[:50])
        return Decimal(text)

    def to_representation(self, value: Decimal) -> str:
        return told(value)


def told(rir: Decimal) -> str:
    """Without zeros that say nothing, as the list has it."""
    return f"{rir.normalize():f}"


class SettingSerializer(ModelSerializer):
    """An entry with what its rules set in the first iteration.

    What is sent as it was shown changes nothing: it may be beyond the limits, or have lost places that were not shown.
    """

    second_names: ClassVar = {"slot": "set", "exercise": "exercise_base"}

    set = OwnedRelatedField(source="slot", queryset=Slot.objects.all())
    exercise_base = ExerciseField(source="exercise")
    # Only the routine vocabulary can write a number with places; of that, the whole repetitions.
    reps = WholeNumberField(source="first_repetitions", min_value=0, allow_null=True, help_text="0 to 600.")
    weight = serializers.DecimalField(
        source="first_weight",
        max_digits=6,
        decimal_places=2,
        min_value=Decimal(0),
        required=False,
        allow_null=True,
        help_text="0 to 1500.",
    )
    rir = RirField(source="first_rir", required=False, allow_null=True)

    class Meta:
        model = SlotEntry
        fields: ClassVar = [
            "id",
            "uuid",
            "set",
            "exercise_base",
            "repetition_unit",
            "reps",
            "weight",
            "weight_unit",
            "rir",
            "order",
            "comment",
        ]
        read_only_fields: ClassVar = ["uuid"]
        extra_kwargs: ClassVar = {"repetition_unit": {"allow_null": False}, "weight_unit": {"allow_null": False}}
        validators: ClassVar[list[Any]] = []

    def complete(self, row: dict[str, Any]) -> None:
        for unit in ("repetition_unit", "weight_unit"):
            if row[unit] is None:
                row[unit] = USUAL_UNIT
        super().complete(row)

    def shown(self, name: str) -> Any:
        value = getattr(self.instance, name, None)
        return int(value) if name == "first_repetitions" and value is not None else value

    def validate_reps(self, reps: int | None) -> int | None:
        if reps != self.shown("first_repetitions") or self.instance is None:
            if reps is None:
                self.fields["reps"].fail("null")
            check_limit(reps, MOST_REPETITIONS)
        return reps

    def validate_weight(self, weight: Decimal | None) -> Decimal | None:
        if weight != self.shown("first_weight"):
            check_limit(weight, HEAVIEST)
        return weight

    def validate_rir(self, rir: Decimal | None) -> Decimal | None:
        if rir != self.shown("first_rir") and rir is not None and told(rir) not in RIR_CHOICES:
            self.fields["rir"].fail("invalid_choice", sent=rir)
        return rir

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in attrs.items() if not self.is_echo(name, value)}

    def is_echo(self, name: str, value: Any) -> bool:
        """Whether ``value`` is only what this row was shown with."""
        if self.instance is None:
            return False
        if name in FIRST_VALUES:
            return bool(value == self.shown(name))
        is_unit = name in {"repetition_unit", "weight_unit"}
        return is_unit and value.pk == USUAL_UNIT and getattr(self.instance, name) is None

    def create(self, validated_data: dict[str, Any]) -> SlotEntry:
        if "order" not in validated_data:
            validated_data["order"] = next_order(validated_data["slot"])
        values = {name: validated_data.pop(name, None) for name in FIRST_VALUES}
        entry: SlotEntry = super().create(validated_data)
        return self.with_values(entry, values)

    def update(self, instance: SlotEntry, validated_data: dict[str, Any]) -> SlotEntry:
        values = {name: validated_data.pop(name) for name in FIRST_VALUES if name in validated_data}
        entry: SlotEntry = super().update(instance, validated_data)
        return self.with_values(entry, values)

    def with_values(self, entry: SlotEntry, values: dict[str, Any]) -> SlotEntry:
        write_first_values(entry, {FIRST_VALUES[name]: value for name, value in values.items()})
        for name, value in values.items():
            setattr(entry, name, value)
        return entry


class ScheduleSerializer(ModelSerializer):
    """Of all that a person has, at most one is active: the last that became so."""

    class Meta:
        model = Schedule
        fields: ClassVar = ["id", "uuid", "name", "start_date", "is_active", "is_loop"]
        read_only_fields: ClassVar = ["uuid"]
        validators: ClassVar[list[Any]] = []

    def save(self, **kwargs: Any) -> Schedule:
        person = self.context["request"].user
        # Two that become active at once would not see each other, so they wait for one another here.
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
        schedule: Schedule = super().save(**kwargs)
        if schedule.is_active:
            others = Schedule.objects.owned_by(person).filter(is_active=True).exclude(pk=schedule.pk)
            others.update(is_active=False)
        return schedule


class ScheduleStepSerializer(ModelSerializer):
    workout = ParentField(queryset=Routine.objects.all())

    class Meta:
        model = ScheduleStep
        fields: ClassVar = ["id", "uuid", "schedule", "workout", "duration", "order"]
        read_only_fields: ClassVar = ["uuid"]
        validators: ClassVar[list[Any]] = []
