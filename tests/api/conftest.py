import pytest
import time_machine
from django.utils import timezone

from tests.specimen.factories import BookFactory, ShelfFactory


@pytest.fixture
def shelf(alice):
    return ShelfFactory(user=alice)


@pytest.fixture
def book(shelf):
    return BookFactory(shelf=shelf)


@pytest.fixture
def clock_stands_still():
    """Some answers tell of the moment: the addresses of photos are others every twelve hours."""
    with time_machine.travel(timezone.now(), tick=False):
        yield
