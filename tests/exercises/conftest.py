import pytest

from tests.conftest import client_of


@pytest.fixture
def contributor_api(contributor):
    return client_of(contributor)


@pytest.fixture
def staff_api(staff):
    return client_of(staff)
