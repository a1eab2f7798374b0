"""The tables of the catalogue."""

from exercises.models.deletion import Deleted, DeletionLog
from exercises.models.edit import Edit
from exercises.models.exercise import Exercise
from exercises.models.license import AttributedModel, License, LicensedModel
from exercises.models.media import Image, MediaModel, Style, Video
from exercises.models.origin import DatedModel, ImportedModel
from exercises.models.reference import Equipment, ExerciseCategory, Language, Muscle, VariationGroup
from exercises.models.revision import Revision
from exercises.models.translation import Alias, Comment, Translation
from exercises.models.units import DayOfWeek, RepetitionUnit, UnitType, WeightUnit

__all__ = [
    "Alias",
    "AttributedModel",
    "Comment",
    "DatedModel",
    "DayOfWeek",
    "Deleted",
    "DeletionLog",
    "Edit",
    "Equipment",
    "Exercise",
    "ExerciseCategory",
    "Image",
    "ImportedModel",
    "Language",
    "License",
    "LicensedModel",
    "MediaModel",
    "Muscle",
    "RepetitionUnit",
    "Revision",
    "Style",
    "Translation",
    "UnitType",
    "VariationGroup",
    "Video",
    "WeightUnit",
]
