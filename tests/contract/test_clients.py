"""Each of the known apps finds in our answers what it cannot do without."""

import pytest

from tests.conftest import client_of
from tests.contract.clients import CLIENTS, NEEDS
from tests.contract.notation import at, differences, keys
from tests.factories import RoutineFactory
from tests.journal.factories import MeasurementFactory, PhotoFactory, WeightEntryFactory

CASES = [
    pytest.param(client, need, id=f"{client} {need.request} {need.path}")
    for need in NEEDS
    for client in need.clients.split()
]


@pytest.fixture
def home(catalogue, alice):
    """The catalogue, and a person with one routine and one record of each kind."""
    RoutineFactory(user=alice)
    WeightEntryFactory(user=alice)
    catalogue.category = MeasurementFactory(user=alice).category_id
    PhotoFactory(user=alice)
    return catalogue


@pytest.mark.parametrize(("client", "need"), CASES)
def test_client_finds_what_it_needs(alice, home, client, need):
    path = need.request.format(exercise=home.exercise, translation=home.translation, category=home.category)

    answer = client_of(alice).get(f"/api/v2/{path}", headers=CLIENTS[client]).json()

    found = at({"rows": answer.get("results", [answer])}, f"rows[].{need.path}")
    assert found != []
    assert differences(found, [keys(need.keys)]) == []
