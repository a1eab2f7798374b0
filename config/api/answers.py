"""Answers of the public catalogue, rendered once and kept as bytes.

They are the same for everybody, so what differs per request is put in last: the scheme and host in links.  While an
answer is rendered, a random placeholder stands for them, so that nobody's Host header can get into anybody else's
answer.  A revision, changed by the transaction that changes a row, tells when what is kept is out of date.

There are two shelves.  One has each answer once, in the pieces between placeholders.  The other has it ready to send,
for one origin and for one way of asking, and is looked at before the request is even routed.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import Any, Protocol

from cachetools import LRUCache
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, QueryDict
from django.utils.cache import get_conditional_response

PLACEHOLDER = f"https://{secrets.token_hex(16)}.invalid"
KEPT_HEADERS = ("Content-Type", "Allow", "Warning")
LONGEST_ACCEPT = 100
# Headers, besides the address, that a public answer may depend on; longer ones than this are read each time.
VARY = "Accept, Accept-Language"
LONGEST_FORM = 1000
OVERHEAD = 1000


class Catalogue(Protocol):
    """What a viewset tells about its answers."""

    def revision(self) -> int | None: ...
    def variant(self, request: HttpRequest) -> str: ...
    def known_parameters(self) -> frozenset[str]: ...
    def is_known(self, request: HttpRequest) -> bool: ...
    def vary(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Ready:
    """The very bytes and headers to send."""

    body: bytes
    headers: dict[str, str]

    def response(self, request: HttpRequest) -> HttpResponseBase:
        sent = request.META.get("HTTP_IF_NONE_MATCH")
        if sent and self.is_unchanged(request, sent):
            return HttpResponseNotModified(headers=self.headers)
        return HttpResponse(self.body, headers=self.headers)

    def is_unchanged(self, request: HttpRequest, sent: str) -> bool:
        etag = self.headers["ETag"]
        if sent == etag:
            return True
        response = get_conditional_response(request, etag=etag, response=HttpResponse())
        return response is not None and response.status_code == HttpResponseNotModified.status_code


class Answer:
    """The body in the pieces between placeholders, the headers that belong to it, and its last form."""

    def __init__(self, pieces: list[bytes], headers: dict[str, str]) -> None:
        self.pieces = pieces
        self.headers = headers
        self.last: tuple[str, Ready] | None = None

    @property
    def size(self) -> int:
        return (1 + (len(self.pieces) > 1)) * sum(map(len, self.pieces)) + OVERHEAD

    def ready(self, origin: str) -> Ready:
        last = self.last
        if last is None or last[0] != origin:
            self.last = last = (origin, self.make_ready(origin))
        return last[1]

    def make_ready(self, origin: str) -> Ready:
        body = origin.encode().join(self.pieces)
        # Strong: a digest of the very bytes that are sent.
        etag = f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
        return Ready(body, {**self.headers, "ETag": etag, "Cache-Control": "public, no-cache"})


@dataclass(frozen=True, slots=True)
class Shelved:
    """Good as long as the catalogue has this revision."""

    catalogue: Catalogue
    revision: int
    ready: Ready

    @property
    def size(self) -> int:
        return len(self.ready.body) + OVERHEAD + LONGEST_FORM

    def is_for(self, request: HttpRequest) -> bool:
        """Not for somebody who may see rows of their own among the public ones."""
        return not self.catalogue.is_known(request)


_answers: LRUCache[Any, Answer] = LRUCache(settings.ANSWER_CACHE_SIZE / 2, getsizeof=lambda answer: answer.size)
_shelf: LRUCache[Any, Shelved] = LRUCache(settings.ANSWER_CACHE_SIZE / 2, getsizeof=lambda shelved: shelved.size)
_turns: dict[Any, Lock] = {}
_lock = Lock()


class KeptAnswers:
    """Middleware: sends what is ready.

    It stands behind what looks at every request (hosts, forwarded headers) and writes common headers, and before what
    no public answer needs (sessions, credentials, routes).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in {"GET", "HEAD"}:
            with _lock:
                found = _shelf.get(form(request))
            if found is not None and found.is_for(request) and found.revision == found.catalogue.revision():
                return found.ready.response(request)
        return self.get_response(request)


def form(request: HttpRequest) -> tuple[str, ...]:
    """All of a request that its answer may depend on, as it was sent.

    Header and scheme are what ``get_host()`` has accepted and ``TrustedProxies`` has put right in this request.
    """
    meta = request.META
    return (
        request.path,
        meta.get("QUERY_STRING", ""),
        meta.get("HTTP_ACCEPT", ""),
        meta.get("HTTP_ACCEPT_LANGUAGE", ""),
        meta.get("HTTP_HOST", ""),
        str(request.scheme),
    )


def kept(catalogue: Catalogue, view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """``view``, rendered only when nothing is kept for the request or the catalogue has changed since."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        parameters = request.GET
        if catalogue.is_known(request):
            return view(request, *args, **kwargs)
        accept = wanted_json(request, kwargs.get("format") or parameters.get("format"))
        revision = catalogue.revision() if accept and request.method in {"GET", "HEAD"} else None
        if revision is None:
            return view(request, *args, **kwargs)
        # Unknown parameters are not kept: anybody could fill the memory with them.
        is_kept = parameters.keys() <= catalogue.known_parameters()
        key = (revision, request.path, accept, catalogue.variant(request), sorted_values(parameters))
        found = find_or_render(
            key if is_kept else None, request, lambda: view(request, *args, **kwargs), catalogue.vary()
        )
        if not isinstance(found, Answer):
            return found
        ready = found.ready(origin(request))
        if is_kept:
            shelve(request, Shelved(catalogue, revision, ready))
        return ready.response(request)

    return answer


def find_or_render(
    key: Any, request: HttpRequest, view: Callable[[], HttpResponseBase], vary: str = VARY
) -> Answer | HttpResponseBase:
    """What is kept under ``key``; rendered by one thread while others that want the same wait for it."""
    if key is None:
        return render(request, view, vary)
    if found := find(key):
        return found
    with turn(key):
        if found := find(key):
            return found
        rendered = render(request, view, vary)
        if isinstance(rendered, Answer) and rendered.size <= _answers.maxsize:
            with _lock:
                _answers[key] = rendered
        return rendered


def find(key: Any) -> Answer | None:
    with _lock:
        return _answers.get(key)


@contextmanager
def turn(key: Any) -> Iterator[None]:
    with _lock:
        mine = _turns.setdefault(key, Lock())
    try:
        with mine:
            yield
    finally:
        with _lock:
            _turns.pop(key, None)


def shelve(request: HttpRequest, shelved: Shelved) -> None:
    asked = form(request)
    if sum(map(len, asked)) <= LONGEST_FORM and shelved.size <= _shelf.maxsize:
        with _lock:
            _shelf[asked] = shelved


def origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def wanted_json(request: HttpRequest, named: str | None) -> str:
    """The Accept header if the answer will be JSON, or a short form of it; empty if it may be something else."""
    accept = request.META.get("HTTP_ACCEPT", "") or "*/*"
    if named:
        return ("json" if "indent" not in accept else accept) if named == "json" else ""
    if "html" in accept or len(accept) > LONGEST_ACCEPT or not ("json" in accept or "*/*" in accept):
        return ""
    return accept if "indent" in accept else "json"


def sorted_values(parameters: QueryDict) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(sorted((name, tuple(map(str, values))) for name, values in parameters.lists()))


def render(request: HttpRequest, view: Callable[[], HttpResponseBase], vary: str = VARY) -> Answer | HttpResponseBase:
    """The answer with a placeholder for the origin; the response itself if it is an error."""
    with without_origin(request):
        response: Any = view()
        response.render()
    if response.status_code != 200:  # noqa: PLR2004
        response.content = response.content.replace(PLACEHOLDER.encode(), origin(request).encode())
        return response  # type: ignore[no-any-return]
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    return Answer(response.content.split(PLACEHOLDER.encode()), {**headers, "Vary": vary})


@contextmanager
def without_origin(request: HttpRequest) -> Iterator[None]:
    """Have the placeholder stand for scheme and host in what is made of the request."""
    request.__dict__["_current_scheme_host"] = PLACEHOLDER
    try:
        yield
    finally:
        request.__dict__.pop("_current_scheme_host", None)


def forget() -> None:
    """Drop all that is kept, e.g. between tests."""
    with _lock:
        _answers.clear()
        _shelf.clear()
