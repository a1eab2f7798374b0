import pytest

from tests.specimen.factories import BookFactory, ShelfFactory


@pytest.fixture
def shelf(alice):
    return ShelfFactory(user=alice)


@pytest.fixture
def book(shelf):
    return BookFactory(shelf=shelf)
