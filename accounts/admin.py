"""People in the admin: who they are, what they may and how much they use, none of their private data."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db.models import Exists, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Lower
from django.http import HttpRequest

from accounts import leaving
from accounts.models import DailyUsage, User
from config.admin import ReadOnlyAdmin

# Only who may do everything gives and takes rights: otherwise staff could make themselves administrators.
RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = ("username", "date_joined", "last_login", "is_active", "is_staff", "is_locked", "requests_today")
    list_filter = ("is_active", "is_staff", "is_superuser", "is_temporary")
    search_fields = ("^username", "=email")
    ordering = ("-date_joined",)
    list_per_page = 50
    show_full_result_count = False
    fieldsets = (
        (None, {"fields": ("username", "password", "email")}),
        ("Rights", {"fields": ("is_active", *RIGHTS)}),
        ("Use", {"fields": ("date_joined", "last_login", "deletion_due", "requests_today")}),
    )
    readonly_fields = ("date_joined", "last_login", "deletion_due", "requests_today")
    actions = ("deactivate", "activate", "sign_out_everywhere", "unlock")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        used = DailyUsage.objects.filter(user=OuterRef("pk"), day=datetime.now(UTC).date()).order_by()
        sums = used.values("user").annotate(sum=Sum("count")).values("sum")
        failures = AccessAttempt.objects.filter(
            username=Lower(OuterRef("username")),
            failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
            attempt_time__gt=datetime.now(UTC) - settings.AXES_COOLOFF_TIME,
        )
        people: QuerySet[User] = super().get_queryset(request)
        return people.annotate(
            used_today=Coalesce(Subquery(sums, output_field=IntegerField()), Value(0)), locked_now=Exists(failures)
        )

    @admin.display(description="requests today", ordering="used_today")
    def requests_today(self, person: Any) -> int:
        return int(getattr(person, "used_today", 0))

    @admin.display(description="locked", boolean=True)
    def is_locked(self, person: Any) -> bool:
        return bool(person.locked_now)

    # --- Who may do what -----------------------------------------------------------------------------------------

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        return fields if is_administrator(request) else (*fields, *RIGHTS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and may_touch(request, obj)

    # --- Writing -------------------------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001 (Django's)
        obj.email = obj.email.lower()
        if obj.is_active:
            obj.deletion_due = None
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            # Nobody has confirmed it yet, and the old one leads to the account no more.
            EmailAddress.objects.filter(user=obj).delete()
            if obj.email:
                EmailAddress.objects.create(user=obj, email=obj.email, primary=True, verified=False)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Names alone: Django would list all that goes with a person, what they weigh and what they ate."""
        people = [f"{person}, with all rows and files" for person in objs]
        return people, {"people": len(people)}, set(), []

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        # At once: an administrator has been asked whether they are sure.
        leaving.remove(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for person in touchable(request, queryset):
            leaving.remove(person)

    # --- Actions -------------------------------------------------------------------------------------------------

    @admin.action(description="Deactivate: nothing of theirs works until they are activated", permissions=["change"])
    def deactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        number = touchable(request, queryset).exclude(pk=request.user.pk or 0).update(is_active=False)
        self.message_user(request, f"{number} deactivated. You yourself stay active.", messages.SUCCESS)

    @admin.action(description="Activate", permissions=["change"])
    def activate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        people = list(touchable(request, queryset))
        for person in people:
            leaving.stay(user=person)
        number = User.objects.filter(pk__in=[person.pk for person in people]).update(is_active=True, deletion_due=None)
        self.message_user(request, f"{number} activated; none of them is to be deleted.", messages.SUCCESS)

    @admin.action(description="Sign out everywhere: tokens, keys and sessions end", permissions=["change"])
    def sign_out_everywhere(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        people = list(touchable(request, queryset))
        for person in people:
            person.void_credentials()
        self.message_user(request, f"{len(people)} signed out.", messages.SUCCESS)

    @admin.action(description="Unlock: forget wrong passwords", permissions=["change"])
    def unlock(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        people = list(touchable(request, queryset))
        for person in people:
            AxesProxyHandler.reset_attempts(username=person.username.lower())
        self.message_user(request, f"{len(people)} unlocked.", messages.SUCCESS)


def is_administrator(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))


def may_touch(request: HttpRequest, person: User | None) -> bool:
    return is_administrator(request) or person is None or not person.is_superuser


def touchable(request: HttpRequest, people: QuerySet[User]) -> QuerySet[User]:
    return people if is_administrator(request) else people.filter(is_superuser=False)


@admin.register(DailyUsage)
class DailyUsageAdmin(ReadOnlyAdmin):
    list_display = ("user", "kind", "day", "count")
    list_filter = ("kind", "day")
    list_select_related = ("user",)
    search_fields = ("^user__username",)
    ordering = ("-day", "-count", "pk")


class SecondFactorAdmin(ReadOnlyAdmin):
    """To take one away from somebody who has lost their phone.  Its secret is shown to nobody."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    list_select_related = ("user",)
    search_fields = ("^user__username",)
    ordering = ("-pk",)
    fields: ClassVar[Any] = ("user", "type", "created_at", "last_used_at")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)


def tend(site: admin.AdminSite) -> None:
    """Take away what other packages show of people: secrets of second factors, and what was typed to sign in.

    To be called when all of them have been loaded.
    """
    for table in (Authenticator, EmailAddress, AccessAttempt, AccessLog, AccessFailureLog):
        if site.is_registered(table):
            site.unregister(table)
    site.register(Authenticator, SecondFactorAdmin)
