"""Small tables that scripts and apps know by their ids; the first rows come from ``exercises.reference``."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from uuid_utils.compat import uuid7

from exercises.models.revision import CatalogueModel


class Language(CatalogueModel):
    """A language of translations and profiles; 2 is English."""

    short_name = models.CharField(max_length=2, unique=True, help_text="ISO 639-1.")
    full_name = models.CharField(max_length=30, help_text="In the language itself.")
    full_name_en = models.CharField(max_length=30, blank=True, help_text="In English.")

    def __str__(self) -> str:
        return self.full_name


class Muscle(CatalogueModel):
    name = models.CharField(max_length=50, help_text="Latin.")
    name_en = models.CharField(max_length=50, blank=True)
    is_front = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("name"), name="muscle_name_unique_in_any_case")]

    def __str__(self) -> str:
        return self.name

    @property
    def picture(self) -> str:
        """Static file of the body with this muscle as a main one."""
        return f"images/muscles/main/muscle-{self.pk}.svg"

    @property
    def secondary_picture(self) -> str:
        return f"images/muscles/secondary/muscle-{self.pk}.svg"


class Equipment(CatalogueModel):
    name = models.CharField(max_length=50)

    class Meta:
        verbose_name_plural = "equipment"
        constraints: ClassVar = [models.UniqueConstraint(Lower("name"), name="equipment_name_unique_in_any_case")]

    def __str__(self) -> str:
        return self.name


class ExerciseCategory(CatalogueModel):
    name = models.CharField(max_length=100)

    class Meta:
        verbose_name_plural = "exercise categories"
        constraints: ClassVar = [models.UniqueConstraint(Lower("name"), name="category_name_unique_in_any_case")]

    def __str__(self) -> str:
        return self.name


class VariationGroup(CatalogueModel):
    """Exercises that are variations of each other; older apps know the group by id, newer ones by uuid."""

    uuid = models.UUIDField(default=uuid7, unique=True)

    def __str__(self) -> str:
        return f"Variations {self.pk}"
