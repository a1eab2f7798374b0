import pytest

from config import wsgi


@pytest.mark.parametrize(
    ("sent", "routed"),
    [
        pytest.param("/regimen/api/v2/version/", "/api/v2/version/", id="a proxy that keeps the path"),
        pytest.param("/api/v2/version/", "/api/v2/version/", id="a proxy that strips it"),
        pytest.param("/regimen", "/", id="the path alone"),
        pytest.param("/regimental/", "/regimental/", id="a path that only begins alike"),
    ],
)
def test_path_of_the_site_is_taken_off(settings, monkeypatch, sent, routed):
    settings.FORCE_SCRIPT_NAME = "/regimen"
    monkeypatch.setattr(wsgi, "django_application", lambda environ, start_response: [environ["PATH_INFO"].encode()])

    assert wsgi.application({"PATH_INFO": sent}, None) == [routed.encode()]


def test_server_without_a_path_routes_what_is_sent(settings, monkeypatch):
    settings.FORCE_SCRIPT_NAME = None
    monkeypatch.setattr(wsgi, "django_application", lambda environ, start_response: [environ["PATH_INFO"].encode()])

    assert wsgi.application({"PATH_INFO": "/regimen/"}, None) == [b"/regimen/"]
