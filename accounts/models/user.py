"""A person, with the profile that apps show and edit."""

import unicodedata
import zoneinfo
from datetime import date, timedelta
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

# An account must have this age before it may edit the public catalogue.
TRUSTED_AFTER = timedelta(days=21)
YOUNGEST, OLDEST = 10, 100


def between(lowest: int, highest: int) -> list[MinValueValidator | MaxValueValidator]:
    return [MinValueValidator(lowest), MaxValueValidator(highest)]


def fold(name: str) -> str:
    """One form for all spellings of a user name: compatibility characters and case do not tell people apart."""
    return unicodedata.normalize("NFKC", name).casefold()


def validate_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(f"{name!r} is not a time zone; write one such as Europe/Berlin.")


def server_time_zone() -> str:
    """What ``TIME_ZONE`` says, for people who have not chosen one."""
    return str(settings.TIME_ZONE)


def years_between(born: date, day: date) -> int:
    """Completed years; somebody born on 29 February has a birthday on 1 March of other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def validate_birthdate(born: date) -> None:
    if not YOUNGEST <= years_between(born, timezone.localdate()) <= OLDEST:
        raise ValidationError(f"Must be {YOUNGEST} to {OLDEST} years ago.")


class Intensity(models.TextChoices):
    LOW = "1", "Low"
    MEDIUM = "2", "Medium"
    HIGH = "3", "High"


class Gender(models.TextChoices):
    MALE = "1", "Male"
    FEMALE = "2", "Female"


class BodyWeightUnit(models.TextChoices):
    KILOGRAM = "kg", "Metric (kilogram)"
    POUND = "lb", "Imperial (pound)"


class UserQuerySet(models.QuerySet["User"]):
    def named(self, name: str) -> "UserQuerySet":
        """The person with this user name or e-mail address, in any case."""
        return self.filter(Q(username_key=fold(name)) | Q(email=name.lower()))


class People(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    use_in_migrations = False


class User(AbstractUser):
    """A person.  The profile is here, in the same row, because every request needs its time zone."""

    # Set by set_password() until the row is saved.
    is_password_new = False
    # The name in one form for all spellings of it; both databases compare it alike.
    username_key = models.CharField(max_length=300, unique=True, editable=False)
    # Counts up at a password change and at "sign out everywhere"; credentials issued before are void.
    credential_epoch = models.PositiveIntegerField(default=0, editable=False)
    is_temporary = models.BooleanField(default=False)
    # When the account and all of its rows go away; the person has asked for it and may still change their mind.
    deletion_due = models.DateTimeField(null=True, blank=True, editable=False)
    time_zone = models.CharField(max_length=64, default=server_time_zone, validators=[validate_time_zone])

    weight_unit = models.CharField(max_length=2, choices=BodyWeightUnit.choices, default=BodyWeightUnit.KILOGRAM)
    weight_rounding = models.DecimalField(
        max_digits=4, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    repetitions_rounding = models.DecimalField(
        max_digits=4, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )

    age = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(YOUNGEST, OLDEST))
    birthdate = models.DateField(null=True, blank=True, validators=[validate_birthdate])
    height = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=between(140, 230), help_text="Centimetres."
    )
    gender = models.CharField(max_length=1, choices=Gender.choices, default=Gender.MALE, null=True, blank=True)
    sleep_hours = models.PositiveSmallIntegerField(default=7, null=True, blank=True, validators=between(4, 10))
    work_hours = models.PositiveSmallIntegerField(default=8, null=True, blank=True, validators=between(1, 15))
    work_intensity = models.CharField(
        max_length=1, choices=Intensity.choices, default=Intensity.LOW, null=True, blank=True
    )
    sport_hours = models.PositiveSmallIntegerField(
        default=3, null=True, blank=True, validators=between(1, 30), help_text="Hours per week."
    )
    sport_intensity = models.CharField(
        max_length=1, choices=Intensity.choices, default=Intensity.MEDIUM, null=True, blank=True
    )
    freetime_hours = models.PositiveSmallIntegerField(default=8, null=True, blank=True, validators=between(1, 15))
    freetime_intensity = models.CharField(
        max_length=1, choices=Intensity.choices, default=Intensity.LOW, null=True, blank=True
    )
    calories = models.PositiveSmallIntegerField(
        default=2500, null=True, blank=True, validators=between(1500, 5000), help_text="Kilocalories per day."
    )

    show_comments = models.BooleanField(default=True)
    show_english_ingredients = models.BooleanField(default=True)
    ro_access = models.BooleanField(default=False)
    workout_reminder_active = models.BooleanField(default=False)
    workout_reminder = models.PositiveSmallIntegerField(
        default=14, validators=between(1, 30), help_text="Days before a routine ends."
    )
    workout_duration = models.PositiveSmallIntegerField(default=12, validators=between(1, 30), help_text="Weeks.")
    last_workout_notification = models.DateField(null=True, blank=True, editable=False)
    num_days_weight_reminder = models.PositiveSmallIntegerField(default=0, validators=between(0, 30))
    notification_language = models.ForeignKey("exercises.Language", on_delete=models.PROTECT, default=2)

    objects: ClassVar = People()

    class Meta(AbstractUser.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="email_unique_in_any_case", condition=~Q(email="")),
        ]

    @property
    def email_verified(self) -> bool:
        """Costs a query; the profile asks once per request."""
        addresses = apps.get_model("account", "EmailAddress").objects
        return bool(self.email) and bool(addresses.filter(user=self, email__iexact=self.email, verified=True))

    @property
    def is_trustworthy(self) -> bool:
        """May edit the public catalogue: an old enough account with a verified address, or a superuser."""
        if self.is_superuser:
            return True
        old_enough = timezone.now() - self.date_joined > TRUSTED_AFTER
        return old_enough and not self.is_temporary and self.email_verified

    def void_credentials(self) -> None:
        """Make every token and session that was issued until now fail at its next use, in every process."""
        type(self).objects.filter(pk=self.pk).update(credential_epoch=models.F("credential_epoch") + 1)
        self.refresh_from_db(fields=["credential_epoch"])

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password)
        self.is_password_new = True

    def check_password(self, raw_password: str | None) -> bool:
        def rehash(password: str) -> None:
            # The same password under newer settings of the hasher is no reason to sign anybody out.
            self.password = make_password(password)
            self.save(update_fields=["password"])

        return check_password(raw_password, self.password, rehash)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.age is None and self.birthdate:
            self.age = years_between(self.birthdate, timezone.localdate())
        self.username_key = fold(self.username)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, *(["username_key"] if "username" in fields else [])}
        super().save(*args, **kwargs)
        if self.is_password_new:
            self.is_password_new = False
            self.void_credentials()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        key = f"{self.pk}:{self.credential_epoch}"
        return salted_hmac("accounts.User.session", key, secret=secret, algorithm="sha256").hexdigest()
