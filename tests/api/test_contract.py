"""Walks every route, method and actor; a new route fails here until it says what it promises."""

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from rest_framework.relations import ManyRelatedField

from config.api import answers
from config.api.serializers import OwnedRelatedField
from config.api.viewsets import CatalogueViewSet, Dialect, OwnedViewSet
from config.ownership import OwnedModel, OwnedQuerySet
from config.urls import router
from tests.api.expectations import (
    ACTIONS,
    EXPECTED,
    Contributed,
    ListAction,
    Own,
    OwnAction,
    OwnReadOnly,
    OwnSingle,
    Plain,
    Public,
    PublicAndOwn,
    PublicInPart,
    Shared,
)
from tests.conftest import client_of
from tests.exercises import bodies
from tests.exercises import factories as catalogue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock_stands_still")]

VIEWSETS = {prefix: viewset for prefix, viewset, _ in router.registry}
PRIVATE = sorted(prefix for prefix, kind in EXPECTED.items() if isinstance(kind, Own))
SHARED = sorted(prefix for prefix, kind in EXPECTED.items() if isinstance(kind, Shared))
OWN = sorted(set(PRIVATE) - set(SHARED))
WRITTEN = sorted(prefix for prefix in OWN if not isinstance(EXPECTED[prefix], OwnReadOnly))
PUBLIC = sorted(prefix for prefix, kind in EXPECTED.items() if isinstance(kind, Public))
BESIDE_OWN = sorted(prefix for prefix, kind in EXPECTED.items() if isinstance(kind, PublicAndOwn))
READ_ONLY = sorted(prefix for prefix, kind in EXPECTED.items() if type(kind) is Public)
IN_PART = sorted(prefix for prefix, kind in EXPECTED.items() if isinstance(kind, PublicInPart))
MANY = sorted(prefix for prefix in PRIVATE if not isinstance(EXPECTED[prefix], OwnSingle))
CONTRIBUTED = sorted(prefix for prefix, kind in EXPECTED.items() if isinstance(kind, Contributed))
PLAIN = sorted(prefix for prefix, kind in EXPECTED.items() if isinstance(kind, Plain))
STRANGERS = ["bob", "contributor", "staff"]
PUBLIC_ACTIONS = sorted(path for path, kind in ACTIONS.items() if isinstance(kind, Public))
OWN_ACTIONS = sorted(path for path, kind in ACTIONS.items() if isinstance(kind, OwnAction))
LIST_ACTIONS = sorted(path for path, kind in ACTIONS.items() if isinstance(kind, ListAction))
CANARY = "canary-7f3a"


def counted():
    return CaptureQueriesContext(connection)


def make_public(prefix, number=1):
    name = EXPECTED[prefix].factory
    return [getattr(EXPECTED[prefix].factories, name)() for _ in range(number)] if name else []


def serializer_of(prefix, method, user):
    view = VIEWSETS[prefix](request=None, action="create", format_kwarg=None)
    request = type("Request", (), {"user": user, "method": method, "auth": None, "headers": {}, "query_params": {}})()
    return view.get_serializer_class()(context={"request": request, "view": view})


# --- Every route is declared ---------------------------------------------------------------------------------------


def test_every_route_says_what_it_promises():
    assert set(EXPECTED) == set(router.routes_by_name())


def test_every_action_says_what_it_promises():
    actions = {
        f"{prefix}/{action.url_path}" for prefix, viewset in VIEWSETS.items() for action in viewset.get_extra_actions()
    }

    assert actions == set(ACTIONS)


@pytest.mark.parametrize("prefix", sorted(VIEWSETS))
def test_private_tables_are_served_by_owned_viewsets_only(prefix):
    model = VIEWSETS[prefix].queryset.model
    # What differs from person to person must not be among the answers that are kept for everybody.
    public = Dialect if prefix in IN_PART else CatalogueViewSet

    assert issubclass(VIEWSETS[prefix], OwnedViewSet if issubclass(model, OwnedModel) else public)
    assert issubclass(VIEWSETS[prefix], CatalogueViewSet) == (prefix in PUBLIC or prefix in BESIDE_OWN)
    assert isinstance(VIEWSETS[prefix].queryset, OwnedQuerySet) == issubclass(model, OwnedModel)


@pytest.mark.parametrize("prefix", OWN)
def test_foreign_keys_into_private_tables_are_scoped(prefix, alice):
    for name, field in serializer_of(prefix, "POST", alice).fields.items():
        inner = field.child_relation if isinstance(field, ManyRelatedField) else field
        rows = getattr(inner, "queryset", None)
        if rows is not None and issubclass(rows.model, OwnedModel):
            assert isinstance(inner, OwnedRelatedField), name


@pytest.mark.parametrize("model", OwnedModel.__subclasses__(), ids=lambda model: model.__name__)
def test_private_tables_keep_uuids_apart_per_owner(model):
    if model._meta.abstract:
        return
    unique = [set(each.fields) for each in model._meta.constraints if isinstance(each, models.UniqueConstraint)]

    assert not model._meta.get_field("uuid").unique
    assert {model.owner_path.split("__")[0], "uuid"} in unique


# --- A person's own rows -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", PRIVATE)
def test_nobody_gets_401(prefix, api, alice):
    row = EXPECTED[prefix].make(alice)

    found = {
        (method, path): getattr(api, method)(path)
        for method in ("get", "head", "options", "post", "put", "patch", "delete")
        for path in (f"/api/v2/{prefix}/", f"/api/v2/{prefix}/{row.pk}/")
    }

    expected = (401, 'Bearer realm="api"')
    assert {
        asked: (answer.status_code, answer["WWW-Authenticate"]) for asked, answer in found.items()
    } == dict.fromkeys(found, expected)


@pytest.mark.parametrize("prefix", OWN)
@pytest.mark.parametrize("actor", STRANGERS)
def test_somebody_elses_row_is_not_found(prefix, actor, alice, request):
    row = EXPECTED[prefix].make(alice)
    before = type(row).objects.filter(pk=row.pk).values().get()
    client = client_of(request.getfixturevalue(actor))
    reading, writing = ("get", "head"), ("put", "patch", "delete")

    found = {
        (method, form): getattr(client, method)(f"/api/v2/{prefix}/{form}/", {}).status_code
        for method in reading + writing
        for form in (row.pk, row.uuid)
    }

    refused = 404 if prefix in WRITTEN else 405
    assert found == {asked: refused if asked[0] in writing else 404 for asked in found}
    assert type(row).objects.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("prefix", OWN)
@pytest.mark.parametrize("actor", STRANGERS)
def test_somebody_elses_rows_are_in_no_list(prefix, actor, alice, request):
    row = EXPECTED[prefix].make(alice)
    type(row).objects.filter(pk=row.pk).update(**{name: CANARY for name in ("name",) if hasattr(row, name)})
    client = client_of(request.getfixturevalue(actor))

    for query in ("", f"?id={row.pk}", f"?uuid={row.uuid}", f"?user={alice.pk}", "?ordering=user", "?limit=1000"):
        response = client.get(f"/api/v2/{prefix}/{query}")
        assert response.json()["count"] == 0
        assert CANARY not in response.content.decode()


@pytest.mark.parametrize("prefix", WRITTEN)
def test_owner_reads_changes_and_removes(prefix, alice, alice_api):
    row = EXPECTED[prefix].make(alice)
    path = f"/api/v2/{prefix}/{row.pk}/"

    whole = alice_api.get(path).json()

    assert [each["id"] for each in alice_api.get(f"/api/v2/{prefix}/").json()["results"]] == [row.pk]
    assert alice_api.put(path, whole).status_code == 200
    assert alice_api.get(path).json() == whole
    assert alice_api.patch(path, {}).json() == whole
    assert alice_api.delete(path).status_code == 204
    assert alice_api.get(path).status_code == 404


@pytest.mark.parametrize("prefix", WRITTEN)
def test_empty_body(prefix, alice_api):
    assert alice_api.post(f"/api/v2/{prefix}/", {}).status_code == EXPECTED[prefix].empty_post


@pytest.mark.parametrize("prefix", WRITTEN)
def test_owner_cannot_be_chosen_in_the_body(prefix, alice, alice_api, bob):
    row = EXPECTED[prefix].make(alice)

    alice_api.patch(f"/api/v2/{prefix}/{row.pk}/", {"user": bob.pk, "user_id": bob.pk, "owner": bob.pk})

    assert type(row).objects.owned_by(alice).filter(pk=row.pk).exists()


@pytest.mark.parametrize("prefix", MANY)
@pytest.mark.parametrize("headers", [{}, {"X-Id-Format": "uuid"}], ids=["integers", "uuids"])
def test_list_costs_the_same_for_one_and_three_rows(prefix, headers, alice, alice_api, django_assert_num_queries):
    EXPECTED[prefix].make(alice)
    with counted() as one:
        alice_api.get(f"/api/v2/{prefix}/", headers=headers)
    for _ in range(2):
        EXPECTED[prefix].make(alice)

    with django_assert_num_queries(len(one)):
        assert alice_api.get(f"/api/v2/{prefix}/", headers=headers).json()["count"] == 3


@pytest.mark.parametrize("prefix", MANY)
@pytest.mark.parametrize("headers", [{}, {"X-Id-Format": "uuid"}], ids=["integers", "uuids"])
def test_list_that_is_asked_for_often_is_read_as_any_other(prefix, headers, alice, alice_api, bob):
    for owner in (alice, bob, alice, alice):
        EXPECTED[prefix].make(owner)

    often, other = (
        alice_api.get(f"/api/v2/{prefix}/?limit=2&offset=1{ordering}", headers=headers).json()
        for ordering in ("", "&ordering=nothing")
    )

    assert (often["count"], often["results"]) == (other["count"], other["results"])
    assert len(often["results"]) == 2


@pytest.mark.parametrize("prefix", sorted(set(PRIVATE) - set(WRITTEN)))
def test_owner_reads_what_is_written_elsewhere(prefix, alice, alice_api):
    row = EXPECTED[prefix].make(alice)
    path = f"/api/v2/{prefix}/{row.pk}/"

    whole = alice_api.get(path).json()

    assert alice_api.get(f"/api/v2/{prefix}/").json()["results"] == [whole]
    assert alice_api.post(f"/api/v2/{prefix}/", whole).status_code == 405
    assert [getattr(alice_api, method)(path, whole).status_code for method in ("put", "patch", "delete")] == [405] * 3


@pytest.mark.parametrize("prefix", SHARED)
@pytest.mark.parametrize("actor", STRANGERS)
def test_everybody_signed_in_reads_what_is_shared(prefix, actor, alice, alice_api, request):
    row = EXPECTED[prefix].make(alice)
    client = client_of(request.getfixturevalue(actor))

    assert client.get(f"/api/v2/{prefix}/").content == alice_api.get(f"/api/v2/{prefix}/").content
    assert client.get(f"/api/v2/{prefix}/{row.uuid}/").json()["id"] == row.pk
    assert client.patch(f"/api/v2/{prefix}/{row.pk}/", {"name": "mine"}).status_code == 405


# --- What can be done with a person's own row ----------------------------------------------------------------------


@pytest.mark.parametrize("path", OWN_ACTIONS)
@pytest.mark.parametrize("form", ["pk", "uuid"])
def test_action_is_for_the_owner(path, form, alice, alice_api, bob_api, api):
    prefix, name = path.split("/")
    expected = ACTIONS[path]
    row = expected.make(alice)
    address = f"/api/v2/{prefix}/{getattr(row, form)}/{name}/"

    found = [getattr(client, expected.method)(address).status_code for client in (alice_api, bob_api, api)]

    assert found == [expected.answers, expected.answers if prefix in SHARED else 404, 401]
    assert getattr(alice_api, expected.method)(f"/api/v2/{prefix}/999999/{name}/").status_code == 404


@pytest.mark.parametrize("path", LIST_ACTIONS)
def test_action_beside_a_list_is_for_people(path, alice_api, bob_api, api):
    expected = ACTIONS[path]

    found = [getattr(client, expected.method)(f"/api/v2/{path}/").status_code for client in (alice_api, bob_api, api)]

    assert found == [expected.answers, expected.answers, expected.nobody]


# --- Public rows ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", PUBLIC)
@pytest.mark.parametrize("actor", ["nobody", *STRANGERS])
def test_everybody_reads_the_same(prefix, actor, api, request):
    make_public(prefix)
    client = api if actor == "nobody" else client_of(request.getfixturevalue(actor))
    path = f"/api/v2/{prefix}/"

    page = client.get(path)

    assert page.content == api.get(path).content
    assert client.get(f"{path}{page.json()['results'][0]['id']}/").status_code == 200


@pytest.mark.parametrize("prefix", IN_PART)
def test_what_depends_on_the_reader_is_kept_for_nobody_else(prefix, api):
    page = api.get(f"/api/v2/{prefix}/")

    assert (page.status_code, page["Cache-Control"]) == (200, "private, no-cache")
    assert "Authorization" in page["Vary"]


@pytest.mark.parametrize("prefix", READ_ONLY + IN_PART)
@pytest.mark.parametrize("actor", ["nobody", *STRANGERS])
def test_nobody_writes_what_is_read_only(prefix, actor, api, request):
    if prefix in PUBLIC:
        make_public(prefix)
    client = api if actor == "nobody" else client_of(request.getfixturevalue(actor))
    path = f"/api/v2/{prefix}/"
    detail = f"{path}{client.get(path).json()['results'][0]['id']}/"

    assert client.post(path, {}).status_code == 405
    assert [getattr(client, method)(detail, {}).status_code for method in ("put", "patch", "delete")] == [405] * 3


@pytest.mark.parametrize("prefix", CONTRIBUTED)
@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        ("nobody", [401, 401, 401, 401]),
        ("bob", [403, 403, 403, 403]),
        ("contributor", [201, 200, 200, 403]),
        ("staff", [201, 200, 200, 204]),
    ],
)
def test_contributors_write(prefix, actor, expected, api, request):
    make_public(prefix)
    client = api if actor == "nobody" else client_of(request.getfixturevalue(actor))
    path = f"/api/v2/{prefix}/"
    whole = client.get(path).json()["results"][0]
    detail = f"{path}{whole['id']}/"

    found = [
        client.post(path, **bodies.new(prefix)),
        client.put(detail, whole),
        client.patch(detail, {}),
        client.delete(detail),
    ]

    assert [each.status_code for each in found] == expected
    assert all(each.status_code == 204 or each.json() for each in found)


@pytest.mark.parametrize("prefix", CONTRIBUTED)
def test_row_sent_back_whole_is_the_same(prefix, contributor):
    make_public(prefix)
    client = client_of(contributor)
    whole = client.get(f"/api/v2/{prefix}/").json()["results"][0]

    answer = client.put(f"/api/v2/{prefix}/{whole['id']}/", whole).json()

    # The only picture becomes the main one.
    moving = ("last_update", "is_main")
    assert {key: answer[key] for key in answer if key not in moving} == {
        key: whole[key] for key in whole if key not in moving
    }


@pytest.mark.parametrize("prefix", PUBLIC)
def test_public_list_and_detail_cost_the_same_for_one_and_three_rows(prefix, api, django_assert_num_queries):
    make_public(prefix)
    with counted() as one:
        row = api.get(f"/api/v2/{prefix}/").json()["results"][0]
    with counted() as detail:
        api.get(f"/api/v2/{prefix}/{row['id']}/")
    make_public(prefix, 2)
    answers.forget()

    with django_assert_num_queries(len(one)):
        api.get(f"/api/v2/{prefix}/")
    with django_assert_num_queries(len(detail)):
        api.get(f"/api/v2/{prefix}/{row['id']}/")


@pytest.mark.parametrize("path", PUBLIC_ACTIONS)
def test_public_action(path, api):
    prefix, name = path.split("/")
    row = getattr(catalogue, ACTIONS[path].factory)()

    assert api.get(f"/api/v2/{prefix}/{row.pk}/{name}/").status_code == 200
    assert api.get(f"/api/v2/{prefix}/999999/{name}/").status_code == 404
    assert api.post(f"/api/v2/{prefix}/{row.pk}/{name}/").status_code in {401, 405}


# --- Views without rows --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", PLAIN)
@pytest.mark.parametrize("actor", ["nobody", "alice", *STRANGERS])
def test_plain_view(prefix, actor, api, request):
    promise = EXPECTED[prefix]
    expected = promise.anonymous if actor == "nobody" else promise.signed_in
    if promise.contributors and actor in {"contributor", "staff"}:
        expected = promise.contributors
    client = api if actor == "nobody" else client_of(request.getfixturevalue(actor))

    found = {method: getattr(client, method)(f"/api/v2/{prefix}/", {}) for method in expected}
    for answer in found.values():
        # Whoever reads a file to its end has it closed.
        b"".join(answer)

    assert {method: answer.status_code for method, answer in found.items()} == expected
