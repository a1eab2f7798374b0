"""A whole workout as the classic apps draw it, and the sets of a place in the order in which they are done."""

import calendar
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol
from urllib.parse import urlsplit

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from config.api.described import record, several
from exercises.models import Exercise
from exercises.serializers import ExerciseInfoSerializer
from workouts import sequences
from workouts.calendar import DAYS_IN_WEEK
from workouts.classic import serializers
from workouts.classic.first_values import with_first_values, with_shown_rounds
from workouts.models import Day, ProgressionRule, Routine, Slot, SlotEntry
from workouts.progression import values_at
from workouts.routines.loading import rules_of_entries, slots_by_id
from workouts.routines.serializers import DaySerializer
from workouts.targets import target_of

ANYTHING: dict[str, Any] = {"type": "object"}
MUSCLES = record(
    front=several(ANYTHING), back=several(ANYTHING), frontsecondary=several(ANYTHING), backsecondary=several(ANYTHING)
)
CANONICAL = record(obj=ANYTHING, day_list=several(ANYTHING), muscles=MUSCLES)


class View(Protocol):
    request: Request

    def get_object(self) -> Any: ...
    def get_serializer(self, row: Any) -> Any: ...
    def get_serializer_context(self) -> dict[str, Any]: ...


class SetReading:
    @extend_schema(responses={200: record(results=several(ANYTHING))})
    @action(detail=True, filter_backends=[], pagination_class=None)
    def computed_settings(self: View, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The settings of this set as often and in the order as they are performed."""
        found = Slots(Slot.objects.filter(pk=self.get_object().pk), self.get_serializer_context())
        return Response({"results": next(found.computed(key) for key in found.rows)})


class WorkoutReading:
    @extend_schema(responses={200: CANONICAL})
    @action(detail=True)
    def canonical_representation(self: View, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The whole workout with its exercises and the muscles that they train."""
        routine: Routine = self.get_object()
        context = self.get_serializer_context()
        days = list(Day.objects.filter(routine=routine).order_by("order", "pk"))
        rows = shown(DaySerializer, days, context)
        slots = Slots(Slot.objects.filter(day__routine=routine), context)
        # By their first weekday; those that have none come last.
        days.sort(key=lambda day: day.weekdays or [DAYS_IN_WEEK + 1])
        return Response(
            {
                "obj": self.get_serializer(routine).data,
                "day_list": [slots.day(day, rows[day.pk]) for day in days],
                "muscles": slots.muscles(slots.rows),
            }
        )


def shown(serializer: Any, rows: Sequence[Any], context: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """What the endpoint of ``serializer`` shows, by id."""
    return dict(zip([row.pk for row in rows], serializer(rows, many=True, context=context).data, strict=True))


class Slots:
    """The slots in a queryset with all that belongs to them: a fixed number of queries, however many there are."""

    def __init__(self, slots: Any, context: dict[str, Any]) -> None:
        rows = list(with_shown_rounds(slots).order_by("order", "pk"))
        entries = list(with_first_values(SlotEntry.objects.filter(slot__in=slots.order_by())))
        rules = rules_of_entries(ProgressionRule.objects.filter(slot_entry__slot__in=slots.order_by()))
        self.rows = shown(serializers.SetSerializer, rows, context)
        self.settings = shown(serializers.SettingSerializer, entries, context)
        self.plain = {key: slot for key, (_, slot) in slots_by_id(slots, rules).items()}
        self.of_days: dict[int, list[int]] = defaultdict(list)
        for row in rows:
            self.of_days[row.day_id].append(row.pk)
        # Retired ones, too: the plan still has them.
        exercises = Exercise.objects.filter(pk__in={entry.exercise_id for entry in entries}).with_details()
        self.exercises = shown(ExerciseInfoSerializer, list(exercises), context)

    def computed(self, key: int) -> list[dict[str, Any]]:
        return [self.settings[int(entry.id)] for entry in sequences.computed_settings(self.plain[key])]

    def day(self, day: Day, row: Mapping[str, Any]) -> dict[str, Any]:
        keys = self.of_days[day.pk]
        return {
            "obj": row,
            "set_list": [self.set(key) for key in keys],
            "days_of_week": {
                "text": ", ".join(calendar.day_name[weekday - 1] for weekday in day.weekdays),
                "day_list": [{"day_of_week": weekday} for weekday in day.weekdays],
            },
            "muscles": self.muscles(keys),
        }

    def set(self, key: int) -> dict[str, Any]:
        slot = self.plain[key]
        by_exercise = defaultdict(list)
        for entry, usual in sequences.with_usual_sets(slot):
            by_exercise[entry.exercise].append((entry, usual))
        return {
            "obj": self.rows[key],
            "exercise_list": [self.exercise(exercise, entries) for exercise, entries in by_exercise.items()],
            "is_superset": len(by_exercise) > 1,
            "settings_computed": self.computed(key),
            "muscles": self.muscles([key]),
        }

    def exercise(self, exercise: int, entries: Collection[tuple[Any, int]]) -> dict[str, Any]:
        known = self.exercises[exercise]
        settings = [self.settings[entry.id] for entry, _ in entries]
        told = [target_of(entry, values_at(entry.course, 1), usual).text_repr for entry, usual in entries]
        return {
            "setting_obj_list": settings,
            "setting_text": " \N{EN DASH} ".join(filter(None, told)),
            "has_weight": any(setting["weight"] is not None for setting in settings),
            "comment_list": [],
            "image_list": [
                {"image": urlsplit(image["image"]).path, "is_main": image["is_main"]} for image in known["images"]
            ],
            "obj": known,
        }

    def muscles(self, keys: Iterable[int]) -> dict[str, list[dict[str, Any]]]:
        """Of the exercises of these slots; a muscle that leads in one of them does not only help."""
        exercises = [self.exercises[entry.exercise] for key in keys for entry in self.plain[key].entries]
        primary = {muscle["id"]: muscle for each in exercises for muscle in each["muscles"]}
        helping = {muscle["id"]: muscle for each in exercises for muscle in each["muscles_secondary"]}
        secondary = [muscle for key, muscle in helping.items() if key not in primary]
        return {
            "front": [muscle for muscle in primary.values() if muscle["is_front"]],
            "back": [muscle for muscle in primary.values() if not muscle["is_front"]],
            "frontsecondary": [muscle for muscle in secondary if muscle["is_front"]],
            "backsecondary": [muscle for muscle in secondary if not muscle["is_front"]],
        }
