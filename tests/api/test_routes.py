"""Routes are found by their first word; the answer is that of trying all."""

import pytest
from django.urls import Resolver404, URLResolver, path, re_path

from config.api.routes import below
from config.urls import router


def view(request):
    raise NotImplementedError


ROUTES = [
    path("day/", view, name="list"),
    re_path(r"^day\.(?P<format>[a-z]+)/?$", view, name="format"),
    path("day-config/", view, name="config"),
    re_path(r"^day(?P<pk>\d+)/$", view, name="joined"),
    path("<str:any>/", view, name="any"),
]


@pytest.mark.parametrize("found", ["day/", "day.json", "day.json/", "day-config/", "day7/", "week/"])
def test_route_is_that_of_trying_all(found):
    all_of_them = URLResolver(below("api/", ROUTES).pattern, ROUTES)

    assert below("api/", ROUTES).resolve(f"api/{found}").url_name == all_of_them.resolve(f"api/{found}").url_name


@pytest.mark.parametrize("unknown", ["api/day/7/", "api/", "other/day/", "api/day.json.xml"])
def test_unknown_path_has_no_route(unknown):
    with pytest.raises(Resolver404):
        below("api/", ROUTES).resolve(unknown)


@pytest.mark.parametrize("prefix", sorted(router.routes_by_name()))
def test_few_routes_are_tried_for_an_endpoint(prefix):
    resolver = below("api/v2/", router.urls)

    assert len(resolver.by_word[prefix.partition("/")[0]].url_patterns) < 60
