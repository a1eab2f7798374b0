"""Every route gets addresses and bodies that make no sense: none fails, and all answers are JSON."""

import json

import pytest
from django.core.cache import cache

from tests.api.expectations import EXPECTED

pytestmark = pytest.mark.django_db

NONSENSE = ["[]", "null", '"x"', "17", '{"id": []}', '{"a": {"b": [{}]}}', "{"]
ADDRESSES = ["{}", "{}/", "{}?limit=x&offset=x&ordering=%00,user__password,-&id=x&format=json"]


@pytest.mark.parametrize("prefix", sorted(EXPECTED))
def test_reading_never_fails(prefix, alice_api):
    for address in ADDRESSES:
        response = alice_api.get("/api/v2/" + address.format(prefix))

        content = b"".join(response)
        assert response.status_code in {200, 400, 405}, address
        if response["Content-Type"] != "application/zip":
            json.loads(content)


@pytest.mark.parametrize("prefix", sorted(EXPECTED))
def test_writing_nonsense_is_refused(prefix, alice_api):
    for body in NONSENSE:
        cache.clear()  # or the throttles would answer
        response = alice_api.post(f"/api/v2/{prefix}/", body, content_type="application/json")

        assert response.status_code in {200, 201, 400, 403, 405}, body
        json.loads(response.content)
