"""The resources as the books on DRF write them: standard serializers, renderer and pages, and the right prefetches.

They have one vocabulary instead of two and no chosen language, so they do a little less than the product.
"""

from typing import Any

from rest_framework import serializers
from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts import sealing
from accounts.models import PermanentToken
from exercises.models import (
    Alias,
    Comment,
    Equipment,
    Exercise,
    ExerciseCategory,
    Image,
    License,
    Muscle,
    Translation,
    Video,
)
from workouts.models import Routine


class SealedTokenAuthentication(TokenAuthentication):
    """DRF's own, but for the digest by which tokens are found here."""

    def authenticate_credentials(self, key: str) -> tuple[Any, Any]:
        try:
            token = PermanentToken.objects.select_related("user").get(digest=sealing.digest(key))
        except PermanentToken.DoesNotExist:
            raise AuthenticationFailed("Invalid token.") from None
        if not token.user.is_active:
            raise AuthenticationFailed("User inactive or deleted.")
        return token.user, token


class Pages(LimitOffsetPagination):
    default_limit = 20
    max_limit = 1000


class MuscleSerializer(serializers.ModelSerializer):
    class Meta:
        model = Muscle
        fields = ("id", "name", "name_en", "is_front")


class CategorySerializer(serializers.ModelSerializer):
    class Meta:
        model = ExerciseCategory
        fields = ("id", "name")


class EquipmentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Equipment
        fields = ("id", "name")


class LicenseSerializer(serializers.ModelSerializer):
    class Meta:
        model = License
        fields = ("id", "full_name", "short_name", "url")


class AliasSerializer(serializers.ModelSerializer):
    class Meta:
        model = Alias
        fields = ("id", "uuid", "alias")


class CommentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Comment
        fields = ("id", "uuid", "translation", "comment")


LICENSED = (
    "license",
    "license_title",
    "license_object_url",
    "license_author",
    "license_author_url",
    "license_derivative_source_url",
    "author_history",
)
DATED = ("id", "uuid", "created", "last_update")


class ImageSerializer(serializers.ModelSerializer):
    class Meta:
        model = Image
        fields = (*DATED, "exercise", "image", "is_main", "style", "is_ai_generated", "width", "height", *LICENSED)


class VideoSerializer(serializers.ModelSerializer):
    class Meta:
        model = Video
        fields = (*DATED, "exercise", "video", "is_main", "size", "duration", "width", "height", "codec", *LICENSED)


class TranslationSerializer(serializers.ModelSerializer):
    aliases = AliasSerializer(many=True, read_only=True)
    notes = CommentSerializer(source="comments", many=True, read_only=True)

    class Meta:
        model = Translation
        fields = (
            *DATED,
            "name",
            "exercise",
            "description",
            "description_source",
            "language",
            "aliases",
            "notes",
            *LICENSED,
        )


class TranslationTextSerializer(serializers.ModelSerializer):
    class Meta:
        model = Translation
        fields = ("id", "uuid", "language", "name", "description")


EXERCISE = (*DATED, "category", "muscles", "muscles_secondary", "equipment", "license", "license_author")
EXERCISE += ("author_history", "translations", "variation_group")


class ExerciseSerializer(serializers.ModelSerializer):
    translations = TranslationTextSerializer(many=True, read_only=True)

    class Meta:
        model = Exercise
        fields = EXERCISE


class ExerciseInfoSerializer(serializers.ModelSerializer):
    category = CategorySerializer(read_only=True)
    muscles = MuscleSerializer(many=True, read_only=True)
    muscles_secondary = MuscleSerializer(many=True, read_only=True)
    equipment = EquipmentSerializer(many=True, read_only=True)
    license = LicenseSerializer(read_only=True)
    images = ImageSerializer(many=True, read_only=True)
    videos = VideoSerializer(many=True, read_only=True)
    translations = TranslationSerializer(many=True, read_only=True)

    class Meta:
        model = Exercise
        fields = (*EXERCISE, "images", "videos")


class RoutineSerializer(serializers.ModelSerializer):
    class Meta:
        model = Routine
        fields = ("id", "uuid", "name", "description", "created", "creation_date", "start", "end", "fit_in_week")
        fields += ("is_template", "is_public")


class PublicViewSet(ReadOnlyModelViewSet):
    authentication_classes = ()
    permission_classes = (AllowAny,)
    renderer_classes = (JSONRenderer,)
    pagination_class = Pages
    filter_backends = ()


class MuscleViewSet(PublicViewSet):
    queryset = Muscle.objects.order_by("name")
    serializer_class = MuscleSerializer


class ExerciseViewSet(PublicViewSet):
    queryset = (
        Exercise.objects.filter(retired_at=None)
        .prefetch_related("muscles", "muscles_secondary", "equipment", "translations")
        .order_by("id")
    )
    serializer_class = ExerciseSerializer


class ExerciseInfoViewSet(PublicViewSet):
    queryset = (
        Exercise.objects.filter(retired_at=None)
        .select_related("category", "license")
        .prefetch_related(
            "muscles",
            "muscles_secondary",
            "equipment",
            "images",
            "videos",
            "translations__aliases",
            "translations__comments",
        )
        .order_by("id")
    )
    serializer_class = ExerciseInfoSerializer


class RoutineViewSet(PublicViewSet):
    authentication_classes = (SealedTokenAuthentication,)
    permission_classes = (IsAuthenticated,)
    queryset = Routine.objects.order_by("-start", "-created", "id")
    serializer_class = RoutineSerializer

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(user=self.request.user, retired_at=None)
