"""Training plans on the wire, in the names of both vocabularies."""

from typing import Any, ClassVar

from django.utils import timezone
from rest_framework import serializers

from config.api.serializers import ModelSerializer
from workouts.models import Routine
from workouts.models.routine import LONGEST, usual_end


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
        read_only_fields: ClassVar = ["uuid", "created", "creation_date"]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        start = attrs.get("start", getattr(self.instance, "start", None))
        end = attrs.get("end", getattr(self.instance, "end", None))
        if start and end and end < start:
            raise serializers.ValidationError({"end": ["The end date cannot be before the start date."]})
        if start and end and end - start > LONGEST:
            raise serializers.ValidationError({"end": [f"A routine cannot span more than {LONGEST.days} days."]})
        return attrs


class WorkoutSerializer(RoutineSerializer):
    """The same plan for apps that know no dates: it starts today and lasts as long as the profile says."""

    class Meta(RoutineSerializer.Meta):
        extra_kwargs: ClassVar = {"start": {"required": False}, "end": {"required": False}}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if self.instance is None:
            start = attrs.setdefault("start", timezone.localdate())
            if "end" not in attrs:
                attrs["end"] = usual_end(start, self.context["request"].user.workout_duration)
        return super().validate(attrs)
