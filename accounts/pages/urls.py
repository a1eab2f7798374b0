"""Routes of the pages."""

from django.conf import settings
from django.urls import path
from django.views.generic import RedirectView

from accounts.pages import account, dashboard, data, export, home, keys, leaving

urlpatterns = [
    path("", home.HomePage.as_view(), name="home"),
    # Browsers ask for this where a page, e.g. of the admin, names no icon.
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}favicon.svg")),
    path("dashboard/", dashboard.DashboardPage.as_view(), name="dashboard"),
    path("account/", account.AccountPage.as_view(), name="account-page"),
    path("account/api/", keys.ApiPage.as_view(), name="api-page"),
    path("account/api/new/", keys.NewKey.as_view(), name="api-key-new"),
    path("account/api/token/", keys.TokenPage.as_view(), name="api-token"),
    path("account/api/waistline/", keys.WaistlineKey.as_view(), name="waistline-key"),
    path("account/api/key/<int:pk>/", keys.KeyPage.as_view(), name="api-key"),
    path("account/api/key/<int:pk>/rotate/", keys.RotateKey.as_view(), name="api-key-rotate"),
    path("account/api/key/<int:pk>/revoke/", keys.RevokeKey.as_view(), name="api-key-revoke"),
    path("account/sign-out-everywhere/", keys.SignOutEverywhere.as_view(), name="sign-out-everywhere"),
    path("account/leaving/", leaving.LeavingPage.as_view(), name="account-leaving"),
    path("account/leaving/waiting/", leaving.WaitingPage.as_view(), name="account-waiting"),
    path("account/data/", data.DataPage.as_view(), name="data-page"),
    path("account/data/export.zip", export.ExportPage.as_view(), name="account-export-file"),
    path("account/data/imports/<int:pk>/", data.ImportPage.as_view(), name="import-page"),
    path("account/data/imports/<int:pk>/progress/", data.ImportProgress.as_view(), name="import-progress"),
]
