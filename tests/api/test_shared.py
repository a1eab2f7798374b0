"""Walks the routes of rows that belong to everybody or to one person: every actor, every method."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.relations import ManyRelatedField
from rest_framework.test import APIClient

from config.api import answers, fragments
from config.api.serializers import OwnedRelatedField
from config.api.shared import ReadOnlySharedViewSet
from config.ownership import SharedModel
from tests.api.expectations import ACTIONS, EXPECTED, PublicAndOwn
from tests.api.test_contract import BESIDE_OWN, STRANGERS, VIEWSETS, serializer_of
from tests.conftest import client_of

pytestmark = pytest.mark.django_db

ROUTES = BESIDE_OWN
WRITTEN = [prefix for prefix in ROUTES if EXPECTED[prefix].is_written]
BELOW = sorted(path for path, kind in ACTIONS.items() if isinstance(kind, PublicAndOwn))
WRITES = ["put", "patch", "delete"]


@pytest.fixture
def rows(alice):
    """Of a route: one of everybody and one of Alice."""
    return lambda route: [{**EXPECTED, **ACTIONS}[route].factory(user=person) for person in (None, alice)]


def client_named(actor, request):
    if actor == "nobody":
        return APIClient()
    if actor == "expired":
        return APIClient(HTTP_AUTHORIZATION="Bearer expired")
    return client_of(request.getfixturevalue(actor))


def ids(response):
    return [row["id"] for row in response.json()["results"]]


@pytest.mark.parametrize("prefix", sorted(VIEWSETS))
def test_shared_tables_are_served_by_shared_viewsets_only(prefix):
    model = VIEWSETS[prefix].queryset.model

    assert issubclass(VIEWSETS[prefix], ReadOnlySharedViewSet) == issubclass(model, SharedModel)
    assert (prefix in ROUTES) == issubclass(model, SharedModel)


@pytest.mark.parametrize("prefix", sorted(VIEWSETS))
def test_foreign_keys_into_shared_tables_are_scoped(prefix, alice):
    for name, field in serializer_of(prefix, "POST", alice).fields.items():
        inner = field.child_relation if isinstance(field, ManyRelatedField) else field
        rows = getattr(inner, "queryset", None)
        if rows is not None and issubclass(rows.model, SharedModel):
            assert isinstance(inner, OwnedRelatedField), name


@pytest.mark.parametrize("prefix", ROUTES)
def test_owner_reads_both(prefix, alice_api, rows):
    public, own = rows(prefix)
    path = f"/api/v2/{prefix}/"

    assert ids(alice_api.get(path)) == [public.pk, own.pk]
    assert [alice_api.get(f"{path}{key}/").json()["id"] for key in (public.pk, own.pk, own.uuid)] == [
        public.pk,
        own.pk,
        own.pk,
    ]


@pytest.mark.parametrize("prefix", ROUTES)
@pytest.mark.parametrize("actor", ["nobody", "expired", *STRANGERS])
def test_others_read_the_public_one_only(prefix, actor, rows, request):
    public, own = rows(prefix)
    client, path = client_named(actor, request), f"/api/v2/{prefix}/"

    for query in ("", "?limit=1000", "?ordering=-id", "?quality=all", f"?user={own.user_id}", f"?id__in={public.pk}"):
        assert ids(client.get(path + query)) == [public.pk]
    assert ids(client.get(f"{path}?uuid={own.uuid}")) == []
    assert [client.get(f"{path}{key}/").status_code for key in (public.pk, own.pk, own.uuid)] == [200, 404, 404]


@pytest.mark.parametrize("prefix", ROUTES)
def test_what_the_owner_reads_is_kept_for_nobody(prefix, api, alice_api, bob_api, rows):
    public, own = rows(prefix)
    path = f"/api/v2/{prefix}/"

    private = alice_api.get(path)
    found = [ids(client.get(path)) for client in (api, bob_api, alice_api, api, alice_api)]

    assert private["Cache-Control"] == "private, no-cache"
    assert "Authorization" in private["Vary"]
    assert "Authorization" in api.get(path)["Vary"]
    both, one = [public.pk, own.pk], [public.pk]
    assert found == [one, one, both, one, both]


@pytest.mark.parametrize("prefix", ROUTES)
@pytest.mark.parametrize("method", ["post", *WRITES])
def test_nobody_writes(prefix, method, api, rows):
    _, own = rows(prefix)
    path = f"/api/v2/{prefix}/" + ("" if method == "post" else f"{own.pk}/")

    assert getattr(api, method)(path, {}).status_code == (401 if EXPECTED[prefix].is_written else 405)


@pytest.mark.parametrize("prefix", WRITTEN)
def test_expired_credential_writes_nothing(prefix, rows):
    client = APIClient(HTTP_AUTHORIZATION="Bearer expired")

    assert client.post(f"/api/v2/{prefix}/", {}).status_code == 401


@pytest.mark.parametrize("prefix", WRITTEN)
@pytest.mark.parametrize("actor", ["alice", *STRANGERS])
@pytest.mark.parametrize("method", WRITES)
def test_public_row_is_changed_by_nobody(prefix, actor, method, rows, request):
    public, _ = rows(prefix)
    before = type(public).objects.filter(pk=public.pk).values().get()

    response = getattr(client_named(actor, request), method)(f"/api/v2/{prefix}/{public.pk}/", {})

    assert (response.status_code, "everybody" in response.json()["detail"]) == (403, True)
    assert type(public).objects.filter(pk=public.pk).values().get() == before


@pytest.mark.parametrize("prefix", WRITTEN)
@pytest.mark.parametrize("actor", STRANGERS)
@pytest.mark.parametrize("method", WRITES)
@pytest.mark.parametrize("form", ["pk", "uuid"])
def test_somebody_elses_row_is_not_found(prefix, actor, method, form, rows, request):
    _, own = rows(prefix)
    before = type(own).objects.filter(pk=own.pk).values().get()

    response = getattr(client_named(actor, request), method)(f"/api/v2/{prefix}/{getattr(own, form)}/", {})

    assert response.status_code == 404
    assert type(own).objects.filter(pk=own.pk).values().get() == before


@pytest.mark.parametrize("prefix", WRITTEN)
def test_owner_changes_and_removes_and_gives_to_nobody(prefix, alice, bob, alice_api, rows):
    _, own = rows(prefix)
    path = f"/api/v2/{prefix}/{own.pk}/"
    whole = alice_api.get(path).json()

    changed = alice_api.put(path, whole)
    given = alice_api.patch(path, {"user": bob.pk, "user_id": None})

    assert (changed.status_code, given.status_code) == (200, 200)
    moving = ("last_update",)
    assert {key: changed.json()[key] for key in whole if key not in moving} == {
        key: whole[key] for key in whole if key not in moving
    }
    assert type(own).objects.get(pk=own.pk).user == alice
    assert alice_api.delete(path).status_code == 204
    assert alice_api.get(path).status_code == 404


@pytest.mark.parametrize("prefix", WRITTEN)
def test_empty_body_is_refused(prefix, alice_api):
    assert alice_api.post(f"/api/v2/{prefix}/", {}).status_code == 400


@pytest.mark.parametrize("prefix", ROUTES)
@pytest.mark.parametrize("actor", ["nobody", "alice"])
def test_list_and_detail_cost_the_same_for_one_and_three_rows(prefix, actor, rows, request):
    path, client = f"/api/v2/{prefix}/", client_named(actor, request)

    def costs():
        answers.forget()
        fragments.forget()
        with CaptureQueriesContext(connection) as page:
            last = ids(client.get(path))[0]
        with CaptureQueriesContext(connection) as detail:
            client.get(f"{path}{last}/")
        return len(page), len(detail)

    rows(prefix)
    first = costs()
    rows(prefix)
    rows(prefix)

    assert costs() == first


@pytest.mark.parametrize("path", BELOW)
@pytest.mark.parametrize("actor", ["nobody", "expired", "alice", *STRANGERS])
def test_action(path, actor, rows, request):
    public, own = rows(path)
    prefix, name = path.split("/")
    client = client_named(actor, request)

    found = [
        client.get(f"/api/v2/{prefix}/{key}/{name}/{ACTIONS[path].query}").status_code
        for key in (public.pk, own.pk, own.uuid, 999_999)
    ]

    assert found == ([200, 200, 200, 404] if actor == "alice" else [200, 404, 404, 404])
