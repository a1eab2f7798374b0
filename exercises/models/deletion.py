"""What was deleted, so that other servers delete it too and an import does not bring it back."""

from typing import ClassVar, Self

from django.db import models

from exercises.models.revision import CatalogueModel, CatalogueQuerySet


class Deleted(models.TextChoices):
    """``ALIAS`` and ``COMMENT`` are for our own imports; apps know only the first four."""

    EXERCISE = "base", "Exercise"
    TRANSLATION = "translation", "Translation"
    IMAGE = "image", "Image"
    VIDEO = "video", "Video"
    ALIAS = "alias", "Alias"
    COMMENT = "comment", "Comment"

    @classmethod
    def public_choices(cls) -> list[tuple[str, str]]:
        return [choice for choice in cls.choices if choice[0] not in PRIVATE]


PRIVATE = [Deleted.ALIAS, Deleted.COMMENT]


class DeletionLogQuerySet(CatalogueQuerySet):
    def public(self) -> Self:
        return self.exclude(model_type__in=PRIVATE)


class DeletionLog(CatalogueModel):
    model_type = models.CharField(max_length=11, choices=Deleted.choices)
    uuid = models.UUIDField()
    replaced_by = models.UUIDField(null=True, blank=True, help_text="The exercise to use instead.")
    timestamp = models.DateTimeField(auto_now=True)
    comment = models.CharField(max_length=200, blank=True)

    objects: ClassVar = DeletionLogQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["model_type", "uuid"], name="deletion_logged_once")]

    def __str__(self) -> str:
        return f"{self.get_model_type_display()} {self.uuid}"
