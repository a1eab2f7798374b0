"""``templates/`` and ``public-templates/``, and how a plan gets there."""

from datetime import date

import pytest

from tests.factories import RoutineFactory

ROUTINES, TEMPLATES, PUBLIC = "/api/v2/routine/", "/api/v2/templates/", "/api/v2/public-templates/"
BODY = {"start": "2026-01-05", "end": "2026-03-30"}


@pytest.fixture
def shelves(alice, bob):
    """Alice's: a plan, a template, a published one; Bob's: a published one."""
    RoutineFactory(user=alice, name="A")
    RoutineFactory(user=alice, name="B", is_template=True, start=date(2026, 1, 6))
    RoutineFactory(user=alice, name="C", is_template=True, is_public=True, description="c", start=date(2026, 1, 7))
    RoutineFactory(user=bob, name="D", is_template=True, is_public=True, start=date(2026, 1, 8))


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        (TEMPLATES, "", "CB"),
        (TEMPLATES, "ordering=start", "BC"),
        (TEMPLATES, "name=B", "B"),
        (TEMPLATES, "is_public=true", "C"),
        (TEMPLATES, "description=c", "C"),
        (PUBLIC, "", "DC"),
        (PUBLIC, "ordering=name", "CD"),
        (PUBLIC, "name=D", "D"),
        (PUBLIC, "creation_date=2020-01-01", ""),
        (ROUTINES, "", "CBA"),
        (ROUTINES, "is_template=false", "A"),
        (ROUTINES, "is_public=True", "C"),
        (ROUTINES, "ordering=-creation_date,name", "ABC"),
    ],
)
def test_each_shelf_has_its_plans(alice_api, shelves, path, query, expected):
    rows = alice_api.get(f"{path}?{query}").json()["results"]

    assert "".join(row["name"] for row in rows) == expected


def test_what_is_published_is_the_same_for_everybody(alice_api, bob_api, shelves):
    assert alice_api.get(PUBLIC).content == bob_api.get(PUBLIC).content


@pytest.mark.parametrize("headers", [{}, {"X-Id-Format": "uuid"}], ids=["integers", "uuids"])
def test_public_list_costs_the_same_for_fifty_rows(alice_api, bob, headers, django_assert_num_queries):
    RoutineFactory.create_batch(50, user=bob, is_template=True, is_public=True)

    with django_assert_num_queries(3):  # the token with its person, the count, the page
        assert len(alice_api.get(f"{PUBLIC}?limit=100", headers=headers).json()["results"]) == 50


def test_removed_template_is_on_no_shelf(alice_api, bob_api, alice):
    row = RoutineFactory(user=alice, is_template=True, is_public=True)

    alice_api.delete(f"{ROUTINES}{row.pk}/")

    assert [bob_api.get(path).json()["count"] for path in (TEMPLATES, PUBLIC)] == [0, 0]
    assert bob_api.get(f"{PUBLIC}{row.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("before", "body", "after"),
    [
        ({}, {"is_public": True}, (False, False)),
        ({}, {"is_template": True, "is_public": True}, (True, True)),
        ({"is_template": True}, {"is_public": True}, (True, True)),
        ({"is_template": True, "is_public": True}, {"is_template": False}, (False, False)),
        ({"is_template": True, "is_public": True}, {"name": "x"}, (True, True)),
    ],
    ids=str,
)
def test_only_templates_are_published(alice_api, alice, before, body, after):
    row = RoutineFactory(user=alice, **before)

    answer = alice_api.patch(f"{ROUTINES}{row.pk}/", body).json()

    assert (answer["is_template"], answer["is_public"]) == after


def test_new_plan_that_is_no_template_is_not_published(alice_api):
    answer = alice_api.post(ROUTINES, {**BODY, "is_public": True}).json()

    assert (answer["is_template"], answer["is_public"]) == (False, False)


def test_old_apps_publish_nothing(alice_api):
    answer = alice_api.post("/api/v2/workout/", {"is_template": True, "is_public": True}).json()

    assert (answer["is_template"], answer["is_public"]) == (False, False)


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"name": "x" * 101}, {"name": ["Ensure this field has no more than 100 characters."]}),
        ({"description": "x" * 1001}, {"description": ["Ensure this field has no more than 1000 characters."]}),
        ({"name": None}, {"name": ["This field may not be null."]}),
        ({"start": None}, {"start": ["This field may not be null."]}),
        ({"fit_in_week": "perhaps"}, {"fit_in_week": ["Must be a valid boolean."]}),
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["routine", "workout"])
def test_plan_that_makes_no_sense_is_refused(alice_api, path, body, errors):
    response = alice_api.post(f"/api/v2/{path}/", {**BODY, **body})

    assert (response.status_code, response.json()) == (400, errors)


def test_names_have_the_length_of_both_vocabularies(alice_api):
    sent = {**BODY, "name": "x" * 100, "description": "y" * 1000}

    answer = alice_api.post(ROUTINES, sent).json()

    assert {name: answer[name] for name in sent} == sent
