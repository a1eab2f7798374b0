"""What the endpoints of foods and recipes answer: the names of both generations side by side."""

from tests.contract.exercises import LANGUAGE, LICENSE
from tests.contract.notation import (
    bool_,
    decimal_,
    int_,
    keys,
    moment_,
    nullable,
    object_,
    one_of,
    str_,
    url_,
    uuid_,
)

ATTRIBUTION = {
    "license": int_,
    "license_title": str_,
    "license_object_url": str_,
    "license_author": str_,
    "license_author_url": str_,
    "license_derivative_source_url": str_,
}
THUMBNAILS = {
    "small": url_,
    "small_cropped": url_,
    "medium": url_,
    "medium_cropped": url_,
    "large": url_,
    "large_cropped": url_,
}
IMAGE = ATTRIBUTION | {
    "id": int_,
    "uuid": uuid_,
    "ingredient_id": int_,
    "ingredient_uuid": uuid_,
    "image": url_,
    "created": moment_,
    "last_update": moment_,
    "size": int_,
    "width": int_,
    "height": int_,
}
FOOD_UNIT = {"id": int_, "language": int_, "name": str_}
UNIT = {
    "id": int_,
    "uuid": uuid_,
    "ingredient": int_,
    "gram": int_,
    "name": str_,
    "amount": decimal_(2),
    "unit": nullable(int_),
}
INGREDIENT = ATTRIBUTION | {
    "id": int_,
    "uuid": uuid_,
    "user": nullable(int_),
    "remote_id": nullable(str_),
    "source_name": str_,
    "source_url": str_,
    "code": nullable(str_),
    "name": str_,
    "common_name": str_,
    "brand": str_,
    "created": moment_,
    "last_update": moment_,
    "last_imported": nullable(moment_),
    "energy": int_,
    "protein": decimal_(3),
    "carbohydrates": decimal_(3),
    "carbohydrates_sugar": nullable(decimal_(3)),
    "fat": decimal_(3),
    "fat_saturated": nullable(decimal_(3)),
    "fiber": nullable(decimal_(3)),
    "fibres": nullable(decimal_(3)),
    "sodium": nullable(decimal_(3)),
    "micronutrients": object_,
    "is_vegan": nullable(bool_),
    "is_vegetarian": nullable(bool_),
    "nutriscore": nullable(one_of("a", "b", "c", "d", "e")),
    "quality": int_,
    "language": int_,
    "image": nullable(IMAGE),
    "thumbnails": nullable(THUMBNAILS),
    "weight_units": [UNIT | {"unit": nullable(FOOD_UNIT)}],
}
INFO = INGREDIENT | {"language": LANGUAGE, "license": LICENSE}

ITEM = {
    "id": int_,
    "uuid": uuid_,
    "recipe": int_,
    "ingredient": int_,
    "weight_unit": nullable(int_),
    "amount": decimal_(2),
    "order": int_,
}
RECIPE = {
    "id": int_,
    "uuid": uuid_,
    "ingredient": int_,
    "name": str_,
    "language": int_,
    "portions": decimal_(2),
    "grams": nullable(decimal_(2)),
    "instructions": str_,
    "portion_unit": nullable(int_),
    "items": [ITEM],
}

SUGGESTED = {"id": int_, "name": str_, "image": nullable(str_), "image_thumbnail": nullable(str_)}
SUGGESTIONS = {"suggestions": [{"value": str_, "data": SUGGESTED}]}
SYNC_PAGE = keys("next:str? previous:str? results:[object]")

VIEWS = {"ingredient/search": SUGGESTIONS}
ENDPOINTS = {
    "ingredient": INGREDIENT,
    "ingredientinfo": INFO,
    "ingredient-sync": INFO,
    "ingredient-image": IMAGE,
    "ingredientweightunit": UNIT,
    "ingredienttoweightunit": UNIT,
    "weightunit": FOOD_UNIT,
    "recipe": RECIPE,
    "recipe-item": ITEM,
}

BY_UUID = {"id": uuid_}
FOR_UUID_CLIENTS = {
    "recipe": RECIPE | BY_UUID | {"items": [ITEM | BY_UUID | {"recipe": uuid_}]},
    "recipe-item": ITEM | BY_UUID | {"recipe": uuid_},
}
