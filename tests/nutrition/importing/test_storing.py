from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exercises.models.revision import current
from nutrition.importing import off
from nutrition.importing.foods import Portion
from nutrition.models import DiaryEntry, ImportProgress, Ingredient, IngredientWeightUnit
from tests.nutrition.factories import DiaryEntryFactory, IngredientFactory, IngredientWeightUnitFactory, MealItemFactory
from tests.nutrition.importing.records import UUIDS, outcomes, product, run

pytestmark = pytest.mark.django_db


def food(number=1, **changes):
    return off.read(product(code=str(4_000_000_000_000 + number), **changes), {"de": 1, "en": 2})


def everything():
    tables = (Ingredient, IngredientWeightUnit)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_foods_and_their_portions_are_added():
    report = run("off", food(1), food(2))

    assert outcomes(report) == {"added food": 2, "added portion": 2}
    row = Ingredient.objects.get(code="4000000000001")
    assert (row.user, row.name_folded, row.protein) == (None, "haferkekse nusse", Decimal("8.000"))
    assert row.last_imported is not None
    assert list(row.weight_units.values_list("name", "gram", "amount")) == [("2 Kekse", 25, Decimal("1.00"))]


def test_second_time_changes_nothing():
    run("off", food(1), food(2))
    before = everything()

    report = run("off", food(1), food(2))

    assert report.writes == 0
    assert everything() == before


def test_only_what_changed_is_written():
    run("off", food(1), food(2))
    before = {row.code: row for row in Ingredient.objects.all()}

    report = run("off", food(1, product_name="Kekse"), food(2))

    assert outcomes(report) == {"changed food": 1, "unchanged food": 1}
    after = {row.code: row for row in Ingredient.objects.all()}
    assert (after["4000000000001"].pk, after["4000000000001"].name_folded) == (before["4000000000001"].pk, "kekse")
    assert after["4000000000001"].last_update > before["4000000000001"].last_update
    assert after["4000000000001"].created == before["4000000000001"].created
    assert after["4000000000002"].last_update == before["4000000000002"].last_update


def test_edit_made_here_is_kept():
    run("off", food())
    row = Ingredient.objects.get()
    row.name = "Our name"
    row.save()

    report = run("off", food(product_name="Theirs", serving_size="99 g"))

    row.refresh_from_db()
    assert outcomes(report) == {"kept food": 1}
    assert (row.name, row.weight_units.get().gram) == ("Our name", 25)


def test_food_that_was_removed_here_does_not_come_back():
    run("off", food())
    Ingredient.objects.update(retired_at=timezone.now())

    report = run("off", food(product_name="Changed"))

    assert outcomes(report) == {"kept food": 1}
    assert Ingredient.objects.get().retired_at is not None


def test_food_made_here_with_the_same_number_is_kept():
    IngredientFactory(source_name="Open Food Facts", remote_id="4000000000001", name="Mine")

    assert outcomes(run("off", food())) == {"kept food": 1}


def test_foods_of_a_person_are_never_touched(alice):
    own = IngredientFactory(user=alice, source_name="Open Food Facts", remote_id="4000000000001", uuid=food().uuid)
    before = Ingredient.objects.values().get(pk=own.pk)

    report = run("off", food())

    assert outcomes(report) == {"added food": 1, "added portion": 1}
    assert Ingredient.objects.values().get(pk=own.pk) == before


def test_changes_in_the_wrong_order_leave_the_newest():
    run("off", food(last_modified_t=1_700_000_100, product_name="Newer"))

    report = run("off", food(last_modified_t=1_700_000_000, product_name="Older"))

    assert outcomes(report) == {"unchanged food": 1}
    assert Ingredient.objects.get().name == "Newer"


def test_of_two_in_one_file_the_last_counts():
    run("off", food(product_name="First"), food(product_name="Second"))

    assert Ingredient.objects.get().name == "Second"


def test_portion_follows_the_source_and_the_food_counts_as_changed():
    run("off", food())
    before = Ingredient.objects.get().last_update

    report = run("off", food(serving_size="3 Kekse (38 g)"))

    assert outcomes(report) == {"unchanged food": 1, "changed portion": 1}
    assert list(IngredientWeightUnit.objects.values_list("name", "gram")) == [("3 Kekse", 38)]
    assert Ingredient.objects.get().last_update > before


def test_portion_that_nobody_uses_goes_with_its_source():
    run("off", food())

    report = run("off", food(serving_size=""))

    assert outcomes(report) == {"unchanged food": 1, "removed portion": 1}
    assert not IngredientWeightUnit.objects.exists()


@pytest.mark.parametrize("factory", [DiaryEntryFactory, MealItemFactory])
def test_portion_that_somebody_uses_is_retired_and_comes_back(alice, factory):
    run("off", food())
    unit = IngredientWeightUnit.objects.get()
    used = factory(user=alice, ingredient=unit.ingredient, weight_unit=unit)

    run("off", food(serving_size=""))
    used.refresh_from_db()
    unit.refresh_from_db()
    assert (used.weight_unit, unit.retired_at is None) == (unit, False)

    run("off", food())
    unit.refresh_from_db()
    assert unit.retired_at is None


def test_diary_keeps_what_it_had_when_a_food_changes(alice):
    run("off", food())
    entry = DiaryEntryFactory(user=alice, ingredient=Ingredient.objects.get(), amount=Decimal(100))
    before = DiaryEntry.objects.values().get()

    run("off", food(nutriments=product()["nutriments"] | {"energy-kcal_100g": 400}))

    assert DiaryEntry.objects.values().get(pk=entry.pk) == before
    assert Ingredient.objects.get().energy == 400


def test_portion_edited_or_made_here_is_kept():
    run("off", food(1), food(2))
    IngredientWeightUnit.objects.filter(ingredient__code="4000000000001").update(gram=27)
    other = IngredientWeightUnitFactory(ingredient=Ingredient.objects.get(code="4000000000002"), name="Bag", gram=99)

    run("off", food(1, serving_size=""), food(2))

    assert IngredientWeightUnit.objects.get(ingredient__code="4000000000001").gram == 27
    other.refresh_from_db()
    assert other.retired_at is None


def test_portion_of_the_same_weight_is_not_added_twice():
    run("off", food(serving_size=""))
    IngredientWeightUnitFactory(ingredient=Ingredient.objects.get(), name="Zwei Stück", gram=25)

    run("off", food())

    assert list(IngredientWeightUnit.objects.values_list("name", flat=True)) == ["Zwei Stück"]


def test_older_record_changes_no_portion():
    run("off", food(last_modified_t=1_700_000_100))

    run("off", food(last_modified_t=1_700_000_000, serving_size="99 g"))

    assert IngredientWeightUnit.objects.get().gram == 25


def test_portions_that_swap_their_names_keep_their_rows():
    first, second = (
        Portion(name, gram, uuid=UUID(uuid)) for name, gram, uuid in zip("ab", (10, 20), UUIDS, strict=False)
    )
    both = food()
    both.portions = [first, second]
    run("server", both)
    first.name, second.name = "b", "a"
    both.portions = [first, second]

    report = run("server", both)

    assert outcomes(report) == {"unchanged food": 1, "changed portion": 2}
    assert list(IngredientWeightUnit.objects.order_by("gram").values_list("name", "gram")) == [("b", 10), ("a", 20)]


def test_food_that_is_two_rows_here_is_left_out():
    IngredientFactory(uuid=food().uuid)
    IngredientFactory(source_name="Open Food Facts", remote_id="4000000000001")

    report = run("off", food())

    assert dict(report.skipped) == {"is two foods here, one by its uuid and one by its number": 1}


def test_one_food_that_the_database_refuses_does_not_take_the_others_along():
    foods = [food(number) for number in range(1, 9)]
    foods[4].content["language_id"] = None

    report = run("off", *foods)

    assert outcomes(report) == {"added food": 7, "added portion": 7, "failed food": 1}
    assert dict(report.skipped) == {"is refused by the database: IntegrityError": 1}


def test_dry_run_tells_all_and_writes_nothing():
    report = run("off", food(), dry_run=True)

    assert outcomes(report) == {"added food": 1, "added portion": 1}
    assert everything() == [[], []]
    assert not ImportProgress.objects.exists()


def test_kept_answers_are_void_after_a_change_and_only_then():
    run("off", food())
    before = current("nutrition")

    run("off", food())
    assert current("nutrition") == before

    run("off", food(product_name="Kekse"))
    assert current("nutrition") > before


def test_foods_are_found_by_the_names_that_they_have_now(api):
    def found(word):
        return api.get("/api/v2/ingredient/", {"name__search": word, "language": 1}).json()["count"]

    run("off", food(product_name="Roggenbrot"))
    assert (found("roggenbrot"), found("dinkelbrot")) == (1, 0)

    run("off", food(product_name="Dinkelbrot"))

    assert (found("roggenbrot"), found("dinkelbrot")) == (0, 1)


def counted(*foods):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        run("off", *foods)
    return len(queries)


def test_more_foods_take_no_more_queries():
    counted(food(1))

    assert counted(*map(food, range(2, 4))) == counted(*map(food, range(4, 50)))


def test_finished_imports_are_forgotten_after_a_while():
    run("off", food())
    ImportProgress.objects.update(finished=timezone.now() - timedelta(days=91), source="x")

    run("off", food())

    assert [each.source == "x" for each in ImportProgress.objects.all()] == [False]
