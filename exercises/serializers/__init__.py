"""The catalogue on the wire, with the keys of both vocabularies."""

from exercises.serializers.exercise import (
    ExerciseInfoSerializer,
    ExerciseSerializer,
)
from exercises.serializers.media import (
    ExerciseImageSerializer,
    ExerciseVideoSerializer,
)
from exercises.serializers.reference import (
    DayOfWeekSerializer,
    DeletionLogSerializer,
    EquipmentSerializer,
    ExerciseCategorySerializer,
    LanguageSerializer,
    LicenseSerializer,
    MuscleSerializer,
    RepetitionUnitSerializer,
    VariationGroupSerializer,
    WeightUnitSerializer,
)
from exercises.serializers.submission import SubmissionSerializer
from exercises.serializers.translation import (
    ExerciseAliasSerializer,
    ExerciseCommentSerializer,
    ExerciseTranslationSerializer,
)

__all__ = [
    "DayOfWeekSerializer",
    "DeletionLogSerializer",
    "EquipmentSerializer",
    "ExerciseAliasSerializer",
    "ExerciseCategorySerializer",
    "ExerciseCommentSerializer",
    "ExerciseImageSerializer",
    "ExerciseInfoSerializer",
    "ExerciseSerializer",
    "ExerciseTranslationSerializer",
    "ExerciseVideoSerializer",
    "LanguageSerializer",
    "LicenseSerializer",
    "MuscleSerializer",
    "RepetitionUnitSerializer",
    "SubmissionSerializer",
    "VariationGroupSerializer",
    "WeightUnitSerializer",
]
