import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.http.request import validate_host
from django.test import RequestFactory

from config import hosts


@pytest.mark.parametrize(
    ("host", "answered"),
    [
        pytest.param("localhost", True, id="localhost"),
        pytest.param("127.0.0.1", True, id="loopback"),
        pytest.param("[::1]", True, id="loopback of IPv6"),
        pytest.param("192.168.1.20", True, id="a home network"),
        pytest.param("172.31.255.255", True, id="the end of a private block"),
        pytest.param("172.32.0.1", False, id="just past it"),
        pytest.param("100.101.102.103", True, id="an overlay network"),
        pytest.param("[fd00::1]", True, id="a private address of IPv6"),
        pytest.param("8.8.8.8", False, id="a public address"),
        pytest.param("evil.example.org", False, id="somebody else's name"),
        pytest.param("10.0.0.1.evil.example.org", False, id="a name that begins like an address"),
        pytest.param("fit.example.org", True, id="the host of SITE_URL"),
        pytest.param("sub.fit.example.org", False, id="a name below it"),
    ],
)
def test_default_hosts(host, answered):
    assert validate_host(host, hosts.default_hosts("fit.example.org")) is answered


def test_machine_answers_to_its_own_names(monkeypatch):
    monkeypatch.setattr("socket.gethostname", lambda: "Shelf.lan")

    assert hosts.own_names() == ["shelf.lan", "shelf.local"]


@pytest.mark.parametrize("value", ["proxy", "10.0.0.0/33", "300.1.1.1"])
def test_proxy_that_is_no_address_is_refused(value):
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES"):
        hosts.networks([value])


def seen(settings, trusted, **headers):
    """Address, scheme and host that a view sees."""
    settings.TRUSTED_PROXIES = trusted
    requests = []

    def view(request):
        requests.append(request)
        return HttpResponse()

    hosts.TrustedProxies(view)(RequestFactory().get("/", **headers))
    meta = requests[0].META
    assert not set(meta) & set(hosts.TrustedProxies.HEADERS)
    return meta["REMOTE_ADDR"], meta["wsgi.url_scheme"], meta.get("HTTP_HOST", "")


FORWARDED = {
    "HTTP_X_FORWARDED_FOR": "203.0.113.7, 10.0.0.2",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_HOST": "fit.example.org",
    "HTTP_HOST": "inside:8000",
}


def test_trusted_proxy_is_believed(settings):
    found = seen(settings, ["10.0.0.0/8"], REMOTE_ADDR="10.0.0.1", **FORWARDED)

    assert found == ("203.0.113.7", "https", "fit.example.org")


@pytest.mark.parametrize(
    ("trusted", "peer"),
    [
        pytest.param([], "10.0.0.1", id="no proxy is trusted"),
        pytest.param(["10.0.0.9"], "10.0.0.1", id="another one is"),
        pytest.param(["10.0.0.0/8"], "", id="the peer has no address"),
    ],
)
def test_nobody_else_is_believed(settings, trusted, peer):
    assert seen(settings, trusted, REMOTE_ADDR=peer, **FORWARDED) == (peer, "http", "inside:8000")


def test_address_that_the_client_put_in_front_is_not_believed(settings):
    chain = "127.0.0.1, 203.0.113.7, 10.0.0.2"

    found = seen(settings, ["10.0.0.0/8"], REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=chain)

    assert found[0] == "203.0.113.7"


def test_scheme_that_is_none_is_not_believed(settings):
    found = seen(settings, ["10.0.0.1"], REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_PROTO="gopher")

    assert found[1] == "http"


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        pytest.param("1.2.3.4", "1.2.3.4", id="plain"),
        pytest.param("1.2.3.4:5678", "1.2.3.4", id="with a port"),
        pytest.param("[2001:db8::1]:443", "2001:db8::1", id="IPv6 with a port"),
        pytest.param("2001:db8::1", "2001:db8::1", id="IPv6"),
        pytest.param('"[2001:db8::1]"', "2001:db8::1", id="quoted"),
        pytest.param("unknown", None, id="no address"),
        pytest.param("", None, id="empty"),
    ],
)
def test_address_in_a_forwarded_header(sent, found):
    assert hosts.plain_address(sent) == found
