"""The dated records of a person."""

from accounts.models.synced import App
from journal.models.diary import DiaryDay, Nutrient, UnplacedBody
from journal.models.measurement import Measurement, MeasurementCategory
from journal.models.photo import Photo
from journal.models.weight import WeightEntry

__all__ = [
    "App",
    "DiaryDay",
    "Measurement",
    "MeasurementCategory",
    "Nutrient",
    "Photo",
    "UnplacedBody",
    "WeightEntry",
]
