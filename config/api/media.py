"""Public files: pictures and videos of the catalogue.  Private photos are not below ``MEDIA_ROOT``."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.static import serve

YEAR = 365 * 24 * 3600


def public_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file below ``MEDIA_ROOT``.  Names hold a uuid, so a file never changes under its name."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    # Whatever somebody managed to upload, it must not run as a page of this site.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
