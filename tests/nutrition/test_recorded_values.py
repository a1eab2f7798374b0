"""What servers of this API have answered for the same foods and amounts, digit for digit.

Nothing is rounded, and what is not known of a food stays null; an amount that they took although it is none is refused.
"""

from decimal import Decimal

import pytest

from tests.nutrition.factories import IngredientFactory, IngredientWeightUnitFactory

pytestmark = pytest.mark.django_db

NAMES = ("energy", "protein", "carbohydrates", "carbohydrates_sugar", "fat", "fat_saturated", "fiber", "sodium")
CHEESE = (176, "25.63", "0.125", None, "8.19", "3.244", None, "0.549")
PASTRY = (420, "9.003", "43.855", "33.745", "23.179", "8.154", None, "0.480")


def food(values):
    given = {
        name: value if isinstance(value, int) else Decimal(value)
        for name, value in zip(NAMES, values, strict=True)
        if value
    }
    return IngredientFactory(**given)


@pytest.mark.parametrize(
    ("values", "amount", "unit", "expected"),
    [
        pytest.param(CHEESE, "100", None, (176.0, 25.63, 0.125, None, 8.19, 3.244, None, 0.549), id="100 g"),
        pytest.param(
            CHEESE,
            "10.5",
            None,
            (18.48, 2.69115, 0.013125, None, 0.85995, 0.34062, None, 0.057645),
            id="parts of a gram",
        ),
        pytest.param(
            CHEESE, "2", (109, 1), (383.68, 55.8734, 0.2725, None, 17.8542, 7.07192, None, 1.19682), id="two of 109 g"
        ),
        pytest.param(
            CHEESE,
            "2",
            (223, "0.5"),
            (392.48, 57.1549, 0.27875, None, 18.2637, 7.23412, None, 1.22427),
            id="two halves of 223 g",
        ),
        pytest.param(PASTRY, "150", None, (630.0, 13.5045, 65.7825, 50.6175, 34.7685, 12.231, None, 0.72), id="150 g"),
    ],
)
def test_values_are_as_recorded(api, values, amount, unit, expected):
    eaten, query = food(values), f"?amount={amount}"
    if unit:
        gram, of_it = unit
        query += f"&unit={IngredientWeightUnitFactory(ingredient=eaten, gram=gram, amount=Decimal(of_it)).pk}"

    answer = api.get(f"/api/v2/ingredient/{eaten.pk}/get_values/{query}").json()

    assert tuple(answer[name] for name in NAMES) == expected
    assert answer["fibres"] == answer["fiber"]


def test_nothing_planned_is_zero_where_foods_always_have_a_value(alice_api):
    plan = alice_api.post("/api/v2/nutritionplan/", {"description": "Empty"}).json()["id"]

    answer = alice_api.get(f"/api/v2/nutritionplan/{plan}/nutritional_values/").json()

    assert tuple(answer[name] for name in NAMES) == (0.0, 0.0, 0.0, None, 0.0, None, None, None)
