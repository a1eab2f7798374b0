"""The catalogue: anybody may read it, contributors write it."""

from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.cache import patch_vary_headers
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from config.api import pictures
from config.api.filters import DeclaredFilters
from config.api.name_search import PARAMETER, NameSearch, SearchedList
from config.api.ordering import StableOrdering, own
from config.api.throttling import ContributionThrottle
from config.api.viewsets import CatalogueViewSet, CatalogueWriteViewSet, find
from exercises import actions, edits, filters, languages, serializers, thumbnails, videos
from exercises.contents import snapshot
from exercises.models import (
    Alias,
    Comment,
    DayOfWeek,
    DeletionLog,
    Equipment,
    Exercise,
    ExerciseCategory,
    Image,
    Language,
    License,
    Muscle,
    RepetitionUnit,
    Translation,
    VariationGroup,
    Video,
    WeightUnit,
    revision,
)
from exercises.models.license import ATTRIBUTION
from exercises.search import ExerciseNames

DATES = ("created", "last_update")
REPLACEMENT = [
    OpenApiParameter("replaced_by", OpenApiTypes.UUID, description="What logs and plans refer to instead."),
    OpenApiParameter("transfer_media", OpenApiTypes.BOOL, description="Its pictures and videos go there, too."),
    OpenApiParameter(
        "transfer_translations",
        OpenApiTypes.BOOL,
        description="So do translations into languages it lacks.",
    ),
]


def says_yes(value: str | None) -> bool:
    """Of a switch in an address, which apps write as ``1``, as ``true``, or as its name alone."""
    return value is not None and value.lower() not in {"0", "false", "no", "off"}


class ExerciseRoomViewSet(CatalogueViewSet):
    """Answers are kept until something in the room changes."""

    @classmethod
    def revision(cls) -> int | None:
        return revision.current()


class ContributedViewSet(ExerciseRoomViewSet, CatalogueWriteViewSet):
    """Who changes something is written down."""

    add_permission = "exercises.add_exercise"
    delete_permission = "exercises.delete_exercise"

    def perform_save(self, serializer: Any) -> Any:
        before = snapshot(serializer.instance) if serializer.instance else None
        row = serializer.save()
        edits.record(row=row, author=self.request.user, before=before)
        return row

    def perform_destroy(self, instance: Any) -> None:
        actions.remove(row=instance, author=self.request.user)


class LanguageViewSet(ExerciseRoomViewSet):
    """Languages of translations and profiles.  2 is English."""

    queryset = Language.objects.order_by("full_name")
    serializer_class = serializers.LanguageSerializer
    filterset_fields = ("full_name", "full_name_en", "short_name")
    ordering_fields = ("id", "short_name", "full_name", "full_name_en")


class LicenseViewSet(ExerciseRoomViewSet):
    """Licences under which people gave what the catalogue holds."""

    queryset = License.objects.order_by("full_name")
    serializer_class = serializers.LicenseSerializer
    filterset_fields = ("full_name", "short_name", "url")
    ordering_fields = ("id", "full_name", "short_name", "url")


class MuscleViewSet(ExerciseRoomViewSet):
    """Muscles, with a drawing of the body for each."""

    queryset = Muscle.objects.order_by("name")
    serializer_class = serializers.MuscleSerializer
    filterset_fields = ("name", "is_front", "name_en")
    ordering_fields = ("id", "name", "is_front", "name_en")


class EquipmentViewSet(ExerciseRoomViewSet):
    """What an exercise is done with."""

    queryset = Equipment.objects.order_by("name")
    serializer_class = serializers.EquipmentSerializer
    filterset_fields = ("name",)
    ordering_fields = ("id", "name")


class ExerciseCategoryViewSet(ExerciseRoomViewSet):
    """The part of the body that an exercise is for."""

    queryset = ExerciseCategory.objects.order_by("name")
    serializer_class = serializers.ExerciseCategorySerializer
    filterset_fields = ("name",)
    ordering_fields = ("id", "name")


class RepetitionUnitViewSet(ExerciseRoomViewSet):
    """What a set counts: repetitions, time or distance."""

    queryset = RepetitionUnit.objects.order_by("unit_type", "name")
    serializer_class = serializers.RepetitionUnitSerializer
    filterset_fields = ("name", "unit_type")
    ordering_fields = ("id", "name", "unit_type", "multiplier")


class WeightUnitViewSet(ExerciseRoomViewSet):
    """What a weight is given in."""

    queryset = WeightUnit.objects.order_by("name")
    serializer_class = serializers.WeightUnitSerializer
    filterset_fields = ("name",)
    ordering_fields = ("id", "name")


class DayOfWeekViewSet(ExerciseRoomViewSet):
    """The days of the week; 1 is Monday."""

    queryset = DayOfWeek.objects.order_by("id")
    serializer_class = serializers.DayOfWeekSerializer
    filterset_fields = ("day_of_week",)
    ordering_fields = ("id", "day_of_week")


class VariationGroupViewSet(ContributedViewSet):
    """Groups of exercises that are variations of each other."""

    queryset = VariationGroup.objects.order_by("id")
    serializer_class = serializers.VariationGroupSerializer
    ordering_fields = ("id",)

    def perform_save(self, serializer: Any) -> Any:
        return serializer.save()

    def perform_destroy(self, instance: VariationGroup) -> None:
        actions.remove_variation_group(group=instance)


class DeletionLogViewSet(ExerciseRoomViewSet):
    """What was deleted, for servers that copy this catalogue."""

    queryset = DeletionLog.objects.public().order_by("id")
    serializer_class = serializers.DeletionLogSerializer
    filterset_class = filters.DeletionLogFilterSet
    ordering_fields = ("id", "model_type", "uuid", "replaced_by", "timestamp", "comment")


class NamedExerciseViewSet(SearchedList, ExerciseRoomViewSet):
    """Exercises with the words of one of their translations."""

    filter_backends = (DeclaredFilters, StableOrdering, NameSearch)
    filterset_class = filters.ExerciseFilterSet
    extra_parameters = (PARAMETER,)
    ordering_fields: ClassVar = {
        **own("id", "uuid", "category", "variation_group", *DATES, *ATTRIBUTION),
        "exercise_base": "id",
        "variations": "variation_group",
        "name": "shown_name",
        "description": "shown_description",
        "language": "shown_language",
    }

    @classmethod
    def variant(cls, request: HttpRequest) -> str:
        return languages.key(request)

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        wrapped = super().initialize_request(request, *args, **kwargs)
        self.languages = languages.preferred(wrapped)
        return wrapped

    def get_queryset(self) -> Any:
        rows: Any = super().get_queryset()
        return rows.shown_in(getattr(self, "languages", []))

    def row_variant(self) -> tuple[Any, ...]:
        return tuple(self.languages)

    def name_source(self, rows: Any) -> ExerciseNames:
        """Only words in the languages that the caller asked for are searched; without any, all."""
        return ExerciseNames(rows, languages.searched(self.request, "language__code", "language"))

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "languages": getattr(self, "languages", [languages.ENGLISH])}

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Accept-Language"])
        return response


class ExerciseViewSet(NamedExerciseViewSet, ContributedViewSet):
    """Exercises, named in the language of `?language=`, of Accept-Language, in English, or in the first there is."""

    queryset = Exercise.objects.public().with_relations().order_by("id")
    editable = Exercise.objects.present().with_relations().order_by("id")
    serializer_class = serializers.ExerciseSerializer
    throttle_classes = (ContributionThrottle,)

    @extend_schema(parameters=REPLACEMENT)
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().destroy(request, *args, **kwargs)

    def perform_destroy(self, instance: Exercise) -> None:
        query = self.request.query_params
        named = query.get("replaced_by", "")
        new = find(self.queryset, named) if named else None
        if named and (new is None or new == instance):
            raise ValidationError({"replaced_by": ["This is no other exercise of the catalogue."]})
        actions.remove(
            row=instance,
            replaced_by=new.uuid if new else None,
            transfer_media=says_yes(query.get("transfer_media")),
            transfer_translations=says_yes(query.get("transfer_translations")),
            author=self.request.user,
        )


class ExerciseInfoViewSet(NamedExerciseViewSet):
    """Exercises with everything that belongs to them, in all languages."""

    queryset = Exercise.objects.public().with_details().order_by("id")
    serializer_class = serializers.ExerciseInfoSerializer


class ExerciseTranslationViewSet(ContributedViewSet):
    """Names and descriptions of exercises."""

    throttle_classes = (ContributionThrottle,)
    queryset = Translation.objects.public().with_parts().order_by("name")
    serializer_class = serializers.ExerciseTranslationSerializer
    filterset_class = filters.TranslationFilterSet
    ordering_fields: ClassVar = {
        **own("id", "uuid", "name", "description", "language", "exercise", *DATES, *ATTRIBUTION),
        "exercise_base": "exercise",
    }


class ExerciseAliasViewSet(ContributedViewSet):
    """Other names of exercises.  `exercise` and `translation` are both the translation's id."""

    queryset = Alias.objects.public().order_by("id")
    serializer_class = serializers.ExerciseAliasSerializer
    filterset_class = filters.AliasFilterSet
    ordering_fields: ClassVar = {**own("id", "uuid", "translation", "alias"), "exercise": "translation"}


class ExerciseCommentViewSet(ContributedViewSet):
    """Hints on how to do an exercise.  `exercise` and `translation` are both the translation's id."""

    queryset = Comment.objects.public().order_by("id")
    serializer_class = serializers.ExerciseCommentSerializer
    filterset_class = filters.CommentFilterSet
    ordering_fields: ClassVar = {**own("id", "uuid", "translation", "comment"), "exercise": "translation"}


class MediaViewSet(ContributedViewSet):
    """Looks at an upload before the transaction begins: that takes seconds, and nobody should have to wait for them."""

    examined: Any = None

    def make_atomic(self, request: Request) -> None:
        rows: Any = type(self).queryset
        name = rows.model.file_field
        upload = request.data.get(name) if hasattr(request.data, "get") else None
        if isinstance(upload, UploadedFile):
            try:
                self.examined = self.examine(upload)
            except (pictures.UnusablePicture, videos.UnusableVideo) as error:
                raise ValidationError({name: [str(error)]}) from error
        super().make_atomic(request)

    def examine(self, upload: UploadedFile) -> Any:
        """What the serializer needs to store it; raises ``UnusablePicture`` or ``UnusableVideo``."""

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "examined": self.examined}


class ExerciseImageViewSet(MediaViewSet):
    """Pictures of exercises, each with six thumbnails."""

    queryset = Image.objects.public().select_related("exercise").main_first()
    editable = Image.objects.present().select_related("exercise").main_first()
    serializer_class = serializers.ExerciseImageSerializer
    filterset_class = filters.ImageFilterSet
    ordering_fields: ClassVar = {
        **own("id", "uuid", "exercise", "image", "is_main", "style", *DATES, *ATTRIBUTION),
        "exercise_base": "exercise",
    }

    def examine(self, upload: UploadedFile) -> tuple[pictures.Picture, dict[str, bytes]]:
        picture = pictures.clean(upload.read(pictures.LARGEST_BYTES + 1))
        return picture, thumbnails.render(picture.content)

    @extend_schema(responses={200: {"type": "object", "additionalProperties": {}}})
    @action(detail=True, filter_backends=[], pagination_class=None)
    def thumbnails(self, *_: Any, **__: Any) -> Response:
        """Addresses and sizes of the picture's thumbnails, and its own address as `original`."""
        row = self.get_serializer(self.get_object()).data
        found = {
            kind: {"url": url, "settings": thumbnails.settings(kind)} for kind, url in (row["thumbnails"] or {}).items()
        }
        return Response({**found, "original": row["image"]})


class ExerciseVideoViewSet(MediaViewSet):
    """Videos of exercises."""

    queryset = Video.objects.public().select_related("exercise").main_first()
    editable = Video.objects.present().select_related("exercise").main_first()
    serializer_class = serializers.ExerciseVideoSerializer
    filterset_class = filters.VideoFilterSet
    ordering_fields: ClassVar = {
        **own("id", "uuid", "exercise", "is_main", "video", "size", "duration", "width", "height", "codec"),
        **own("codec_long", *DATES, *ATTRIBUTION),
        "exercise_base": "exercise",
    }

    def examine(self, upload: UploadedFile) -> videos.Film:
        return videos.examine(upload)
