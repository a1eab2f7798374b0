"""An exercise; its words are in its translations."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Case, Exists, OuterRef, Prefetch, Subquery, When

from config.ownership import RetirableModel
from exercises.models.license import LicensedModel
from exercises.models.origin import DatedModel, ImportedModel
from exercises.models.reference import Equipment, ExerciseCategory, Muscle, VariationGroup
from exercises.models.revision import CatalogueQuerySet

if TYPE_CHECKING:
    from exercises.models.media import Image, Video
    from exercises.models.translation import Translation


class ExerciseQuerySet(CatalogueQuerySet):
    def present(self) -> Self:
        """What contributors work on: also what has no name yet."""
        return self.filter(retired_at=None)

    def public(self) -> Self:
        """What the API shows: not retired, and with a name in at least one language."""
        from exercises.models.translation import Translation

        return self.present().filter(Exists(Translation.objects.filter(exercise=OuterRef("pk"))))

    def in_languages(self, languages: Sequence[int]) -> Self:
        """Those that have a translation in one of the languages."""
        from exercises.models.translation import Translation

        return self.filter(Exists(Translation.objects.filter(exercise=OuterRef("pk"), language__in=languages)))

    def shown_in(self, languages: Sequence[int]) -> Self:
        """Offers ``shown_name``, ``shown_description`` and ``shown_language`` to order by; free if not used."""
        from exercises.models.translation import Translation

        ranks = [When(language=language, then=rank) for rank, language in enumerate(languages)]
        best = Translation.objects.filter(exercise=OuterRef("pk")).order_by(Case(*ranks, default=len(ranks)), "id")
        return self.alias(
            **{f"shown_{name}": Subquery(best.values(name)[:1]) for name in ("name", "description", "language")}
        )

    def with_relations(self) -> Self:
        """Ready for a flat answer: four queries more, however many rows."""
        from exercises.models.translation import Translation

        return self.select_related("variation_group").prefetch_related(
            Prefetch("muscles", Muscle.objects.order_by("id")),
            Prefetch("muscles_secondary", Muscle.objects.order_by("id")),
            Prefetch("equipment", Equipment.objects.order_by("id")),
            Prefetch("translations", Translation.objects.order_by("id"), to_attr="translation_rows"),
        )

    def with_details(self) -> Self:
        """Ready for a nested answer: nine queries more, however many rows.

        What belongs to a row is in lists (``translation_rows`` and so on): Django's related managers would take half
        of the time that the whole catalogue takes.
        """
        from exercises.models.media import Image, Video
        from exercises.models.translation import Translation

        return self.select_related("category", "license", "variation_group").prefetch_related(
            Prefetch("muscles", Muscle.objects.order_by("id"), to_attr="muscle_rows"),
            Prefetch("muscles_secondary", Muscle.objects.order_by("id"), to_attr="secondary_muscle_rows"),
            Prefetch("equipment", Equipment.objects.order_by("id"), to_attr="equipment_rows"),
            Prefetch("translations", Translation.objects.order_by("id").with_parts(), to_attr="translation_rows"),
            Prefetch("images", Image.objects.main_first(), to_attr="image_rows"),
            Prefetch("videos", Video.objects.main_first(), to_attr="video_rows"),
        )


class Exercise(RetirableModel, ImportedModel, DatedModel, LicensedModel):
    category = models.ForeignKey(ExerciseCategory, on_delete=models.PROTECT, related_name="exercises")
    muscles = models.ManyToManyField(Muscle, blank=True, related_name="exercises")
    muscles_secondary = models.ManyToManyField(Muscle, blank=True, related_name="exercises_secondary")
    equipment = models.ManyToManyField(Equipment, blank=True, related_name="exercises")
    variation_group = models.ForeignKey(
        VariationGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="exercises"
    )

    # Lists that with_relations() and with_details() fill.
    translation_rows: "list[Translation]"
    image_rows: "list[Image]"
    video_rows: "list[Video]"

    objects: ClassVar = ExerciseQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=models.Q(retired_at=None), name="exercise_in_default_order"),
        ]

    def __str__(self) -> str:
        return f"Exercise {self.pk}"

    def translation_in(self, languages: Sequence[int]) -> "Translation | None":
        """In the first of the languages that there is, else the oldest; ``None`` if it has no name yet."""
        found = {translation.language_id: translation for translation in self.translation_rows}
        oldest = next(iter(self.translation_rows), None)
        return next((found[language] for language in languages if language in found), oldest)

    @property
    def group_uuid(self) -> UUID | None:
        """The variation group as newer apps know it."""
        return self.variation_group.uuid if self.variation_group else None

    @property
    def last_update_global(self) -> datetime:
        """When the exercise or anything that belongs to it changed.  Call it on rows from ``with_details()``."""
        return max(row.last_update for row in self.with_parts())

    @property
    def total_authors_history(self) -> list[str]:
        """Everybody who had a hand in it.  Call it on rows from ``with_details()``."""
        return sorted({author for row in self.with_parts() for author in row.author_history})

    def with_parts(self) -> "list[Exercise | Translation | Image | Video]":
        return [self, *self.translation_rows, *self.image_rows, *self.video_rows]
