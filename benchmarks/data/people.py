"""A person with a permanent token and a page of plans."""

from datetime import date, timedelta

from accounts.models import PermanentToken, User
from workouts.models import Routine

NAME = "benchmark"
ROUTINES = 20


def benchmark_person() -> User:
    person: User = User.objects.get(username=NAME)
    return person


def save() -> str:
    """The person's token."""
    person = User.objects.create_user(username=NAME, email="benchmark@example.org")
    first = date(2026, 1, 5)
    for number in range(ROUTINES):
        start = first + timedelta(weeks=number)
        Routine.objects.create(
            user=person,
            name=f"Full body, block {number + 1}",
            description="Three days a week, one of them heavy. " * (number % 4),
            start=start,
            end=start + timedelta(weeks=12),
        )
    return PermanentToken.of(person).secret
