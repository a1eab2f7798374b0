from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from tests.factories import UserFactory
from tests.specimen.models import Book, Shelf, Topic


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    name = factory.Sequence("topic {}".format)


class ShelfFactory(DjangoModelFactory):
    class Meta:
        model = Shelf

    user = factory.SubFactory(UserFactory)
    name = "left"


class BookFactory(DjangoModelFactory):
    class Meta:
        model = Book
        skip_postgeneration_save = True

    shelf = factory.SubFactory(ShelfFactory)
    title = "Walden"
    pages = 300
    bought = date(2026, 1, 31)
    opened = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)

    @factory.post_generation
    def topics(self, create, extracted, **kwargs):
        if extracted:
            self.topics.set(extracted)
