"""The files of photos."""

from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.http import FileResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import NotAuthenticated, NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from config.api.viewsets import found_or_404
from journal.models import Photo
from journal.photos import addresses

KINDS = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


class PhotoFile(APIView):
    """A photo or a thumbnail of it, for whoever has its signed address from `gallery/`, and for its owner."""

    permission_classes = (AllowAny,)

    def get_authenticators(self) -> list[BaseAuthentication]:
        return [*super().get_authenticators(), SessionAuthentication()]

    def perform_authentication(self, request: Request) -> None:
        """Not before somebody asks: a signed address opens the file whatever credential is sent along."""

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:  # noqa: FBT001, FBT002 (DRF's)
        # A browser asks for image/*; only errors are rendered.
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(
        operation_id="gallery_file_retrieve",
        parameters=[
            OpenApiParameter("expires", OpenApiTypes.INT, description="Seconds since 1970."),
            OpenApiParameter("signature", OpenApiTypes.STR),
        ],
        responses={(200, "image/*"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, pk: int, name: str) -> FileResponse:
        photo, seconds = self.find(request, pk, timezone.now())
        path = photo.files().get(name)
        if path is None or not photo.image.storage.exists(path):
            raise NotFound
        suffix = PurePosixPath(path).suffix
        response = FileResponse(
            photo.image.storage.open(path), content_type=KINDS[suffix], filename=f"{photo.date}{suffix}"
        )
        # Whatever somebody managed to upload, it is no page of this site and runs nothing.
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["X-Content-Type-Options"] = "nosniff"
        if seconds:
            patch_cache_control(response, private=True, max_age=seconds, immutable=True)
        else:
            patch_cache_control(response, private=True, no_store=True)
            patch_vary_headers(response, ["Authorization", "Cookie"])
        return response

    def find(self, request: Request, pk: int, now: datetime) -> tuple[Photo, int]:
        """The photo, and for how many seconds its signed address holds; 0 if the caller is its owner."""
        if "signature" in request.query_params:
            photo = Photo.objects.select_related("user").filter(pk=pk).first()
            if photo and (seconds := addresses.seconds_left(photo, request.query_params, now)):
                return photo, seconds
        if not request.user.is_authenticated:
            raise NotAuthenticated
        return found_or_404(Photo.objects.owned_by(request.user).filter(pk=pk).first()), 0
