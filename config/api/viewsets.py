"""The kinds of endpoint: the public catalogue, read only or written by contributors, and a person's own rows."""

import zoneinfo
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, ClassVar
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.permissions import SAFE_METHODS, AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_200_OK, HTTP_201_CREATED, HTTP_204_NO_CONTENT
from rest_framework.viewsets import ModelViewSet, ReadOnlyModelViewSet

from config.api import answers, idempotency, identifiers
from config.api.authentication import BrowserSession
from config.api.columns import Columns, OwnPage, Page
from config.api.filters import UNIVERSAL, DeclaredFilters
from config.api.permissions import MayContribute
from config.api.tables import CsvLists
from config.ownership import OwnedQuerySet, RetirableModel

LONGEST_WARNING = 1000
# With nothing else asked for, a list has all rows in their usual order.
PAGING = frozenset({"limit", "offset", "format"})


class Dialect:
    """What every view of ``/api/v2`` does the same way: time zone, atomic writes, safe retries, the warning header."""

    # Query parameters that the view reads itself.
    extra_parameters: ClassVar[tuple[str, ...]] = ()
    # Whether an answer is for the caller alone.
    is_private: ClassVar[bool] = True

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        if name := getattr(request.user, "time_zone", ""):
            timezone.activate(zoneinfo.ZoneInfo(name))
        if request.method not in SAFE_METHODS:
            self.make_atomic(request)

    def make_atomic(self, request: Request) -> None:
        """Have the handler of this request run in one transaction, rolled back if it raises."""
        method = str(request.method).lower()
        if method not in self.http_method_names or not hasattr(self, method):  # type: ignore[attr-defined]
            return
        if method != "delete":
            # Read before the transaction begins: somebody who sends slowly must not hold the write lock.
            request.data  # noqa: B018
        setattr(self, method, partial(self.run_atomic, request, getattr(self, method)))

    def run_atomic(self, request: Request, handler: Callable[..., Response], *args: Any, **kwargs: Any) -> Response:
        key = idempotency.key_of(request)
        with transaction.atomic():
            call = partial(handler, *args, **kwargs)
            return idempotency.answer_once(request, key, call) if key else call()

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        if ignored := getattr(getattr(request, "_request", request), "ignored_input", None):
            response["Warning"] = warning(ignored)
        if self.is_private:
            patch_cache_control(response, private=True, no_cache=True)
            patch_vary_headers(response, ["Authorization"])
        return response


def warning(ignored: list[str]) -> str:
    """RFC 7234's ``Warning``, in ASCII and without anything that could end the header or its quotes."""
    names = ", ".join(dict.fromkeys(ignored))[:LONGEST_WARNING]
    clean = "".join(sign if " " <= sign <= "~" and sign not in '"\\' else "?" for sign in names)
    return f'299 regimen "Ignored: {clean}"'


def refuse_own_scope(view: type[Any]) -> None:
    """Whose rows a view shows is decided by its base; what it leaves out of them, it says in ``narrow``."""
    if "get_queryset" in vars(view):
        raise TypeError(f"{view.__name__} must override narrow(), not get_queryset()")


class CatalogueViewSet(Dialect, ReadOnlyModelViewSet):
    """Rows that everybody may read.

    Reading does not look at credentials, so a stale token in an app never breaks its download; only the pages for
    people look at the browser's session, to greet who is signed in.
    """

    permission_classes: Any = (AllowAny,)
    is_private: ClassVar[bool] = False

    @classmethod
    def as_view(cls, actions: Any = None, **initkwargs: Any) -> Any:
        return answers.kept(cls, super().as_view(actions, **initkwargs))

    @classmethod
    def revision(cls) -> int | None:
        """A number that changes in the transaction that changes a row; ``None``: answers are not kept."""
        return None

    @classmethod
    def variant(cls, request: HttpRequest) -> str:
        """What an answer depends on besides its address and format, e.g. the language.

        Nothing but Accept and Accept-Language: what is ready to send is found by them, without asking this again.
        """
        return ""

    @classmethod
    def is_known(cls, request: HttpRequest) -> bool:
        """Whether the caller sees more than what is public, so that nothing kept may be sent to them."""
        return False

    @classmethod
    def vary(cls) -> str:
        """Header fields that a public answer depends on."""
        return answers.VARY

    @classmethod
    @cache
    def known_parameters(cls) -> frozenset[str]:
        rows: Any = cls.queryset
        filterset = DeclaredFilters().get_filterset_class(cls(), rows)
        filters = filterset.base_filters if filterset else ()
        return frozenset({*UNIVERSAL, *filters, *cls.extra_parameters})

    def get_authenticators(self) -> list[BaseAuthentication]:
        if self.request is not None and self.request.method in SAFE_METHODS:
            return [BrowserSession()]
        return super().get_authenticators()

    def get_object(self) -> Any:
        # Without the list's filters: ?language=1 on a detail chooses a translation, it must not make the row a 404.
        return found_or_404(find(self.get_queryset(), self.kwargs["pk"]))


class CatalogueWriteViewSet(CatalogueViewSet):
    """Rows that everybody may read and contributors may write; see ``MayContribute`` for the two permissions."""

    add_permission: ClassVar[str]
    delete_permission: ClassVar[str]
    # What may be changed, if that is more than what is shown.
    editable: ClassVar[Any] = None

    def get_permissions(self) -> Any:
        return [MayContribute()] if self.writes() else super().get_permissions()

    def get_queryset(self) -> Any:
        shown = super().get_queryset()
        return self.editable.all() if self.editable is not None and self.writes() else shown

    def writes(self) -> bool:
        return self.request is not None and self.request.method not in SAFE_METHODS

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.save(None, HTTP_201_CREATED)

    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        check_own_id(request.data, row)
        return self.save(row, HTTP_200_OK, partial=bool(kwargs.get("partial")))

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.update(request, *args, partial=True, **kwargs)

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        self.perform_destroy(self.get_object())
        return Response(status=HTTP_204_NO_CONTENT)

    def save(self, row: Any, status: int, *, partial: bool = False) -> Response:
        serializer = self.get_serializer(row, data=self.request.data, partial=partial)
        serializer.is_valid(raise_exception=True)
        saved = self.perform_save(serializer)
        # Read again, because answers are made from what the queryset prefetches.
        return Response(self.get_serializer(self.get_queryset().get(pk=saved.pk)).data, status=status)

    def perform_save(self, serializer: Any) -> Any:
        return serializer.save()

    def perform_destroy(self, instance: Any) -> None:
        instance.delete()


class OwnWrites:
    """Of a viewset with ``own_rows()``: what a person does with rows of their own, safe to repeat."""

    # Of the view that this is mixed into.
    queryset: Any
    request: Any
    get_object: Any
    get_serializer: Any

    def own_rows(self) -> Any:
        return self.queryset.all().owned_by(self.request.user)

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        chosen = client_uuid(request.data)
        if chosen is None:
            return self.save(None, HTTP_201_CREATED)
        if row := self.own_rows().filter(uuid=chosen).first():
            return self.save(row, HTTP_200_OK)
        try:
            with transaction.atomic():
                return self.save(None, HTTP_201_CREATED, uuid=chosen)
        except IntegrityError:
            # The same request on another connection was faster.
            if row := self.own_rows().filter(uuid=chosen).first():
                return self.save(row, HTTP_200_OK)
            raise

    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        check_own_id(request.data, row)
        return self.save(row, HTTP_200_OK, partial=bool(kwargs.get("partial")))

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.update(request, *args, partial=True, **kwargs)

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        self.perform_destroy(self.get_object())
        return Response(status=HTTP_204_NO_CONTENT)

    def save(self, row: Any, status: int, *, partial: bool = False, uuid: UUID | None = None) -> Response:
        serializer = self.get_serializer(row, data=self.request.data, partial=partial)
        serializer.is_valid(raise_exception=True)
        values: dict[str, Any] = {"uuid": uuid} if uuid else {}
        if row is None and getattr(self.queryset.model, "owner_path", "user") == "user":
            values["user"] = self.request.user
        serializer.save(**values)
        return Response(serializer.data, status=status)

    def perform_destroy(self, instance: Any) -> None:
        if isinstance(instance, RetirableModel):
            instance.retired_at = timezone.now()
            instance.save(update_fields=["retired_at"])
        else:
            instance.delete()


class OwnedViewSet(OwnWrites, CsvLists, Dialect, ModelViewSet):
    """Rows of the caller.  Somebody else's row does not exist: it is a 404."""

    permission_classes = (IsAuthenticated,)
    queryset: OwnedQuerySet[Any]
    # Whether the list, too, has rows of others that the caller may read.
    lists_readable: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        refuse_own_scope(cls)

    def get_queryset(self) -> OwnedQuerySet[Any]:
        rows, user = self.queryset.all(), self.request.user
        if identifiers.wants_uuid(self.request) and (relations := identifiers.private_relations(rows.model)):
            rows = rows.select_related(*relations)
        if (self.detail or self.lists_readable) and self.request.method in SAFE_METHODS:
            return self.narrow(rows.readable_by(user))
        rows = rows.owned_by(user)
        return self.narrow(locked(rows) if self.detail else rows)

    def narrow(self, rows: OwnedQuerySet[Any]) -> OwnedQuerySet[Any]:
        """Override to leave out rows that this endpoint does not show."""
        return rows

    def get_object(self) -> Any:
        return self.found_in(self.get_queryset())

    def readable_object(self) -> Any:
        """The row that a GET would show, for an action that makes something of it; locked until the answer."""
        rows = self.queryset.all().readable_by(self.request.user)
        return self.found_in(self.narrow(rows).select_for_update(of=("self",), no_key=True))

    def found_in(self, rows: OwnedQuerySet[Any]) -> Any:
        # Uuids are unique per person, so a public row may have the uuid of an own one; the own one is meant.
        own = find(self.narrow(rows.owned_by(self.request.user)), self.kwargs["pk"])
        return own or found_or_404(find(rows, self.kwargs["pk"]))

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        shown: Any = self.get_serializer_class()
        columns_of = partial(Columns.of, shown, wants_uuid=identifiers.wants_uuid(request))
        page: Any
        if self.lists_all() and PAGING.issuperset(request.query_params) and (columns := columns_of()):
            page = OwnPage(type(self), columns, int(request.user.pk or 0), self.listed)
            return self.get_paginated_response(self.paginate_queryset(page))
        rows = self.listed()
        columns = columns_of(annotations=frozenset(rows.query.annotations))
        if columns is None:
            return self.get_paginated_response(self.get_serializer(self.paginate_queryset(rows), many=True).data)
        page = Page(columns, rows)
        return self.get_paginated_response(self.paginate_queryset(page))

    def listed(self) -> Any:
        return self.filter_queryset(self.get_queryset())

    @classmethod
    @cache
    def lists_all(cls) -> bool:
        """Whether nothing but filters that are sent decides which of a person's rows are listed."""
        given = cls.queryset.query
        return cls.narrow is OwnedViewSet.narrow and not (cls.lists_readable or given.where or given.annotations)


class ReadOnlyOwnedViewSet(OwnedViewSet):
    """Rows of the caller that only the server writes."""

    http_method_names = ["get", "head", "options"]  # noqa: RUF012 (an instance variable of View)


def locked(rows: Any) -> Any:
    """A change reads the row and writes it back: nobody else may change or remove it in between."""
    return rows.select_for_update(of=("self",)) if connection.features.has_select_for_update else rows


def find(rows: Any, text: str) -> Any:
    """The row of this id in either form, ``None`` if there is none."""
    key = identifiers.parse(text)
    if key is None or (isinstance(key, UUID) and not hasattr(rows.model, "uuid")):
        return None
    return rows.filter(identifiers.matches(key)).first()


def found_or_404(row: Any) -> Any:
    if row is None:
        raise NotFound
    return row


def client_uuid(body: Any) -> UUID | None:
    """The uuid that a client chose for a new row, in ``uuid`` or ``id``.  Integers and null in ``id`` are ignored."""
    if not isinstance(body, Mapping):
        return None
    for name in ("uuid", "id"):
        sent = body.get(name)
        if sent in (None, ""):
            continue
        key = identifiers.parse(sent)
        if isinstance(key, UUID):
            return key
        if name == "uuid" or not is_integer(sent):
            raise ValidationError({name: ["Must be a valid UUID."]})
    return None


def is_integer(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and value.strip().lstrip("+-").isdecimal())


def check_own_id(body: Any, row: Any) -> None:
    """Refuse a body that names another row: changing an id would make a second row or lose one."""
    if not isinstance(body, Mapping):
        return
    for name in ("uuid", "id"):
        sent = body.get(name)
        if sent not in (None, "") and identifiers.parse(sent) not in (row.pk, row.uuid):
            raise ValidationError({name: ["The id of a row cannot be changed; leave it out."]})
