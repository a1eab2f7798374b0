"""The tables of training."""

from workouts.models.log import Impression, WorkoutLog, WorkoutSession
from workouts.models.plan import Day, DayType, EntryType, ProgressionRule, Quantity, Slot, SlotEntry
from workouts.models.routine import Routine, usual_end
from workouts.models.schedule import Schedule, ScheduleStep
from workouts.models.trophy import TrainingStatistics, Trophy, UserTrophy

__all__ = [
    "Day",
    "DayType",
    "EntryType",
    "Impression",
    "ProgressionRule",
    "Quantity",
    "Routine",
    "Schedule",
    "ScheduleStep",
    "Slot",
    "SlotEntry",
    "TrainingStatistics",
    "Trophy",
    "UserTrophy",
    "WorkoutLog",
    "WorkoutSession",
    "usual_end",
]
