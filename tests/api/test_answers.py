"""Kept answers of the public catalogue: fresh, the same for everybody, and never with somebody's host in them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.test import RequestFactory
from django.urls.resolvers import URLResolver

from config.api import answers
from tests.specimen.factories import TopicFactory
from tests.specimen.urls import TopicViewSet

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.specimen.urls")]

TOPICS = "/api/specimen/topic/"


@pytest.fixture
def revision(monkeypatch):
    """A number that the test changes, as a change of a row would."""
    state = {"number": 1}
    monkeypatch.setattr(TopicViewSet, "revision", classmethod(lambda cls: state["number"]))
    monkeypatch.setattr(
        TopicViewSet, "variant", classmethod(lambda cls, request: request.headers.get("Accept-Language", ""))
    )
    return state


def test_second_answer_costs_no_query(api, revision, django_assert_num_queries):
    first = api.get(TOPICS)

    with django_assert_num_queries(0):
        assert api.get(TOPICS).content == first.content


def test_a_change_is_seen_in_the_very_next_answer(api, revision):
    before = api.get(TOPICS)
    TopicFactory()
    revision["number"] += 1
    after = api.get(TOPICS)

    assert (before.json()["count"], after.json()["count"]) == (0, 1)
    assert before["ETag"] != after["ETag"]


def test_unchanged_answer_is_304_without_a_body(api, revision):
    etag = api.get(TOPICS)["ETag"]

    response = api.get(TOPICS, headers={"If-None-Match": etag})

    assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)


@pytest.mark.parametrize("sent", ['"other"', "W/{}x", ""])
def test_other_tags_get_the_answer(api, revision, sent):
    assert api.get(TOPICS, headers={"If-None-Match": sent}).status_code == 200


def test_links_have_the_host_of_each_request(api, revision):
    TopicFactory.create_batch(2)
    query = f"{TOPICS}?limit=1"

    hosts = ["localhost", "192.168.1.7:81", "localhost"]
    found = [api.get(query, HTTP_HOST=host) for host in hosts]

    assert [page.json()["next"] for page in found] == [f"http://{host}{TOPICS}?limit=1&offset=1" for host in hosts]
    assert found[0]["ETag"] == found[2]["ETag"] != found[1]["ETag"]
    assert answers.PLACEHOLDER.encode() not in b"".join(page.content for page in found)


def test_refused_host_reaches_nobody(api, revision):
    assert api.get(TOPICS, HTTP_HOST="evil.example").status_code == 400
    assert b"evil" not in api.get(TOPICS).content


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("?limit=1", {}),
        ("?ordering=-name", {}),
        ("?name=b", {}),
        ("?limit=1&unknown=2", {}),
        ("", {"Accept": "application/json; indent=4"}),
        ("", {"Accept-Language": "de"}),
        ("?format=json", {}),
    ],
)
def test_what_changes_the_answer_keeps_it_apart(api, revision, path, headers, monkeypatch):
    TopicFactory(name="a")
    TopicFactory(name="b")
    plain = api.get(TOPICS).content

    expected = api.get(TOPICS + path, headers=headers).content
    revision["number"] = None  # not kept

    assert api.get(TOPICS + path, headers=headers).content == expected
    revision["number"] = 1
    assert api.get(TOPICS).content == plain


def test_order_of_parameters_does_not_matter(api, revision, django_assert_num_queries):
    first = api.get(f"{TOPICS}?limit=5&ordering=name")

    with django_assert_num_queries(0):
        assert api.get(f"{TOPICS}?ordering=name&limit=5").content == first.content


def test_unknown_parameters_are_not_kept_but_named(api, revision):
    answers.forget()
    response = api.get(f"{TOPICS}?colour=red")

    assert response["Warning"] == '299 regimen "Ignored: colour"'
    assert len(answers._answers) == 0


def test_warning_is_kept_with_its_answer(api, revision):
    first = api.get(f"{TOPICS}?ordering=colour")

    assert api.get(f"{TOPICS}?ordering=colour")["Warning"] == first["Warning"]


def test_headers_let_everybody_keep_it_and_ask_again(api, revision):
    response = api.get(TOPICS)

    assert response["Cache-Control"] == "public, no-cache"
    assert [name.strip() for name in response["Vary"].split(",")][:2] == ["Accept", "Accept-Language"]


def test_head_has_the_length_of_get(api, revision):
    assert api.head(TOPICS)["Content-Length"] == str(len(api.get(TOPICS).content))


def test_page_for_people_is_not_kept(client, revision):
    response = client.get(TOPICS, headers={"Accept": "text/html"})

    assert "ETag" not in response
    assert answers.PLACEHOLDER not in response.content.decode()


def test_errors_are_not_kept_and_name_no_placeholder(api, revision):
    response = api.get(f"{TOPICS}9/")

    assert response.status_code == 404
    assert "ETag" not in response


def test_memory_is_bounded(api, revision, monkeypatch):
    from cachetools import LRUCache

    monkeypatch.setattr(answers, "_answers", LRUCache(5000, getsizeof=lambda answer: answer.size))
    for limit in range(1, 30):
        api.get(f"{TOPICS}?limit={limit}")

    assert answers._answers.currsize <= 5000


def test_second_answer_is_not_even_routed(api, revision, monkeypatch):
    first = api.get(TOPICS)
    monkeypatch.setattr(URLResolver, "resolve", None)

    assert api.get(TOPICS).content == first.content


@pytest.mark.parametrize("method", ["get", "head"])
def test_second_answer_has_the_headers_of_the_first(api, revision, method):
    first, second = ({**getattr(api, method)(TOPICS).headers, "X-Request-ID": ""} for _ in range(2))

    assert second == first


def test_way_of_asking_that_is_very_long_is_answered_but_not_remembered(api, revision):
    answers.forget()
    language = ",".join(["de"] * 500)

    assert api.get(TOPICS, headers={"Accept-Language": language}).status_code == 200
    assert len(answers._shelf) == 0


def test_memory_of_what_is_ready_is_bounded(api, revision, monkeypatch):
    from cachetools import LRUCache

    monkeypatch.setattr(answers, "_shelf", LRUCache(5000, getsizeof=lambda shelved: shelved.size))
    for number in range(1, 30):
        api.get(TOPICS, HTTP_HOST=f"10.0.0.{number}")

    assert 0 < answers._shelf.currsize <= 5000


def test_many_who_want_the_same_have_it_rendered_once(monkeypatch):
    rendered, together = [], Barrier(5)

    def render(request, view, vary):
        rendered.append(request)
        return answers.Answer([b"{}"], {})

    monkeypatch.setattr(answers, "render", render)

    def ask(_):
        together.wait()
        return answers.find_or_render("key", RequestFactory().get("/"), None)

    with ThreadPoolExecutor(5) as threads:
        found = set(threads.map(ask, range(5)))

    assert (len(rendered), len(found), answers._turns) == (1, 1, {})


def test_next_one_renders_after_a_failure(rf):
    with pytest.raises(ZeroDivisionError):
        answers.find_or_render("key", rf.get("/"), lambda: 1 / 0)

    assert answers._turns == {}
