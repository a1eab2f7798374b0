"""Sessions and logs on the wire, in the names of both vocabularies."""

from copy import copy
from datetime import datetime
from typing import Any, ClassVar

from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework import serializers

from config.api.decoding import moment
from config.api.serializers import ModelSerializer, with_first_names
from workouts.logbook import saving, sessions
from workouts.logbook.changes import Change
from workouts.logbook.fields import ClockField, ImpressionField, MomentField, ReserveField, WholeNumberField
from workouts.logbook.recording import Recorder
from workouts.logbook.relations import PUBLIC, KnownRelatedField, Relations
from workouts.models import WorkoutLog, WorkoutSession

DUPLICATE = "The fields date, user, routine must make a unique set."
OF_ANOTHER_ROUTINE = "This {} belongs to another routine."
NEEDS_A_UNIT = "A value needs a unit."
# No classic app expects null where it reads the plan, or a unit.  Nothing has the first id, the second is that of
# repetitions and of kilograms.
NO_WORKOUT = 0
USUAL_UNIT = 1
# Null in these columns means that nothing was said.
NEVER_NULL = ("date", "impression")


def without_nulls(sent: dict[str, Any]) -> dict[str, Any]:
    """A copy, which may be a form's, without nulls where they say nothing."""
    body = copy(sent)
    for name in NEVER_NULL:
        if body.get(name, "") is None:
            del body[name]
    return body


class LogbookSerializer(ModelSerializer):
    """Looks its relations up together; bulk requests do so for all of their rows."""

    serializer_related_field = KnownRelatedField
    relations: ClassVar[tuple[str, ...]]
    # Second names that are read; shown is another form of the value.
    read_names: ClassVar[dict[str, str]] = {}

    @classmethod
    def in_first_names(cls, body: Any) -> Any:
        if not isinstance(body, dict):
            return body
        named = with_first_names(body, cls.second_names | cls.read_names)
        if "routine" not in body and str(named.get("routine")) == str(NO_WORKOUT):
            named["routine"] = None
        return named

    def complete(self, row: dict[str, Any]) -> None:
        super().complete(row)
        # Apps of the classic names crash on null; those of uuids, which have other ids, know no such name.
        if row["workout"] is None and isinstance(row["id"], int):
            row["workout"] = NO_WORKOUT

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            data = without_nulls(self.in_first_names(data))
        context: Any = self.context
        if "relations" not in context:
            context["relations"] = Relations(context["request"].user, [data], self.relations)
        values: dict[str, Any] = dict(super().to_internal_value(data))
        for name in set(PUBLIC) & set(values):
            values[f"{name}_id"] = values.pop(name)
        return values

    def get_uniqueness_extra_kwargs(self, field_names: Any, declared_fields: Any, extra_kwargs: Any) -> Any:
        # What must be unique is looked at in ``validate``; DRF would make those fields required.
        return extra_kwargs, {}

    @property
    def recorder(self) -> Recorder:
        recorder: Recorder = self.context["recorder"]
        return recorder


def moment_of(date: object, time: object) -> str | None:
    """In the person's time zone; both as they are or as texts."""
    return moment(timezone.make_aware(datetime.fromisoformat(f"{date}T{time}"))) if time else None


class WorkoutSessionSerializer(LogbookSerializer):
    """Training on one date.  The routine follows from the day if only that is told."""

    second_names: ClassVar = {"workout": "routine"}
    relations = ("routine", "day")

    impression = ImpressionField(required=False)
    time_start = ClockField()
    time_end = ClockField()
    datetime_start = MomentField()
    datetime_end = MomentField()
    # The session that is there already and that the body describes.
    found: WorkoutSession | None = None

    class Meta:
        model = WorkoutSession
        fields: ClassVar = [
            "id",
            "uuid",
            "user",
            "routine",
            "day",
            "date",
            "notes",
            "impression",
            "time_start",
            "time_end",
            "datetime_start",
            "datetime_end",
        ]
        read_only_fields: ClassVar = ["uuid", "user"]
        validators: ClassVar[list[Any]] = []

    def complete(self, row: dict[str, Any]) -> None:
        super().complete(row)
        for name in ("start", "end"):
            row[f"datetime_{name}"] = moment_of(row["date"], row[f"time_{name}"])

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        start, end = self.coming(attrs, "time_start"), self.coming(attrs, "time_end")
        if start and end and end < start:
            raise serializers.ValidationError({"time_end": ["The end cannot be before the start."]})
        self.settle_day(attrs)
        self.settle_place(attrs)
        return attrs

    def settle_day(self, attrs: dict[str, Any]) -> None:
        day, routine = attrs.get("day"), self.coming(attrs, "routine_id")
        if "routine" in attrs:
            routine = attrs["routine"].pk if attrs["routine"] else None
        if day is None:
            if self.instance and self.instance.routine_id != routine:
                attrs["day"] = None
        elif routine is None:
            attrs["routine"] = day.routine
        elif day.routine_id != routine:
            raise serializers.ValidationError({"day": [OF_ANOTHER_ROUTINE.format("day")]})

    def settle_place(self, attrs: dict[str, Any]) -> None:
        """Find out whether there is a session of this date and routine; one that nobody described yet is taken over."""
        if self.instance is None:
            attrs.setdefault("date", timezone.localdate())
        routine = attrs["routine"] if "routine" in attrs else getattr(self.instance, "routine_id", None)
        date = self.coming(attrs, "date")
        if self.instance and (date, getattr(routine, "pk", routine)) == (self.instance.date, self.instance.routine_id):
            return
        mine = WorkoutSession.objects.owned_by(self.context["request"].user)
        same = mine.filter(date=date, routine=routine).first()
        if same is None or same == self.instance:
            return
        if self.instance or not (same.is_implied or self.context.get("joins_sessions")):
            raise serializers.ValidationError(DUPLICATE, code="unique")
        self.found = same

    def create(self, validated_data: dict[str, Any]) -> WorkoutSession:
        if self.found:
            return self.update(self.found, validated_data)
        row = WorkoutSession(**validated_data)
        row.save(force_insert=True)
        self.recorder.add(Change(self.recorder.user, sessions_after=[row]))
        return row

    def update(self, instance: WorkoutSession, validated_data: dict[str, Any]) -> WorkoutSession:
        before = copy(instance)
        for name, value in {**validated_data, "is_implied": False}.items():
            setattr(instance, name, value)
        try:
            with transaction.atomic():
                instance.save()
        except IntegrityError as error:
            # Somebody made a session of this date and routine at the same time.
            raise serializers.ValidationError({"non_field_errors": [DUPLICATE]}, code="unique") from error
        old, new = sessions.take_logs_along(before, instance)
        self.recorder.add(Change(self.recorder.user, old, new, [before], [instance]))
        return instance


class WorkoutLogSerializer(LogbookSerializer):
    """One set as it was performed, at ``date`` or now.  ``reps`` is the whole number of ``repetitions``; both are read.

    A log without a session goes to that of its date and routine, which is made if there is none.
    """

    second_names: ClassVar = {
        "workout": "routine",
        "exercise_base": "exercise",
        "repetition_unit": "repetitions_unit",
    }
    read_names: ClassVar = {"reps": "repetitions"}
    relations = ("routine", "session", "slot_entry", "next_log", *PUBLIC)

    reps = WholeNumberField()
    rir = ReserveField()
    rir_target = ReserveField()

    class Meta:
        model = WorkoutLog
        fields: ClassVar = [
            "id",
            "uuid",
            "date",
            "session",
            "routine",
            "slot_entry",
            "next_log",
            "exercise",
            "iteration",
            "repetitions",
            "reps",
            "repetitions_target",
            "repetitions_unit",
            "weight",
            "weight_target",
            "weight_unit",
            "rir",
            "rir_target",
            "rest",
            "rest_target",
        ]
        read_only_fields: ClassVar = ["uuid"]
        validators: ClassVar[list[Any]] = []

    def complete(self, row: dict[str, Any]) -> None:
        super().complete(row)
        row["reps"] = int(float(row["repetitions"] or 0))
        for unit in ("repetition_unit", "weight_unit"):
            if row[unit] is None:
                row[unit] = USUAL_UNIT

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        self.check_values(attrs)
        if self.instance and attrs.get("next_log") == self.instance:
            raise serializers.ValidationError({"next_log": ["A log cannot come after itself."]})
        if self.instance is None:
            self.place_new(attrs)
        else:
            self.place_changed(attrs, self.instance)
        return attrs

    def check_values(self, attrs: dict[str, Any]) -> None:
        values = {name: self.coming(attrs, name) for name in ("repetitions", "weight")}
        if all(value is None for value in values.values()):
            raise serializers.ValidationError("Enter repetitions, a weight, or both.")
        for name, value in values.items():
            if value is not None and self.coming(attrs, f"{name}_unit_id", default=1) is None:
                raise serializers.ValidationError({f"{name}_unit": [NEEDS_A_UNIT]})

    def place_new(self, attrs: dict[str, Any]) -> None:
        session, entry = attrs.get("session"), attrs.get("slot_entry")
        routine = attrs.get("routine")
        if routine is None and session is not None:
            routine = session.routine_id
        elif routine is None and entry is not None:
            routine = entry.slot.day.routine_id
        self.settle_routine(attrs, getattr(routine, "pk", routine))

    def place_changed(self, attrs: dict[str, Any], row: WorkoutLog) -> None:
        """Where the date or the routine changes, the session that the row has now is not a wish to stay there."""
        if attrs.get("session") is None or attrs["session"].pk == row.session_id:
            attrs.pop("session", None)
        session = attrs.get("session")
        routine = row.routine_id
        if attrs.get("routine"):
            routine = attrs["routine"].pk
        elif session is not None:
            routine = session.routine_id
        elif "routine" in attrs:
            routine = attrs["slot_entry"].slot.day.routine_id if attrs.get("slot_entry") else None
        if routine != row.routine_id:
            attrs.setdefault("slot_entry", None)
        elif attrs.get("slot_entry") and attrs["slot_entry"].pk == row.slot_entry_id:
            # Whoever moves an entry to another plan does not move what was trained by it.
            del attrs["slot_entry"]
        self.settle_routine(attrs, routine)

    def settle_routine(self, attrs: dict[str, Any], routine: int | None) -> None:
        session, entry = attrs.get("session"), attrs.get("slot_entry")
        if session is not None and session.routine_id != routine:
            raise serializers.ValidationError({"session": [OF_ANOTHER_ROUTINE.format("session")]})
        if entry is not None and entry.slot.day.routine_id != routine:
            raise serializers.ValidationError({"slot_entry": [OF_ANOTHER_ROUTINE.format("entry")]})
        if "routine" not in attrs or getattr(attrs["routine"], "pk", None) != routine:
            attrs.pop("routine", None)
            attrs["routine_id"] = routine

    def create(self, validated_data: dict[str, Any]) -> WorkoutLog:
        draft = self.draft(WorkoutLog(**validated_data))
        saving.store(self.recorder.user, [draft], self.recorder)
        return draft.log

    def update(self, instance: WorkoutLog, validated_data: dict[str, Any]) -> WorkoutLog:
        draft = self.draft(instance, validated_data)
        saving.store(self.recorder.user, [draft], self.recorder)
        return draft.log

    def draft(self, row: WorkoutLog, values: dict[str, Any] | None = None) -> saving.Draft:
        """What ``saving`` writes: a new row, or one with its new ``values``."""
        if values is None:
            return saving.Draft(row)
        before = copy(row)
        for name, value in values.items():
            setattr(row, name, value)
        return saving.Draft(row, before)
