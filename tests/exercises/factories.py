"""A row of each table of the catalogue.  The reference rows of the first migration are there already."""

import factory
from factory.django import DjangoModelFactory

from exercises import models

ENGLISH = 2


class LanguageFactory(DjangoModelFactory):
    class Meta:
        model = models.Language

    short_name = factory.Sequence("{:02x}".format)
    full_name = factory.Sequence("Language {}".format)
    full_name_en = factory.SelfAttribute("full_name")


class LicenseFactory(DjangoModelFactory):
    class Meta:
        model = models.License

    short_name = factory.Sequence("Licence {}".format)
    full_name = factory.Sequence("The licence number {}".format)
    url = "https://example.org/licence"


class MuscleFactory(DjangoModelFactory):
    class Meta:
        model = models.Muscle

    name = factory.Sequence("Musculus {}".format)
    name_en = factory.Sequence("Muscle {}".format)


class EquipmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Equipment

    name = factory.Sequence("Machine {}".format)


class ExerciseCategoryFactory(DjangoModelFactory):
    class Meta:
        model = models.ExerciseCategory

    name = factory.Sequence("Category {}".format)


class RepetitionUnitFactory(DjangoModelFactory):
    class Meta:
        model = models.RepetitionUnit

    name = factory.Sequence("Rounds {}".format)


class WeightUnitFactory(DjangoModelFactory):
    class Meta:
        model = models.WeightUnit

    name = factory.Sequence("Stones {}".format)


class DayOfWeekFactory(DjangoModelFactory):
    class Meta:
        model = models.DayOfWeek

    day_of_week = factory.Sequence("Day {}".format)


class VariationGroupFactory(DjangoModelFactory):
    class Meta:
        model = models.VariationGroup


class ExerciseFactory(DjangoModelFactory):
    """In no answer until it has a translation."""

    class Meta:
        model = models.Exercise
        skip_postgeneration_save = True

    category_id = 8
    license_author = "Alice"

    @factory.post_generation
    def muscles(self, create, ids, **_):
        self.muscles.set(ids or [])

    @factory.post_generation
    def muscles_secondary(self, create, ids, **_):
        self.muscles_secondary.set(ids or [])

    @factory.post_generation
    def equipment(self, create, ids, **_):
        self.equipment.set(ids or [])


class TranslationFactory(DjangoModelFactory):
    class Meta:
        model = models.Translation

    exercise = factory.SubFactory(ExerciseFactory)
    language_id = ENGLISH
    name = factory.Sequence("Squat {}".format)
    description_source = "Bend the knees **slowly**, then stand up again."
    license_author = "Alice"


class AliasFactory(DjangoModelFactory):
    class Meta:
        model = models.Alias

    translation = factory.SubFactory(TranslationFactory)
    alias = factory.Sequence("Knee bend {}".format)


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = models.Comment

    translation = factory.SubFactory(TranslationFactory)
    comment = "Keep the back straight"


class MediaFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    exercise = factory.LazyFunction(lambda: TranslationFactory().exercise)
    license_author = "Alice"


class ImageFactory(MediaFactory):
    """Its file is not on the disk."""

    class Meta:
        model = models.Image

    image = factory.LazyAttribute(lambda image: f"exercise-images/{image.exercise.pk}/picture.png")
    width = 64
    height = 48


class VideoFactory(MediaFactory):
    """Its file is not on the disk."""

    class Meta:
        model = models.Video

    video = factory.LazyAttribute(lambda video: f"exercise-video/{video.exercise.pk}/film.mp4")


class DeletionLogFactory(DjangoModelFactory):
    class Meta:
        model = models.DeletionLog

    model_type = models.Deleted.EXERCISE
    uuid = factory.Faker("uuid4")
    comment = "A duplicate"
