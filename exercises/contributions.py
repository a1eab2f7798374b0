"""Adding an exercise in one request, and asking beforehand whether its words are in the right language."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from config.api.permissions import MayContribute
from config.api.throttling import ContributionThrottle, LanguageCheckThrottle
from config.api.viewsets import Dialect
from exercises import detection, languages, wording
from exercises.models import Exercise, Language
from exercises.serializers import SubmissionSerializer


class SubmissionView(Dialect, GenericAPIView):
    """Add an exercise with its translations, aliases and comments: all of it or nothing."""

    queryset = Exercise.objects.present()
    serializer_class = SubmissionSerializer
    permission_classes = (MayContribute,)
    throttle_classes = (ContributionThrottle,)
    add_permission = "exercises.add_exercise"
    delete_permission = "exercises.delete_exercise"

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        added = Exercise.objects.with_details().get(pk=serializer.save().pk)
        return Response(self.get_serializer(added).data, status=HTTP_201_CREATED)


class LanguageCheckSerializer(serializers.Serializer):
    """The language by id or code, under any of its three names."""

    names: ClassVar = ("language", "language_code", "languageCode")

    input = serializers.CharField(max_length=wording.LONGEST_DESCRIPTION)
    language = serializers.CharField(required=False, allow_null=True, help_text="Id or code.")
    language_code = serializers.CharField(required=False, allow_null=True)
    languageCode = serializers.CharField(required=False, allow_null=True)  # noqa: N815 (as an app sends it)

    def validate(self, attrs: Any) -> dict[str, Any]:
        name = next((name for name in self.names if attrs.get(name)), None)
        if name is None:
            raise ValidationError({"language": ["This field is required."]})
        pk = languages.read(attrs[name], languages.codes())
        if pk is None:
            raise ValidationError({name: ["This is none of the languages of this server."]})
        return {"text": attrs["input"], "language": Language.objects.get(pk=pk)}


class CheckedSerializer(serializers.Serializer):
    result = serializers.BooleanField()


class LanguageCheckView(GenericAPIView):
    """Whether a description is in the language that it is for.

    Only long texts are looked at, and only what is surely in another language is refused: with a 400, in `check` the
    language it seems to be.
    """

    serializer_class = LanguageCheckSerializer
    permission_classes = (AllowAny,)
    throttle_classes = (LanguageCheckThrottle,)

    @extend_schema(responses={200: CheckedSerializer, 400: OpenApiResponse(description="It is in another language.")})
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        asked = serializer.validated_data
        found = detection.differs(asked["text"], asked["language"].short_name)
        if found:
            # The text "False", because that is what the apps know.
            message = wording.mismatch(found, asked["language"])
            raise ValidationError({"check": {"result": "False", "detected_language": found, "message": message}})
        return Response({"result": True})
