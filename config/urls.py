"""Collects the routes of all apps."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path

import accounts.urls
import exercises.urls
import journal.urls
import nutrition.urls
import workouts.urls
from accounts.admin import tend
from config.api.documentation import RedocView, SchemaView, SwaggerView
from config.api.media import public_media
from config.api.routers import Router
from config.api.routes import below

tend(admin.site)
# The admin signs in by the same page as everybody, second factor included.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

router = Router()
for app in (exercises, workouts, nutrition, journal, accounts):
    router.extend(app.urls.router)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("accounts.pages.urls")),
    path("api/v2/schema/", SchemaView.as_view(), name="schema"),
    path("api/v2/schema/ui/", SwaggerView.as_view(url_name="schema"), name="schema-ui"),
    path("api/v2/schema/redoc/", RedocView.as_view(url_name="schema"), name="schema-redoc"),
    below("api/v2/", [*router.urls, *accounts.urls.imported, *journal.urls.files, *workouts.urls.elsewhere]),
    path("api/v1/", include("journal.v1.urls")),
    path("allauth/", include("allauth.headless.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    re_path(r"^media/(?P<path>.+)$", public_media, name="media"),
]

handler400 = "config.api.exceptions.bad_request"
handler403 = "config.api.exceptions.permission_denied"
handler404 = "config.api.exceptions.not_found"
handler500 = "config.api.exceptions.server_error"
