"""What an exercise is called and how it is done, in one language."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Prefetch
from django.utils import timezone

from config.search.columns import FoldedField, FoldingModel
from exercises import descriptions
from exercises.models.exercise import Exercise
from exercises.models.license import LicensedModel
from exercises.models.origin import DatedModel, ImportedModel
from exercises.models.reference import Language
from exercises.models.revision import CatalogueQuerySet


class TranslationQuerySet(CatalogueQuerySet):
    def public(self) -> Self:
        return self.filter(exercise__retired_at=None)

    def with_parts(self) -> Self:
        """With language, aliases and comments: three queries more, however many rows."""
        return self.prefetch_related(
            "language",
            Prefetch("aliases", Alias.objects.order_by("id"), to_attr="alias_rows"),
            Prefetch("comments", Comment.objects.order_by("id"), to_attr="comment_rows"),
        )


class Translation(FoldingModel, ImportedModel, DatedModel, LicensedModel):
    """``description`` is HTML of a few harmless tags; rendered from ``description_source`` where that is given."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="translations")
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    name_folded = FoldedField(source="name")
    description = models.TextField(blank=True, help_text="HTML.")
    description_source = models.TextField(blank=True, help_text="Markdown.")

    objects: ClassVar = TranslationQuerySet.as_manager()

    # Lists that with_parts() fills.
    alias_rows: "list[Alias]"
    comment_rows: "list[Comment]"

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exercise", "language"], name="translation_one_per_language"),
        ]
        indexes: ClassVar = [models.Index(fields=["name", "id"], name="translation_in_default_order")]

    def __str__(self) -> str:
        return self.name

    @property
    def source(self) -> str:
        """What to edit: the Markdown, or the HTML where there is none, since Markdown may hold HTML."""
        return self.description_source or self.description

    def save(self, *, update_fields: Any = None, **kwargs: Any) -> None:
        source = self.description_source
        self.description = descriptions.render(source) if source else descriptions.clean(self.description)
        if update_fields is not None and "description_source" in update_fields:
            update_fields = {*update_fields, "description"}
        super().save(update_fields=update_fields, **kwargs)


class TranslationPart(ImportedModel):
    """A short text below a translation.  Changing it dates the translation, by which apps notice the change."""

    class Meta:
        abstract = True

    translation: models.ForeignKey[Translation, Translation]

    def save(self, **kwargs: Any) -> None:
        super().save(**kwargs)
        self.date_translation()

    def delete(self, using: Any = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:  # noqa: FBT001, FBT002 (Django's)
        self.date_translation()
        return super().delete(using=using, keep_parents=keep_parents)

    def date_translation(self) -> None:
        Translation.objects.filter(pk=self.translation_id).update(last_update=timezone.now())  # type: ignore[attr-defined]


class PartQuerySet(CatalogueQuerySet):
    def public(self) -> Self:
        return self.filter(translation__exercise__retired_at=None)


class Alias(FoldingModel, TranslationPart):
    """Another name, found by searches."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="aliases")
    alias = models.CharField(max_length=200)
    alias_folded = FoldedField(source="alias")

    objects: ClassVar = PartQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "aliases"

    def __str__(self) -> str:
        return self.alias


class Comment(TranslationPart):
    """A hint on how to do it; newer apps call it a note."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="comments")
    comment = models.CharField(max_length=200)

    objects: ClassVar = PartQuerySet.as_manager()

    def __str__(self) -> str:
        return self.comment
