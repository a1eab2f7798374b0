"""What the endpoints of plans, meals and the food diary answer."""

from tests.contract.journal import SYNCED_FROM
from tests.contract.notation import (
    bool_,
    date_,
    decimal_,
    float_,
    int_,
    keys,
    moment_,
    nullable,
    str_,
    time_,
    uuid_,
)

VALUES = {
    "energy": float_,
    "protein": float_,
    "carbohydrates": float_,
    "carbohydrates_sugar": nullable(float_),
    "fat": float_,
    "fat_saturated": nullable(float_),
    "fiber": nullable(float_),
    "fibres": nullable(float_),
    "sodium": nullable(float_),
}

PLAN = {
    "id": int_,
    "uuid": uuid_,
    "creation_date": date_,
    "start": date_,
    "end": nullable(date_),
    "description": str_,
    "only_logging": bool_,
    "goal_energy": nullable(int_),
    "goal_protein": nullable(int_),
    "goal_carbohydrates": nullable(int_),
    "goal_fat": nullable(int_),
    "goal_fiber": nullable(int_),
}

MEAL = {"id": int_, "uuid": uuid_, "plan": int_, "order": int_, "time": nullable(time_), "name": str_}

ITEM = {
    "id": int_,
    "uuid": uuid_,
    "meal": int_,
    "ingredient": int_,
    "weight_unit": nullable(int_),
    "order": int_,
    "amount": decimal_(2),
}

# Foods, units and pictures are as their own endpoints show them.
UNIT = keys("id:int uuid:uuid ingredient:int gram:int name:str")
FOOD = keys("id:int uuid:uuid name:str energy:int protein:decimal fiber:decimal? fibres:decimal? image:object?")
FULL_ITEM = ITEM | {
    "ingredient_obj": FOOD,
    "weight_unit_obj": nullable(UNIT),
    "image": nullable(keys("id:int uuid:uuid image:url size:int ingredient_id:int license:int")),
}
FULL_PLAN = PLAN | {"meals": [MEAL | {"meal_items": [FULL_ITEM], "nutritional_values": VALUES}]}

ENTRY = {
    "id": int_,
    "uuid": uuid_,
    "plan": int_,
    "meal": nullable(int_),
    "ingredient": int_,
    "weight_unit": nullable(int_),
    "datetime": moment_,
    "amount": decimal_(2),
    "comment": str_,
    "synced_from": SYNCED_FROM,
}

ENDPOINTS = {
    "nutritionplan": PLAN,
    "nutritionplaninfo": FULL_PLAN,
    "meal": MEAL,
    "mealitem": ITEM,
    "nutritiondiary": ENTRY,
}

BY_UUID = {"id": uuid_}
FOR_UUID_CLIENTS = {
    "nutritionplan": PLAN | BY_UUID,
    "nutritionplaninfo": PLAN
    | BY_UUID
    | {
        "meals": [
            MEAL
            | BY_UUID
            | {"plan": uuid_, "meal_items": [FULL_ITEM | BY_UUID | {"meal": uuid_}], "nutritional_values": VALUES}
        ]
    },
    "meal": MEAL | BY_UUID | {"plan": uuid_},
    "mealitem": ITEM | BY_UUID | {"meal": uuid_},
    "nutritiondiary": ENTRY | BY_UUID | {"plan": uuid_, "meal": nullable(uuid_)},
}
