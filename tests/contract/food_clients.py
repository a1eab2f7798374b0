"""What the apps need of plans, meals and the food diary."""

from tests.contract.notation import Need

PLAN = "id:int description:str creation_date:date "
GOALS = "goal_energy:number? goal_protein:number? goal_carbohydrates:number? goal_fat:number? goal_fiber:number? "
IMAGE = (
    "id:int uuid:str image:url size:int ingredient_id:int license:int license_author:str license_author_url:str "
    "license_title:str license_object_url:str license_derivative_source_url:str"
)
FOOD = (
    "id:int name:str created:date energy:int protein:decimal carbohydrates:decimal carbohydrates_sugar:decimal? "
    "fat:decimal fat_saturated:decimal? sodium:decimal? "
)

NEEDS = [
    Need("F16", "nutritionplan/?limit=1000", "", PLAN),
    Need("F17", "nutritionplan/?limit=1000", "", PLAN + GOALS + "only_logging:bool"),
    Need("F19 F111 Re", "nutritionplan/?limit=999", "", PLAN + GOALS + "only_logging:bool start:date end:date?"),
    Need(
        "M26 M27",
        "nutritionplan/?limit=100",
        "",
        "id:uuid creation_date:date description:any only_logging:any start:date end:date? goal_energy:any "
        "goal_protein:any goal_carbohydrates:any goal_fat:any goal_fiber:any",
    ),
    Need("NR", "nutritionplan/{plan}/nutritional_values/", "", "energy:number protein:number fat:number"),
    Need("F16", "nutritionplaninfo/{plan}/", "", PLAN),
    Need("F17", "nutritionplaninfo/{plan}/", "", PLAN + GOALS + "only_logging:bool"),
    Need("F19 F111", "nutritionplaninfo/{plan}/", "", PLAN + GOALS + "only_logging:bool start:date end:date?"),
    Need(
        "F16 F17 F19 F111",
        "nutritionplaninfo/{plan}/",
        "meals[]",
        "id:int plan:int name:str time:str? meal_items:[object]",
    ),
    Need(
        "F16 F17 F19 F111",
        "nutritionplaninfo/{plan}/",
        "meals[].meal_items[]",
        "id:int meal:int ingredient:int amount:decimal weight_unit:int? ingredient_obj:object",
    ),
    Need("F16", "nutritionplaninfo/{plan}/", "meals[].meal_items[].ingredient_obj", FOOD + "fibres:decimal?"),
    Need(
        "F17 F19 F111",
        "nutritionplaninfo/{plan}/",
        "meals[].meal_items[].ingredient_obj",
        FOOD + "fiber:decimal? remote_id:str? source_name:str? source_url:str? license_object_url:str?",
    ),
    Need("F17 F19 F111", "nutritionplaninfo/{plan}/", "meals[].meal_items[].image", IMAGE),
    Need("F16 F17 F19 F111", "meal/?plan={plan}", "", "id:int plan:int name:str time:str?"),
    Need("Re", "meal/?plan={plan}", "", "id:int plan:int name:str time:str? order:int"),
    Need("M26 M27", "meal/?limit=100", "", "id:uuid plan:uuid name:any time:any order:any"),
    Need(
        "F16 F17 F19 F111",
        "mealitem/?meal={meal}",
        "",
        "id:int meal:int ingredient:int amount:decimal weight_unit:int?",
    ),
    Need("Re", "mealitem/?meal={meal}", "", "id:int meal:int ingredient:int amount:decimal weight_unit:int? order:int"),
    Need("M26 M27", "mealitem/?limit=100", "", "id:uuid meal:uuid ingredient:int amount:any weight_unit:any order:any"),
    Need(
        "F16 F17 F19 F111",
        "nutritiondiary/?plan={plan}&limit=999&ordering=-datetime",
        "",
        "id:int plan:int meal:int? ingredient:int datetime:date amount:decimal weight_unit:int? comment:str?",
    ),
    Need(
        "Re",
        "nutritiondiary/?plan={plan}&datetime__date=2026-01-05",
        "",
        "id:int plan:int meal:int? ingredient:int datetime:date amount:decimal weight_unit:int?",
    ),
    Need(
        "M26 M27",
        "nutritiondiary/?limit=100",
        "",
        "id:uuid plan:uuid meal:any ingredient:int datetime:date amount:any weight_unit:any",
    ),
    Need("F16", "ingredient/{food}/", "", FOOD + "fibres:decimal? code:str? image:object?"),
    Need("F16 F17", "ingredient/search/?term=cheese&language=en", "suggestions[]", "value:str data:object"),
    Need(
        "F16 F17",
        "ingredient/search/?term=cheese",
        "suggestions[].data",
        "id:int name:str image:str? image_thumbnail:str?",
    ),
    Need(
        "F17 F19 F111 F20",
        "ingredientinfo/{food}/",
        "",
        FOOD
        + "fiber:decimal? code:str? remote_id:str? source_name:str? source_url:str? license_object_url:str? image:object?",
    ),
    Need(
        "F111 F20 Re",
        "ingredientinfo/?name__search=cheese&language__code=en&is_vegan=false&limit=100",
        "",
        FOOD + "is_vegan:bool? is_vegetarian:bool? nutriscore:str? brand:str? uuid:uuid weight_units:[object]",
    ),
    Need(
        "F19 F111 Re M26 M27",
        "ingredientinfo/?id__in={food}",
        "thumbnails",
        "small:url small_cropped:url medium:url medium_cropped:url large:url large_cropped:url",
    ),
    Need("F17 F19 F111 Re", "ingredientinfo/{food}/", "image", IMAGE),
    Need(
        "M26 M27",
        "ingredientinfo/{food}/",
        "image",
        IMAGE + " created:date last_update:date height:int width:int ingredient_uuid:uuid",
    ),
    Need(
        "M26 M27",
        "ingredient/?code=&limit=5",
        "",
        "id:int uuid:uuid name:any energy:any protein:any carbohydrates:any fat:any fiber:any language:int license:int "
        "created:date last_update:date last_imported:date? weight_units:[object] brand:any common_name:any",
    ),
    Need("M26 M27", "ingredientinfo/", "", "id:int uuid:uuid language:object license:object last_imported:date?"),
    Need("M26 M27 Re", "ingredientinfo/", "weight_units[]", "id:int uuid:uuid ingredient:int gram:int name:str"),
    Need("F111", "ingredientweightunit/?ingredient={food}", "", "id:int gram:int name:str"),
]
