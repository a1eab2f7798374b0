"""Importing over the API: hand over, look at the preview, start, and ask how far it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED, HTTP_202_ACCEPTED, HTTP_204_NO_CONTENT
from rest_framework.views import APIView

from accounts.importing import registry, running
from accounts.importing.base import CannotImport, Takes
from accounts.models import ImportRun, User
from config.api.exceptions import Conflict
from config.api.viewsets import Dialect, find, found_or_404

MOST_LISTED = running.MOST_RUNS_KEPT
# The field that a refusal is about.
FIELDS = {Takes.FILE: "file", Takes.SERVER: "address"}


class ImportRunSerializer(serializers.ModelSerializer):
    label = serializers.SerializerMethodField()  # type: ignore[assignment]
    is_under_way = serializers.BooleanField(read_only=True)
    # Named, because databases have different limits of their own.
    done = serializers.IntegerField(read_only=True)
    total = serializers.IntegerField(read_only=True)

    class Meta:
        model = ImportRun
        fields = (
            "id",
            "uuid",
            "importer",
            "label",
            "state",
            "is_under_way",
            "name",
            "address",
            "options",
            "preview",
            "done",
            "total",
            "report",
            "error",
            "created",
            "heartbeat",
        )

    def get_label(self, run: ImportRun) -> str:
        return registry.label_of(run.importer)


class NewImport(serializers.Serializer):
    """`file`, or for a server `address` and `token`."""

    importer = serializers.CharField()
    file = serializers.FileField(required=False, allow_empty_file=True)
    address = serializers.CharField(required=False, max_length=500)
    token = serializers.CharField(required=False, max_length=1000, trim_whitespace=True)

    def validate_importer(self, name: str) -> str:
        if name not in registry.names():
            raise ValidationError(f"There is no importer {name!r}; choose one of {', '.join(registry.names())}.")
        return name


OPTIONS = inline_serializer(
    "ImportOptions", {"options": serializers.DictField(child=serializers.CharField(allow_blank=True), required=False)}
)


class ImportView(Dialect, APIView):
    """What people bring along from elsewhere."""

    def make_atomic(self, request: Request) -> None:
        """Not as a whole: a preview may take long, and nobody else should wait for it."""

    def rows(self) -> Any:
        return ImportRun.objects.owned_by(self.person).select_related("user")

    @property
    def person(self) -> User:
        return self.request.user  # type: ignore[return-value]


class ImportsView(ImportView):
    @extend_schema(responses=ImportRunSerializer(many=True), operation_id="account_imports_list")
    def get(self, request: Request, **_: Any) -> Response:
        """Your imports, the newest first."""
        rows = self.rows().order_by("-created", "-pk")[:MOST_LISTED]
        return Response(ImportRunSerializer(rows, many=True).data)

    @extend_schema(request=NewImport, responses={201: ImportRunSerializer}, operation_id="account_imports_create")
    def post(self, request: Request, **_: Any) -> Response:
        """Hand over a file, or the address of a server, and get a preview.  Nothing is imported yet."""
        sent = NewImport(data=request.data)
        sent.is_valid(raise_exception=True)
        importer = registry.named(sent.validated_data["importer"])
        try:
            run = running.begin(person=self.person, **sent.validated_data | {"importer": importer})
        except CannotImport as error:
            raise ValidationError({FIELDS[importer.takes]: [str(error)]}) from error
        return Response(ImportRunSerializer(run).data, status=HTTP_201_CREATED)


class SingleImportView(ImportView):
    def row(self, pk: str) -> ImportRun:
        found: ImportRun = found_or_404(find(self.rows(), pk))
        return found

    @extend_schema(responses=ImportRunSerializer)
    def get(self, request: Request, pk: str, **_: Any) -> Response:
        """How far it is, and what came of it."""
        return Response(ImportRunSerializer(self.row(pk)).data)

    @extend_schema(request=OPTIONS, responses={200: ImportRunSerializer})
    def patch(self, request: Request, pk: str, **_: Any) -> Response:
        """Answer questions of the preview, in `options`; the answer has the new preview."""
        run = self.row(pk)
        with said():
            running.look(run, options_of(request))
        return Response(ImportRunSerializer(run).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: str, **_: Any) -> Response:
        """Forget it, and its file.  One under way stops after its batch; what it has brought stays."""
        self.row(pk).delete()
        return Response(status=HTTP_204_NO_CONTENT)


class StartImportView(SingleImportView):
    http_method_names = ["post", "options"]  # noqa: RUF012 (an instance variable of View)

    @extend_schema(request=OPTIONS, responses={202: ImportRunSerializer, 409: OpenApiTypes.OBJECT})
    def post(self, request: Request, pk: str, **_: Any) -> Response:
        """Start it, or go on with one that has stopped; then ask for it until its `state` is `done`."""
        run = self.row(pk)
        with said():
            if given := options_of(request):
                running.look(run, given)
            running.start(run)
        return Response(ImportRunSerializer(run).data, status=HTTP_202_ACCEPTED)


@contextmanager
def said() -> Iterator[None]:
    """What stands in the way of an import, as an answer."""
    try:
        yield
    except CannotImport as error:
        raise ValidationError({"options": [str(error)]}) from error
    except (running.Busy, running.Gone) as error:
        raise Conflict(str(error)) from error


def options_of(request: Request) -> Any:
    return request.data.get("options") or {} if hasattr(request.data, "get") else {}
