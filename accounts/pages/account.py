"""The account page: the profile, how to sign in, and the way out."""

import zoneinfo
from typing import Any, ClassVar

from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.models import User
from accounts.pages.base import Page
from accounts.serializers import DAILY_HOURS, HOURS_A_DAY

LABELS = {
    "weight_rounding": "Round weights to",
    "repetitions_rounding": "Round repetitions to",
    "notification_language": "Language of notifications",
    "calories": "Goal (kcal a day)",
    "sleep_hours": "Sleep (hours a day)",
    "work_hours": "Work (hours a day)",
    "work_intensity": "How hard is your work?",
    "sport_hours": "Sport (hours a week)",
    "sport_intensity": "How hard is your sport?",
    "freetime_hours": "Free time (hours a day)",
    "freetime_intensity": "How active is your free time?",
    "height": "Height (cm)",
    "workout_reminder_active": "Remind me before a routine ends",
    "workout_reminder": "How many days before",
    "workout_duration": "A new routine lasts (weeks)",
    "num_days_weight_reminder": "Remind me to weigh myself after (days)",
    "show_comments": "Show comments on exercises",
    "show_english_ingredients": "Search foods in English, too",
}


class ProfileForm(forms.ModelForm):
    """What a person edits of their profile; apps read it, too."""

    GROUPS: ClassVar = {
        "You": ("birthdate", "gender", "height"),
        "Units and language": (
            "time_zone",
            "weight_unit",
            "weight_rounding",
            "repetitions_rounding",
            "notification_language",
        ),
        "Training": ("workout_duration", "workout_reminder_active", "workout_reminder", "show_comments"),
        "Food and weight": ("calories", "num_days_weight_reminder", "show_english_ingredients"),
        "How you spend your days": tuple(name for name in LABELS if name.endswith(("_hours", "_intensity"))),
    }

    time_zone = forms.ChoiceField()

    class Meta:
        model = User
        fields = (*LABELS, "birthdate", "gender", "weight_unit", "time_zone")
        labels = LABELS
        widgets: ClassVar = {"birthdate": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts: ClassVar = {
            **dict.fromkeys(LABELS, ""),
            "weight_rounding": "Targets of your plans; empty: not at all.",
            "num_days_weight_reminder": "0: never.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["time_zone"]
        field.choices = [(name, name.replace("_", " ")) for name in sorted(zoneinfo.available_timezones())]

    def groups(self) -> dict[str, list[forms.BoundField]]:
        return {title: [self[name] for name in names] for title, names in self.GROUPS.items()}

    def clean(self) -> dict[str, Any]:
        sent: dict[str, Any] = super().clean() or {}
        if sum(sent.get(name) or 0 for name in DAILY_HOURS) > HOURS_A_DAY:
            raise forms.ValidationError("Sleep, work and free time are more than 24 hours a day together.")
        return sent

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 (Django's)
        """Write the columns that were changed and no others: somebody may be changing the password just now."""
        changed = set(self.changed_data)
        if "birthdate" in changed:
            self.instance.age = None  # counted anew from the date
            changed.add("age")
        if changed:
            self.instance.save(update_fields=changed)
        return self.instance


class AccountPage(Page):
    template_name = "accounts/account.html"
    current = "account"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", ProfileForm(instance=self.row()))
        return super().get_context_data(has_second_factor=is_mfa_enabled(self.person), **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ProfileForm(request.POST, instance=self.row())
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        form.save()
        messages.success(request, "Your profile is saved.")
        return redirect("account-page")

    def row(self) -> User:
        """Another copy of the person's row, because a form writes into it before it knows whether it may."""
        row: User = User.objects.get(pk=self.person.pk)
        return row
