"""What else a person measures: waist, body fat, blood pressure, anything that is a number with a unit."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models.synced import SyncedModel
from config.ownership import OwnedModel

LARGEST_EXTRA = 10_000


class Metric(models.TextChoices):
    """The words that newer apps know; one that they do not know crashes them."""

    CUSTOM = "custom"
    BODY_WEIGHT = "body_weight"
    BODY_FAT = "body_fat"
    LEAN_BODY_MASS = "lean_body_mass"
    HEIGHT = "height"
    BLOOD_PRESSURE = "blood_pressure"
    BLOOD_PRESSURE_SYSTOLIC = "blood_pressure_systolic"
    BLOOD_PRESSURE_DIASTOLIC = "blood_pressure_diastolic"
    HEART_RATE = "heart_rate"
    RESTING_HEART_RATE = "resting_heart_rate"
    BLOOD_OXYGEN = "blood_oxygen"
    STEPS = "steps"
    DISTANCE = "distance"
    ENERGY = "energy"
    SLEEP = "sleep"
    SLEEP_TOTAL = "sleep_total"
    SLEEP_LIGHT = "sleep_light"
    SLEEP_DEEP = "sleep_deep"
    SLEEP_REM = "sleep_rem"
    SLEEP_AWAKE = "sleep_awake"


class Chart(models.TextChoices):
    LINE = "line"
    BAR = "bar"
    HEATMAP = "heatmap"
    DELTA = "delta"
    DISTRIBUTION = "distribution"


class Calculation(models.TextChoices):
    NONE = "NONE"
    BODY_MASS_INDEX = "BMI"
    WAIST_TO_HEIGHT = "WHTR"
    ONE_REPETITION = "ONE_REP_MAX"
    ONE_REPETITION_TOTAL = "ONE_RM_TOTAL"


class Source(models.TextChoices):
    """Where an app has a reading from, in the apps' own words."""

    USER = "user"
    GOOGLE = "google"
    APPLE = "apple"
    CALCULATED = "calculated"


def validate_size(value: object) -> None:
    if len(str(value)) > LARGEST_EXTRA:
        raise ValidationError(f"Ensure this value has no more than {LARGEST_EXTRA} characters.")


class MeasurementCategory(OwnedModel):
    """A kind of measurement.  Two may have the same name."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="measurement_categories", db_index=False
    )
    name = models.CharField(max_length=100)
    unit = models.CharField(max_length=30)
    metric_type = models.CharField(max_length=30, choices=Metric.choices, default=Metric.CUSTOM)
    chart_type = models.CharField(max_length=20, choices=Chart.choices, null=True, blank=True)
    chart_config = models.JSONField(default=dict, blank=True, validators=[validate_size])
    dynamic_type = models.CharField(max_length=20, choices=Calculation.choices, default=Calculation.NONE)
    dynamic_params = models.JSONField(default=dict, blank=True, validators=[validate_size])
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="parts")
    order = models.IntegerField(default=0)
    is_official = models.BooleanField(default=False, editable=False)
    # The name under which a synced app sends this; empty: no app does.  It outlives a change of the name.
    stat = models.CharField(max_length=100, blank=True, default="", editable=False)

    class Meta:
        verbose_name_plural = "measurement categories"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "uuid"], name="category_uuid_unique_per_person"),
            models.UniqueConstraint(fields=["user", "stat"], condition=~Q(stat=""), name="category_one_per_stat"),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "-name", "id"], name="category_in_default_order")]

    def __str__(self) -> str:
        return f"{self.name} ({self.unit})"


class Measurement(SyncedModel, OwnedModel):
    """One reading.  ``user`` is that of the category, kept here too so that a person's list needs no join."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="measurements", db_index=False
    )
    category = models.ForeignKey(
        MeasurementCategory, on_delete=models.CASCADE, related_name="measurements", db_index=False
    )
    date = models.DateTimeField(default=timezone.now)
    # What a client may enter has a limit of its own; a synced count of steps may be larger.
    value = models.DecimalField(max_digits=10, decimal_places=2)
    notes = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.USER)
    external_id = models.UUIDField(null=True, blank=True)
    extra_data = models.JSONField(default=dict, blank=True, validators=[validate_size])

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "uuid"], name="measurement_uuid_unique_per_person"),
            models.UniqueConstraint(
                fields=["category", "source", "external_id"],
                condition=Q(external_id__isnull=False),
                name="measurement_external_once",
            ),
            models.UniqueConstraint(
                fields=["category", "synced_day"], condition=~Q(synced_from=""), name="measurement_one_per_synced_day"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="measurement_not_negative"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "-date", "id"], name="measurement_in_default_order"),
            models.Index(fields=["category", "-date", "id"], name="measurement_by_category"),
        ]

    def __str__(self) -> str:
        return f"{self.value} at {self.date:%Y-%m-%d %H:%M}"
