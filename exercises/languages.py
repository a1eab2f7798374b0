"""In which languages a caller reads: ``?language=``, ``?language__code=`` or Accept-Language, then English."""

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header
from rest_framework.request import Request

from exercises.models import Language

ENGLISH = 2
PARAMETERS = ("language", "language__code")
LONGEST_ID = 9
MOST = 5


def codes() -> dict[str, int]:
    """Ids of all languages by their two letters."""
    return dict(Language.objects.values_list("short_name", "pk"))


def read(text: str, known: dict[str, int]) -> int | None:
    """The id of a language given by id or code; ``de-at`` is German.  ``None`` if there is no such language."""
    text = text.strip().lower()
    if text.isascii() and text.isdecimal():
        number = int(text[:LONGEST_ID])
        return number if number in known.values() else None
    return known.get(text.replace("_", "-").partition("-")[0])


def preferred(request: Request | None) -> list[int]:
    """Ids of languages, the best first."""
    wanted = wishes(request) if request is not None else []
    if not wanted:
        return [ENGLISH]
    known = codes()
    found = [language for text in wanted if (language := read(text, known))]
    return list(dict.fromkeys([*found, ENGLISH]))


def searched(request: Request, *names: str) -> list[int]:
    """Ids of the languages in the first of these parameters that is given, an unknown one being English; none: all."""
    wanted = named(request, *names)
    known = codes() if wanted else {}
    return list(dict.fromkeys(read(text, known) or ENGLISH for text in wanted))


def key(request: HttpRequest) -> str:
    """What ``preferred`` will depend on besides the address: the header's languages without their regions."""
    if any(name in request.GET for name in PARAMETERS):
        return ""
    return ",".join(dict.fromkeys(code.partition("-")[0] for code in accepted(request)))


def accepted(request: HttpRequest | Request) -> list[str]:
    header = request.headers.get("Accept-Language", "").lower()
    return [code for code, _ in parse_accept_lang_header(header)][:MOST]


def wishes(request: Request) -> list[str]:
    return named(request, *PARAMETERS) or accepted(request)


def named(request: Request, *names: str) -> list[str]:
    """What the first of these parameters that is given lists."""
    for name in names:
        if found := [text for value in request.query_params.getlist(name) for text in value.split(",") if text]:
            return found
    return []
