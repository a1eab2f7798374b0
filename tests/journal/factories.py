"""Dated records."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from journal.models import Measurement, MeasurementCategory, Photo, WeightEntry
from journal.photos.sizes import make
from tests.exercises.remote import picture
from tests.factories import UserFactory


class WeightEntryFactory(DjangoModelFactory):
    class Meta:
        model = WeightEntry

    user = factory.SubFactory(UserFactory)
    date = factory.Sequence(lambda number: datetime(2026, 1, 5, 7, tzinfo=UTC) + timedelta(minutes=number))
    weight = Decimal("80.50")


class MeasurementCategoryFactory(DjangoModelFactory):
    class Meta:
        model = MeasurementCategory

    user = factory.SubFactory(UserFactory)
    name = "Waist"
    unit = "cm"


class MeasurementFactory(DjangoModelFactory):
    class Meta:
        model = Measurement

    user = factory.SubFactory(UserFactory)
    category = factory.SubFactory(MeasurementCategoryFactory, user=factory.SelfAttribute("..user"))
    date = datetime(2026, 1, 5, 7, tzinfo=UTC)
    value = Decimal("92.50")


class PhotoFactory(DjangoModelFactory):
    class Meta:
        model = Photo

    user = factory.SubFactory(UserFactory)
    date = date(2026, 1, 5)
    description = "Front"

    @classmethod
    def _create(cls, model_class, *args, content=None, **kwargs):
        photo = model_class(**kwargs)
        photo.store(cls.sizes(content))
        return photo

    @staticmethod
    def sizes(content=None):
        return make(content or picture("JPEG"))
