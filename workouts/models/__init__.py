"""The tables of training."""

from workouts.models.routine import Routine

__all__ = ["Routine"]
