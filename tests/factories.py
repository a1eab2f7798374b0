"""Rows for tests; a factory for each endpoint, which the contract tests look up."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from accounts.models import User
from workouts.models import Routine


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence("person{}".format)
    email = factory.LazyAttribute(lambda person: f"{person.username}@example.org")
    password = factory.django.Password("correct horse")


class RoutineFactory(DjangoModelFactory):
    class Meta:
        model = Routine

    user = factory.SubFactory(UserFactory)
    name = "Full body"
    description = "Three times a week"
    start = date(2026, 1, 5)
    end = date(2026, 3, 30)
