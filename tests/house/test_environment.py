from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment


def sentence_of(refused):
    with pytest.raises(ImproperlyConfigured) as caught:
        refused()
    return str(caught.value)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("True", True, id="as Django writes it"),
        pytest.param("on", True, id="as a switch"),
        pytest.param("0", False, id="as a number"),
        pytest.param(" no ", False, id="with blanks around it"),
        pytest.param("", True, id="empty means not set"),
    ],
)
def test_flag_is_read(written, read):
    assert Environment({"DEBUG": written}).flag("DEBUG", default=True) is read


def test_flag_refuses_other_words():
    env = Environment({"DEBUG": "perhaps"})

    assert sentence_of(lambda: env.flag("DEBUG", default=False)) == "DEBUG is 'perhaps'; write True or False."


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("0", id="below the minimum"),
        pytest.param("65536", id="above the maximum"),
        pytest.param("-1", id="negative"),
        pytest.param("80a", id="letters"),
        pytest.param("8.5", id="a fraction"),
        pytest.param("-", id="only a sign"),
        pytest.param("--5", id="two signs"),
        pytest.param("9" * 5000, id="more digits than Python reads"),
        pytest.param("²", id="a digit that is no number"),
    ],
)
def test_number_refuses(written):
    env = Environment({"PORT": written})

    sentence = sentence_of(lambda: env.number("PORT", 8000, minimum=1, maximum=65535))

    assert sentence == f"PORT is {written!r}; write a whole number from 1 to 65535."


def test_number_is_read_and_has_a_default():
    assert Environment({"PORT": " 81 "}).number("PORT", 8000, minimum=1, maximum=65535) == 81
    assert Environment({}).number("PORT", 8000, minimum=1, maximum=65535) == 8000


@pytest.mark.parametrize(
    ("reader", "written", "sentence"),
    [
        pytest.param("rate", "often", "write a number and a span, such as 10/min or 120/hour.", id="a word for a rate"),
        pytest.param(
            "rate", "10", "write a number and a span, such as 10/min or 120/hour.", id="a rate without a span"
        ),
        pytest.param("rate", "0/min", "write a number and a span, such as 10/min or 120/hour.", id="nobody ever"),
        pytest.param("zone", "Berlin", "write a time zone such as Europe/Berlin.", id="a town for a time zone"),
        pytest.param("log_level", "LOUD", "write DEBUG, INFO, WARNING or ERROR.", id="no level"),
    ],
)
def test_value_that_makes_no_sense_is_refused(reader, written, sentence):
    env = Environment({"SETTING": written})

    found = sentence_of(lambda: getattr(env, reader)("SETTING", "unused"))

    assert found == f"SETTING is {written!r}; {sentence}"


def test_words_drop_blanks_and_empty_items():
    assert Environment({"ALLOWED_HOSTS": " a.org, ,b.org,"}).words("ALLOWED_HOSTS") == ["a.org", "b.org"]


def test_path_is_absolute_and_knows_the_home(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))

    assert Environment({"DATA_DIR": "~/regimen"}).path("DATA_DIR", Path("data")) == tmp_path.resolve() / "regimen"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("https://fit.example.org", "https://fit.example.org", id="a host"),
        pytest.param("http://fit.example.org:8080/regimen/", "http://fit.example.org:8080/regimen", id="a path"),
        pytest.param("http://[::1]:8000", "http://[::1]:8000", id="IPv6"),
    ],
)
def test_site_is_read(written, read):
    assert Environment({"SITE_URL": written}).site("SITE_URL").geturl() == read


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("fit.example.org", id="no scheme"),
        pytest.param("ftp://fit.example.org", id="another scheme"),
        pytest.param("https://", id="no host"),
        pytest.param("https://fit.example.org?a=1", id="a query"),
        pytest.param("https://fit.example.org#top", id="a fragment"),
        pytest.param("https://alice@fit.example.org", id="a user name"),
        pytest.param("https://fit.example.org:99999", id="an impossible port"),
        pytest.param("https://[::1", id="half an IPv6 address"),
    ],
)
def test_site_refuses(written):
    env = Environment({"SITE_URL": written})

    sentence = sentence_of(lambda: env.site("SITE_URL"))

    assert sentence == f"SITE_URL is {written!r}; write an address such as https://fit.example.org/regimen."


def test_site_may_be_missing():
    assert Environment({"SITE_URL": " "}).site("SITE_URL") is None


@pytest.mark.parametrize(
    ("written", "engine", "name"),
    [
        pytest.param("sqlite:////srv/a.sqlite3", "django.db.backends.sqlite3", "/srv/a.sqlite3", id="SQLite"),
        pytest.param("postgres://regimen@db/fit", "django.db.backends.postgresql", "fit", id="no password, no port"),
        pytest.param("postgresql://a:b%40c@db:5433/fit", "django.db.backends.postgresql", "fit", id="the long scheme"),
    ],
)
def test_database_is_read(written, engine, name):
    found = Environment({}).database("DATABASE_URL", written)

    assert (found["ENGINE"], found["NAME"]) == (engine, name)


@pytest.mark.parametrize(
    ("reader", "written"),
    [
        pytest.param("database", "mysql://root:hush@db/fit", id="a database that is not supported"),
        pytest.param("database", "regimen:hush", id="no address at all"),
        pytest.param("database", "postgres://alice:hush@db:port/fit", id="a port in letters"),
        pytest.param("cache", "memcache://hush@cache", id="a cache that is not supported"),
        pytest.param("mail", "imap://alice:hush@mail", id="mail that cannot send"),
    ],
)
def test_service_is_refused_without_telling_the_password(reader, written):
    env = Environment({"SERVICE_URL": written})
    arguments = [] if reader == "cache" else ["consolemail://"]

    sentence = sentence_of(lambda: getattr(env, reader)("SERVICE_URL", *arguments))

    assert sentence.startswith("SERVICE_URL ")
    assert "hush" not in sentence


def test_cache_may_be_missing():
    assert Environment({}).cache("CACHE_URL") is None


def test_mail_is_read():
    found = Environment({}).mail("EMAIL_URL", "smtp+tls://alice:hush@mail.example.org:587")

    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == ("mail.example.org", 587, True)
