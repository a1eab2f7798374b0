"""Routes of people and their credentials."""

from django.urls import URLPattern, path

from accounts.views import account, credentials, imports, profile, server
from config.api.routers import Router

router = Router()
router.register_view("token", credentials.TokenObtainView, "token")
router.register_view("token/refresh", credentials.TokenRefreshView, "token-refresh")
router.register_view("token/verify", credentials.TokenVerifyView, "token-verify")
router.register_view("login", credentials.LoginView, "login")
router.register_view("register", credentials.RegistrationView, "register")
router.register_view("userprofile", profile.ProfileView, "userprofile")
router.register_view("userprofile/verify-email", profile.VerifyEmailView, "userprofile-verify-email")
router.register_view("check-permission", server.CheckPermissionView, "check-permission")
router.register_view("version", server.VersionView, "version")
router.register_view("min-app-version", server.MinAppVersionView, "min-app-version")
router.register_view("min-server-version", server.MinServerVersionView, "min-server-version")
router.register_view("account/deletion", account.DeletionView, "account-deletion")
router.register_view("account/export", account.ExportView, "account-export")
router.register_view("account/imports", imports.ImportsView, "account-imports")

# Of single rows, which the router of views knows nothing of.
imported: list[URLPattern] = [
    path("account/imports/<str:pk>/", imports.SingleImportView.as_view(), name="account-import"),
    path("account/imports/<str:pk>/run/", imports.StartImportView.as_view(), name="account-import-run"),
]
