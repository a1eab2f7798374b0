"""What the endpoints of dated records answer."""

from tests.contract.notation import (
    bool_,
    date_,
    decimal_,
    float_,
    int_,
    moment_,
    nullable,
    object_,
    one_of,
    str_,
    url_,
    uuid_,
)

SYNCED_FROM = one_of("", "waistline")

WEIGHT = {
    "id": int_,
    "uuid": uuid_,
    "date": moment_,
    "weight": decimal_(2),
    "unit": one_of("kg", "lb"),
    "user": int_,
    "synced_from": SYNCED_FROM,
}

CATEGORY = {
    "id": int_,
    "uuid": uuid_,
    "name": str_,
    "unit": str_,
    "metric_type": str_,
    "chart_type": nullable(one_of("line", "bar", "heatmap", "delta", "distribution")),
    "chart_config": object_,
    "dynamic_type": one_of("NONE", "BMI", "WHTR", "ONE_REP_MAX", "ONE_RM_TOTAL"),
    "dynamic_params": object_,
    "parent": nullable(int_),
    "order": int_,
    "is_official": bool_,
}

MEASUREMENT = {
    "id": int_,
    "uuid": uuid_,
    "category": int_,
    "date": moment_,
    "value": float_,
    "notes": str_,
    # A word that newer apps do not know crashes them.
    "source": one_of("user", "google", "apple", "calculated"),
    "external_id": nullable(uuid_),
    "extra_data": object_,
    "synced_from": SYNCED_FROM,
}

PHOTO = {
    "id": int_,
    "uuid": uuid_,
    "date": date_,
    "image": url_,
    "thumbnails": {"small": url_, "medium": url_},
    "description": str_,
    "height": int_,
    "width": int_,
}

ENDPOINTS = {"weightentry": WEIGHT, "measurement-category": CATEGORY, "measurement": MEASUREMENT, "gallery": PHOTO}

FOR_UUID_CLIENTS = {
    "weightentry": WEIGHT | {"id": uuid_},
    "measurement-category": CATEGORY | {"id": uuid_, "parent": nullable(uuid_)},
    "measurement": MEASUREMENT | {"id": uuid_, "category": uuid_},
    "gallery": PHOTO | {"id": uuid_},
}
