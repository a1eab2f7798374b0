from django.urls import include, path
from rest_framework.response import Response
from rest_framework.views import APIView

from config.api.filters import FilterSet, LenientTrueFalseFilter
from config.api.routers import Router
from config.api.serializers import ModelSerializer
from config.api.viewsets import CatalogueViewSet, OwnedViewSet
from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as real
from tests.specimen.models import Book, Shelf, Topic


class TopicSerializer(ModelSerializer):
    class Meta:
        model = Topic
        fields = ["id", "name"]


class ShelfSerializer(ModelSerializer):
    class Meta:
        model = Shelf
        fields = ["id", "uuid", "name"]
        read_only_fields = ["uuid"]


class BookSerializer(ModelSerializer):
    second_names = {"case": "shelf", "heading": "title"}

    class Meta:
        model = Book
        fields = ["id", "uuid", "shelf", "topics", "title", "kind", "pages", "price", "is_read", "bought", "opened"]
        read_only_fields = ["uuid"]


class BookFilterSet(FilterSet):
    is_read_leniently = LenientTrueFalseFilter(field_name="is_read")

    class Meta:
        model = Book
        fields = {
            "shelf": ["exact"],
            "topics": ["exact", "in"],
            "title": ["exact"],
            "kind": ["exact"],
            "pages": ["exact", "gt", "gte", "lt", "lte"],
            "price": ["exact", "gt"],
            "is_read": ["exact"],
            "bought": ["exact", "gte"],
            "opened": ["exact", "gt", "gte", "lt", "lte", "date"],
            "id": ["exact", "in"],
            "uuid": ["exact"],
        }


class TopicViewSet(CatalogueViewSet):
    queryset = Topic.objects.order_by("name")
    serializer_class = TopicSerializer
    filterset_fields = ["name"]
    ordering_fields = ["name"]


class ShelfViewSet(OwnedViewSet):
    queryset = Shelf.objects.order_by("name")
    serializer_class = ShelfSerializer


class BookViewSet(OwnedViewSet):
    queryset = Book.objects.prefetch_related("topics").order_by("title")
    serializer_class = BookSerializer
    filterset_class = BookFilterSet
    ordering_fields = {"title": "title", "heading": "title", "pages": "pages", "price": "price"}


class BrokenView(APIView):
    authentication_classes = ()
    permission_classes = ()

    def get(self, request):
        raise RuntimeError("a bug")

    def post(self, request):
        return Response(request.data)


router = Router()
router.register("topic", TopicViewSet, basename="topic")
router.register("shelf", ShelfViewSet, basename="shelf")
router.register("book", BookViewSet, basename="book")
router.register_view("broken", BrokenView, "broken")

urlpatterns = [path("api/specimen/", include(router.urls)), *real]
__all__ = ["handler400", "handler403", "handler404", "handler500"]
