"""The admin: open to staff only, and nothing private in it."""

import re
from decimal import Decimal

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import ApiKey, DailyUsage, PermanentToken, TokenFamily, User
from accounts.tokens import sign_in
from exercises.models import Exercise, RepetitionUnit
from nutrition.models import FoodUnit, ImportProgress, Ingredient, IngredientImage
from tests.exercises.factories import AliasFactory, CommentFactory, ImageFactory, VideoFactory
from tests.factories import UserFactory
from tests.journal.factories import WeightEntryFactory
from tests.nutrition.factories import (
    DiaryEntryFactory,
    IngredientFactory,
    IngredientImageFactory,
    IngredientWeightUnitFactory,
)
from tests.workouts.factories import WorkoutLogFactory
from workouts.models import WorkoutLog

import config.urls  # noqa: F401, isort: skip (which takes away what others register)

TABLES = list(admin.site._registry)
PAGES = ("changelist", "add", "change", "history", "delete")


@pytest.fixture
def site(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def helper(client, db):
    """Staff who may look after people, and no administrator."""
    person = UserFactory(username="helen", is_staff=True)
    names = ("view_user", "change_user", "delete_user")
    person.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(person)
    return client


def page(model, name, *arguments):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=arguments)


@pytest.fixture
def rows(alice):
    """At least one of each table, and something private beside it."""
    for factory in (AliasFactory, ImageFactory, VideoFactory):
        factory()
    food = IngredientWeightUnitFactory(ingredient__name="Rye bread").ingredient
    own = IngredientWeightUnitFactory(ingredient=IngredientFactory(name="Secret sauce", user=alice), user=alice)
    WeightEntryFactory(user=alice, weight="71.35")
    WorkoutLogFactory(user=alice, exercise=Exercise.objects.order_by("pk").first(), weight=Decimal("68.25"))
    DiaryEntryFactory(plan__user=alice, user=alice, ingredient=own.ingredient, comment="Cried a bit")
    DiaryEntryFactory(plan__user=alice, user=alice, ingredient=food, comment="Cried again")
    FoodUnit.objects.create(name="Slice", language_id=2)
    ImportProgress.objects.create(source="x", name="dump.jsonl", started=timezone.now())
    DailyUsage.objects.create(user=alice, kind="sync", day=timezone.now().date(), count=3)
    Authenticator.objects.create(user=alice, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    AccessAttempt.objects.create(username="typed-orchid", failures_since_start=1, post_data="orchid")


def secrets_of(person):
    token, key = PermanentToken.of(person).secret, ApiKey.of(person).secret
    return [token, key, person.password, "JBSWY3DPEHPK3PXP", "orchid", "71.35", "68.25", "Cried", "Secret sauce"]


def test_what_other_packages_show_of_people_is_gone():
    assert [model for model in TABLES if model in {EmailAddress, AccessAttempt}] == []


@pytest.mark.slow
@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_every_page_answers_and_shows_nothing_private(site, rows, alice, model):
    private = secrets_of(alice)
    row = alice if model is User else admin.site._registry[model].get_queryset(request_of(site)).first()
    keys = [row.pk] if row else []

    for name in PAGES:
        arguments = keys if name in PAGES[2:] else []
        if name in PAGES[2:] and not keys:
            continue
        response = site.get(page(model, name, *arguments), follow=True)
        assert response.status_code in {200, 403}, (name, response.status_code)
        assert response.status_code == 200 or name in {"add", "delete"}, name
        said = response.content.decode()
        assert [secret for secret in private if secret in said] == [], name


def request_of(client):
    return client.get(reverse("admin:index")).wsgi_request


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_who_is_no_staff_is_sent_away(client, alice, model):
    client.force_login(alice)

    response = client.get(page(model, "changelist"))

    assert (response.status_code, response.url[:17]) == (302, "/admin/login/?nex")


def test_profile_and_email_are_in_no_list(site, alice):
    listing = site.get(page(User, "changelist")).content.decode()
    form = site.get(page(User, "change", alice.pk)).content.decode()

    assert alice.username in listing
    assert alice.email not in listing
    assert re.findall(r'name="(height|calories|gender|birthdate|age)"', form) == []


@pytest.mark.slow
@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_lists_cost_the_same_for_more_rows(site, rows, model):
    site.get(page(model, "changelist"))
    with CaptureQueriesContext(connection) as few:
        site.get(page(model, "changelist"))
    for person in UserFactory.create_batch(3):
        DailyUsage.objects.create(user=person, kind="read", day=timezone.now().date(), count=3)
        for factory in (
            AliasFactory,
            CommentFactory,
            ImageFactory,
            IngredientImageFactory,
            IngredientWeightUnitFactory,
        ):
            factory()

    with CaptureQueriesContext(connection) as many:
        site.get(page(model, "changelist"))

    assert len(many) == len(few)


def test_what_is_in_use_is_not_deleted_and_nobody_is_named(site, rows):
    unit = RepetitionUnit.objects.get(pk=1)

    asked = site.get(page(RepetitionUnit, "delete", unit.pk)).content.decode()
    site.post(page(RepetitionUnit, "delete", unit.pk), {"post": "yes"})

    assert "workout logs that refer to it" in asked
    assert RepetitionUnit.objects.filter(pk=1).exists()


def test_trained_exercise_can_be_retired(site, rows):
    exercise = WorkoutLog.objects.get().exercise

    site.post(page(Exercise, "delete", exercise.pk), {"post": "yes"})

    exercise.refresh_from_db()
    assert exercise.retired_at is not None


def act(client, action, *people):
    data = {"action": action, "_selected_action": [person.pk for person in people]}
    return client.post(page(User, "changelist"), data, follow=True)


def test_deactivated_person_is_out_at_once_and_oneself_is_not(site, staff, alice, alice_api):
    act(site, "deactivate", alice, staff)

    assert alice_api.get("/api/v2/userprofile/").status_code == 401
    assert User.objects.get(pk=staff.pk).is_active


def test_activated_person_is_back(site, alice, alice_api):
    act(site, "deactivate", alice)
    act(site, "activate", alice)

    assert alice_api.get("/api/v2/userprofile/").status_code == 200


def test_activated_person_is_not_deleted(site, alice):
    User.objects.filter(pk=alice.pk).update(is_active=False, deletion_due=timezone.now())

    act(site, "activate", alice)

    alice.refresh_from_db()
    assert (alice.is_active, alice.deletion_due) == (True, None)


def test_signed_out_person_needs_new_tokens(site, alice, alice_api):
    sign_in(user=alice)

    act(site, "sign_out_everywhere", alice)

    assert alice_api.get("/api/v2/userprofile/").status_code == 401
    assert not TokenFamily.objects.get().is_live


def test_locked_person_is_shown_and_unlocked(site, settings, alice):
    AccessAttempt.objects.create(
        username="alice", ip_address="192.0.2.1", failures_since_start=settings.AXES_FAILURE_LIMIT
    )
    before = site.get(page(User, "changelist"), {"q": "alice"}).context["cl"].result_list[0].locked_now

    act(site, "unlock", alice)

    assert (before, AccessAttempt.objects.count()) == (True, 0)


def test_usage_of_today_is_told(site, alice):
    with time_machine.travel(timezone.now(), tick=False):
        for kind, count in (("sync", 3), ("read", 4)):
            DailyUsage.objects.create(user=alice, kind=kind, day=timezone.now().date(), count=count)

        person = site.get(page(User, "changelist"), {"q": "ali"}).context["cl"].result_list[0]

    assert (person.username, person.used_today) == ("alice", 7)


def test_deleted_person_leaves_nothing(site, rows, alice):
    site.post(page(User, "delete", alice.pk), {"post": "yes"})

    assert not User.objects.filter(username="alice").exists()
    assert not Ingredient.objects.filter(name="Secret sauce").exists()


def test_several_are_deleted_at_once(site, alice, bob):
    data = {"action": "delete_selected", "_selected_action": [alice.pk, bob.pk], "post": "yes"}

    site.post(page(User, "changelist"), data)

    assert [person.username for person in User.objects.all()] == ["root"]


def test_changed_email_has_to_be_confirmed_again(site, alice):
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)

    site.post(page(User, "change", alice.pk), {"username": "alice", "is_active": "on", "email": "New@example.org"})

    addresses = EmailAddress.objects.filter(user=alice).values_list("email", "verified", "primary")
    assert list(addresses) == [("new@example.org", False, True)]


def test_helper_makes_nobody_administrator(helper, alice):
    data = {"username": "alice", "is_active": "on", "email": alice.email, "is_staff": "on", "is_superuser": "on"}

    helper.post(page(User, "change", alice.pk), data)

    alice.refresh_from_db()
    assert (alice.is_staff, alice.is_superuser) == (False, False)


def test_helper_does_not_touch_an_administrator(helper, staff):
    before = staff.credential_epoch
    act(helper, "deactivate", staff)
    act(helper, "sign_out_everywhere", staff)

    staff.refresh_from_db()
    assert (staff.is_active, staff.credential_epoch) == (True, before)
    assert helper.get(page(User, "delete", staff.pk)).status_code == 403
    assert helper.post(reverse("admin:auth_user_password_change", args=[staff.pk]), {}).status_code == 403


def test_food_is_found_by_name_and_code(site, rows):
    IngredientFactory(name="Rye crisps", code="4006381333931")

    def found(term):
        rows = site.get(page(Ingredient, "changelist"), {"q": term}).context["cl"].result_list
        return sorted(row.name for row in rows)

    assert [found("rye"), found("4006381333931"), found("secret"), found("zzzz")] == [
        ["Rye bread", "Rye crisps"],
        ["Rye crisps"],
        [],
        [],
    ]


def test_private_food_has_no_page(site, rows):
    own = Ingredient.objects.get(name="Secret sauce")

    response = site.get(page(Ingredient, "change", own.pk), follow=True)

    assert "Secret" not in response.content.decode()


def test_eaten_food_is_retired(site, rows):
    food = Ingredient.objects.get(name="Rye bread")

    site.post(page(Ingredient, "delete", food.pk), {"post": "yes"})

    food.refresh_from_db()
    assert food.retired_at is not None


def test_second_factor_can_be_taken_away(site, rows, alice):
    site.post(page(Authenticator, "delete", Authenticator.objects.get().pk), {"post": "yes"})

    assert not Authenticator.objects.exists()


def test_pictures_of_people_are_not_listed(site, rows):
    assert IngredientImage in admin.site._registry
    assert site.get(page(IngredientImage, "changelist")).context["cl"].result_count == 0
