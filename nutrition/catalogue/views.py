"""Endpoints of foods: everybody reads the public ones; people keep others for themselves beside them."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from config.api import fragments
from config.api.filters import DeclaredFilters, note_ignored
from config.api.name_search import PARAMETER, NameSearch, Ranked
from config.api.ordering import StableOrdering, own
from config.api.shared import ReadOnlySharedViewSet, SharedViewSet
from config.api.viewsets import CatalogueViewSet
from exercises import languages
from exercises.models.license import ATTRIBUTION
from nutrition.catalogue import actions, filters, serializers
from nutrition.catalogue.amounts import ValuesOfAmount
from nutrition.catalogue.paging import FoodPages, SyncPages
from nutrition.catalogue.unknown import ask_for
from nutrition.models import FoodUnit, Ingredient, IngredientImage, IngredientWeightUnit
from nutrition.models.freshness import revision
from nutrition.search import IngredientNames


def named_languages(request: Request) -> list[int]:
    """What a search is in; none: all."""
    named = languages.named(request, "language__code", "language")
    known = languages.codes() if named else {}
    return [language for text in named if (language := languages.read(text, known))]


class FoodRoom:
    """Answers are kept until a public food changes."""

    @classmethod
    def revision(cls) -> int | None:
        return revision()


class Foods(FoodRoom, ValuesOfAmount):
    """Lists of foods, put together from rows that are kept; a person's own are in no such store."""

    filter_backends = (DeclaredFilters, StableOrdering, NameSearch)
    filterset_class = filters.IngredientFilterSet
    extra_parameters = (PARAMETER,)
    pagination_class = FoodPages
    ordering_fields: ClassVar = {
        **own("id", "uuid", "code", "name", "common_name", "brand", "remote_id", "source_name", "source_url"),
        **own("energy", "protein", "carbohydrates", "carbohydrates_sugar", "fat", "fat_saturated", "fiber", "sodium"),
        **own("nutriscore", "language", "created", "last_update", "last_imported", *ATTRIBUTION),
        "fibres": "fiber",
    }

    def name_source(self, rows: QuerySet[Any]) -> IngredientNames:
        view: Any = self
        return IngredientNames(rows, named_languages(view.request), view.request.user)

    def row_variant(self) -> tuple[Any, ...]:
        return ()

    def is_kept(self, row: Ingredient) -> bool:
        return row.user_id is None

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        view: Any = self
        found = view.filter_queryset(view.get_queryset())
        if isinstance(found, Ranked):
            rows, keys = found.rows, view.paginate_queryset(found.keys)
        else:
            rows, keys = found, view.paginator.paginate_keys(found, request, view.known_parameters())
        if not keys:
            ask_for(request.query_params.get("code") or request.query_params.get(PARAMETER, ""))
        answer: Response = view.get_paginated_response(self.page(request, rows, keys))
        return answer

    def page(self, request: Any, rows: QuerySet[Any], keys: Sequence[int]) -> Sequence[Any]:
        view: Any = self
        if fragments.are_usable(request):
            return fragments.render(view, rows, keys)
        if request.accepted_renderer.format != "json" or "indent" in request.accepted_media_type:
            read = rows.in_bulk(keys)
            page: list[Any] = view.get_serializer([read[key] for key in keys if key in read], many=True).data
            return page
        return fragments.render_with_origin(view, request._request, rows, keys)


class IngredientViewSet(Foods, SharedViewSet):  # type: ignore[misc]
    """Foods and what is in 100 g of them.  Signed in, you add foods of your own, which nobody else sees."""

    queryset = Ingredient.objects.with_details().order_by("id")
    serializer_class = serializers.IngredientSerializer

    def perform_destroy(self, instance: Any) -> None:
        actions.remove_food(food=instance)


class IngredientInfoViewSet(Foods, ReadOnlySharedViewSet):  # type: ignore[misc]
    """Foods with language and licence as objects."""

    queryset = Ingredient.objects.with_details().order_by("id")
    serializer_class = serializers.IngredientInfoSerializer


class NarrowedByName(NameSearch):
    """The same rows, in the order that they had."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> Any:
        found = super().filter_queryset(request, queryset, view)
        return queryset.filter(pk__in=found.keys) if isinstance(found, Ranked) else found


class IngredientSyncViewSet(FoodRoom, ReadOnlySharedViewSet):
    """Foods in the order of their ids, for servers that copy them: follow `next` to the end."""

    queryset = Ingredient.objects.with_details().order_by("id")
    serializer_class = serializers.IngredientInfoSerializer
    filter_backends = (DeclaredFilters, NarrowedByName)
    filterset_class = filters.IngredientFilterSet
    pagination_class = SyncPages
    extra_parameters = (PARAMETER, "cursor", "page_size")

    @classmethod
    def revision(cls) -> int | None:
        # Whoever copies all foods reads each page once: kept, they would drive out what others read often.
        return None

    def name_source(self, rows: QuerySet[Any]) -> IngredientNames:
        return IngredientNames(rows, named_languages(self.request), self.request.user)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        for name in ("ordering", "limit", "offset"):
            if value := request.query_params.get(name):
                note_ignored(request, f"{name}={value}")
        return super().list(request, *args, **kwargs)


class IngredientWeightUnitViewSet(FoodRoom, SharedViewSet):
    """Portions of foods.  You can add some to your own foods."""

    queryset = IngredientWeightUnit.objects.order_by("id")
    serializer_class = serializers.IngredientWeightUnitSerializer
    filterset_class = filters.IngredientWeightUnitFilterSet
    ordering_fields = ("id", "ingredient", "unit", "gram", "amount", "name")

    def perform_destroy(self, instance: Any) -> None:
        actions.remove_unit(unit=instance)


class FoodUnitViewSet(FoodRoom, CatalogueViewSet):
    """What portions are called, e.g. cup or slice."""

    queryset = FoodUnit.objects.order_by("name")
    serializer_class = serializers.FoodUnitSerializer
    filterset_class = filters.FoodUnitFilterSet
    ordering_fields = ("id", "language", "name")


class IngredientImageViewSet(FoodRoom, ReadOnlySharedViewSet):
    """Pictures of foods."""

    queryset = IngredientImage.objects.filter(ingredient__retired_at=None).select_related("ingredient").order_by("id")
    serializer_class = serializers.IngredientImageSerializer
    filterset_class = filters.IngredientImageFilterSet
    ordering_fields: ClassVar = {
        **own("id", "uuid", "ingredient", "image", "created", "last_update", "size", "height", "width", *ATTRIBUTION),
    }
