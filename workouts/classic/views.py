"""Plans and their parts, in the classic vocabulary."""

from typing import Any

from config.api.ordering import own
from config.api.viewsets import OwnedViewSet
from config.ownership import OwnedQuerySet
from workouts.classic import filters, serializers
from workouts.classic.first_values import with_first_values, with_shown_rounds
from workouts.classic.reading import SetReading, WorkoutReading
from workouts.logbook.plans import LoggedWorkout
from workouts.models import Routine, Schedule, ScheduleStep, Slot, SlotEntry
from workouts.routines.filters import RoutineFilterSet
from workouts.routines.removal import remove_routine


class WorkoutViewSet(LoggedWorkout, WorkoutReading, OwnedViewSet):
    """Your training plans in the classic vocabulary; templates are not among them."""

    queryset = Routine.objects.order_by("-creation_date")
    serializer_class = serializers.WorkoutSerializer
    filterset_class = RoutineFilterSet
    ordering_fields = (*serializers.WorkoutSerializer.Meta.fields, "user")

    def narrow(self, rows: OwnedQuerySet[Any]) -> OwnedQuerySet[Any]:
        return rows.filter(is_template=False)

    def perform_destroy(self, instance: Routine) -> None:
        remove_routine(instance)


class SetViewSet(SetReading, OwnedViewSet):
    """What is done in one place of a day, and in how many rounds: the classic view of a slot."""

    queryset: Any = with_shown_rounds(Slot.objects.order_by("order"))
    serializer_class = serializers.SetSerializer
    filterset_class = filters.SetFilterSet
    ordering_fields = {  # noqa: RUF012 (an instance variable of the base)
        **own("id", "uuid", "order", "comment", "user"),
        "exerciseday": "day",
        "sets": "shown_rounds",
    }


class SettingViewSet(OwnedViewSet):
    """One exercise of a set: the classic view of an entry and of what its rules start with."""

    queryset: Any = with_first_values(SlotEntry.objects.order_by("order", "id"))
    serializer_class = serializers.SettingSerializer
    filterset_class = filters.SettingFilterSet
    ordering_fields = {  # noqa: RUF012 (an instance variable of the base)
        **own("id", "uuid", "order", "comment", "repetition_unit", "weight_unit", "user"),
        "set": "slot",
        "exercise_base": "exercise",
        "reps": "first_repetitions",
        "weight": "first_weight",
        "rir": "first_rir",
    }


class ScheduleViewSet(OwnedViewSet):
    """Plans in succession.  Making one active makes the others inactive."""

    queryset = Schedule.objects.order_by("id")
    serializer_class = serializers.ScheduleSerializer
    filterset_class = filters.ScheduleFilterSet
    ordering_fields = (*serializers.ScheduleSerializer.Meta.fields, "user")


class ScheduleStepViewSet(OwnedViewSet):
    """A plan of a schedule, for so many weeks."""

    queryset = ScheduleStep.objects.order_by("order")
    serializer_class = serializers.ScheduleStepSerializer
    filterset_class = filters.ScheduleStepFilterSet
    ordering_fields = (*serializers.ScheduleStepSerializer.Meta.fields, "user")
