"""What apps send to sign in and to edit a profile."""

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import serializers

from accounts.models import User
from config.api.serializers import ModelSerializer

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 1000
DAILY_HOURS = ("sleep_hours", "work_hours", "freetime_hours")
HOURS_A_DAY = 24


class PasswordField(serializers.CharField):
    """Taken as typed, blanks included; bounded, because hashing is costly."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            write_only=True,
            trim_whitespace=False,
            max_length=LONGEST_PASSWORD,
            style={"input_type": "password"},
            **kwargs,
        )


class CodeField(serializers.CharField):
    """The code of the second factor; needed if the account has one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, allow_blank=True, write_only=True, max_length=32, **kwargs)


class TokenObtainSerializer(serializers.Serializer):
    """User name (or e-mail address) and password for a pair of tokens."""

    username = serializers.CharField(write_only=True, max_length=254)
    password = PasswordField()
    code = CodeField()
    access = serializers.CharField(read_only=True)
    refresh = serializers.CharField(read_only=True)


class TokenRefreshSerializer(serializers.Serializer):
    """The refresh token sent and the new one answered."""

    refresh = serializers.CharField()
    access = serializers.CharField(read_only=True)


class TokenVerifySerializer(serializers.Serializer):
    """An access or a refresh token."""

    token = serializers.CharField(write_only=True)


class LoginSerializer(serializers.Serializer):
    """User name or e-mail address, and password, for the permanent token."""

    username = serializers.CharField(write_only=True, required=False, max_length=254)
    email = serializers.CharField(write_only=True, required=False, max_length=254)
    password = PasswordField(min_length=SHORTEST_PASSWORD)
    code = CodeField()
    token = serializers.CharField(read_only=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs.get("username") and not attrs.get("email"):
            raise serializers.ValidationError('Please provide an "email" or a "username"')
        return attrs


class RegistrationSerializer(serializers.ModelSerializer):
    """A new account.  Names and addresses are unique in any case of letters."""

    password = PasswordField()
    email = serializers.EmailField(required=False, allow_blank=True, max_length=254)
    message = serializers.CharField(read_only=True)
    token = serializers.CharField(read_only=True)

    class Meta:
        model = User
        fields: ClassVar = ["username", "password", "email", "message", "token"]

    def validate_username(self, name: str) -> str:
        # Also among addresses: somebody who takes another's as a name would receive that person's sign-ins.
        if User.objects.named(name).exists():
            raise serializers.ValidationError("This field must be unique.")
        return name

    def validate_email(self, email: str) -> str:
        return unused_email(email)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        person = User(username=attrs["username"], email=attrs.get("email", ""))
        try:
            password_validation.validate_password(attrs["password"], person)
        except DjangoValidationError as error:
            raise serializers.ValidationError({"password": error.messages}) from error
        return attrs


class ProfileSerializer(ModelSerializer):
    """The caller's own profile."""

    # Blank and null mean unchanged: apps send the whole profile, also of people who gave no address.
    email = serializers.EmailField(required=False, max_length=254, allow_blank=True, allow_null=True)
    email_verified = serializers.BooleanField(read_only=True)
    is_trustworthy = serializers.BooleanField(read_only=True)
    gym = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields: ClassVar = [
            "username",
            "email",
            "email_verified",
            "is_trustworthy",
            "date_joined",
            "gym",
            "is_temporary",
            "time_zone",
            "show_comments",
            "show_english_ingredients",
            "workout_reminder_active",
            "workout_reminder",
            "workout_duration",
            "last_workout_notification",
            "notification_language",
            "age",
            "birthdate",
            "height",
            "gender",
            "sleep_hours",
            "work_hours",
            "work_intensity",
            "sport_hours",
            "sport_intensity",
            "freetime_hours",
            "freetime_intensity",
            "calories",
            "weight_unit",
            "weight_rounding",
            "repetitions_rounding",
            "ro_access",
            "num_days_weight_reminder",
        ]
        read_only_fields: ClassVar = ["username", "date_joined", "is_temporary", "last_workout_notification"]

    def get_gym(self, user: User) -> int | None:
        """Gyms are not part of this server; clients need the key."""
        return None

    def validate_email(self, email: str | None) -> str:
        person: User = self.instance  # type: ignore[assignment]
        typed = (email or "").lower()
        return typed if typed in {"", person.email.lower()} else unused_email(typed, person)

    def update(self, instance: User, validated_data: dict[str, Any]) -> User:
        """Write the columns that were sent and no others: somebody may be changing the password just now."""
        columns = validated_data.pop("update_fields")
        for name, value in validated_data.items():
            setattr(instance, name, value)
        if columns:
            instance.save(update_fields=columns)
        return instance

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        hours = [attrs.get(name, getattr(self.instance, name)) or 0 for name in DAILY_HOURS]
        if any(name in attrs for name in DAILY_HOURS) and sum(hours) > HOURS_A_DAY:
            raise serializers.ValidationError("Sleep, work and free time are more than 24 hours a day together.")
        return attrs


def unused_email(email: str, person: User | None = None) -> str:
    """``email`` in lower case, unless it is somebody else's name or address, or is waiting to become theirs."""
    email = email.lower()
    waiting = EmailAddress.objects.filter(email=email).exclude(user=person)
    others = User.objects.named(email).exclude(pk=person.pk if person else None)
    if email and (others.exists() or waiting.exists()):
        raise serializers.ValidationError("This field must be unique.")
    return email
