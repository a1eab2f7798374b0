"""Numbers, times and dates as apps and spreadsheets of several languages write them."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from accounts.importing.tables import fold

MOST_DIGITS = 15
LONGEST_SECONDS = 366 * 24 * 3600
SPACES = dict.fromkeys(map(ord, "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"), " ")
DURATION = re.compile(
    r"(?:(?P<hours>\d+) ?(?:h|hr|hrs|std|stunden|hours?))? ?(?:(?P<minutes>\d+) ?(?:m|min|mins|minutes?|minuten))?"
    r" ?(?:(?P<seconds>\d+(?:\.\d+)?) ?(?:s|sec|secs|sek|seconds?))?",
    re.IGNORECASE,
)
CLOCK = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2})(?:[.,]\d+)?")
TIME = re.compile(r"(\d{1,2})[:.h](\d{2})(?::(\d{2}))?(?:[.,]\d+)? ?([ap])?\.?m?\.?", re.IGNORECASE)
# First letters of the months, folded, in the languages in which apps are known to write them out.
MONTHS = (
    ("jan", "ene", "gen", "янв"),
    ("feb", "fev", "fevr", "фев"),
    ("mar", "mrz", "marz", "maer", "мар"),
    ("apr", "abr", "avr", "апр"),
    ("may", "mai", "mag", "mei", "maj", "maio", "мая", "май"),
    ("jun", "juin", "giu", "июн"),
    ("jul", "juil", "lug", "июл"),
    ("aug", "ago", "aou", "авг"),
    ("sep", "set", "сен"),
    ("oct", "okt", "out", "ott", "окт"),
    ("nov", "ноя"),
    ("dec", "dez", "dic", "дек"),
)
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
SHORTEST_MONTH, LONGEST_MONTH = 3, 4


class Order(StrEnum):
    """In which order a date in figures names day and month."""

    DAY_FIRST = "day"
    MONTH_FIRST = "month"


class Unreadable(ValueError):
    """The text is not what it should be; the sentence says so."""


def clean(text: str) -> str:
    return " ".join(text.translate(SPACES).replace("\N{RIGHT-TO-LEFT MARK}", "").split())


def number(text: str) -> Decimal | None:
    """``None`` if there is none.  The last of comma and point divides off the decimals; alone, a comma does."""
    given = clean(text).replace(" ", "").replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    if given in {"", "-"}:
        return None
    if "," in given and "." in given:
        thousands = "," if given.rindex(".") > given.rindex(",") else "."
        given = given.replace(thousands, "")
    elif given.count(",") > 1:
        given = given.replace(",", "")
    try:
        found = Decimal(given.replace(",", "."))
    except InvalidOperation as error:
        raise Unreadable(f"{text[:40]!r} is no number") from error
    if not found.is_finite() or abs(found.adjusted()) > MOST_DIGITS or len(found.as_tuple().digits) > 2 * MOST_DIGITS:
        raise Unreadable(f"{text[:40]!r} is no number")
    return found


def seconds(text: str) -> int | None:
    """A duration such as ``1h 5m``, ``1:05:00``, ``45 min`` or, in figures only, seconds; ``None`` if there is none."""
    given = clean(text)
    if not given:
        return None
    try:
        found = duration(given)
    except (ValueError, OverflowError) as error:  # also of more figures than Python reads
        raise Unreadable(f"{text[:40]!r} is no duration") from error
    if found is not None and not 0 <= found <= LONGEST_SECONDS:
        raise Unreadable(f"{text[:40]!r} is no duration")
    return found


def duration(given: str) -> int | None:
    if found := CLOCK.fullmatch(given):
        hours, minutes, rest = (int(part or 0) for part in found.groups())
        return hours * 3600 + minutes * 60 + rest
    if (found := DURATION.fullmatch(given)) and any(found.groups()):
        parts = {name: float(part or 0) for name, part in found.groupdict().items()}
        return round(parts["hours"] * 3600 + parts["minutes"] * 60 + parts["seconds"])
    plain = number(given)
    return None if plain is None else round(plain)


def moment(text: str, order: Order | None = None) -> datetime:
    """A date, with a time of day if there is one; with an offset only if it is written.  Raises ``Unreadable``.

    ``order`` is for dates in figures that could be read two ways; without it those are refused.
    """
    given = clean(text)
    try:
        found = datetime.fromisoformat(given)
    except ValueError:
        found = put_together(given, order, text)
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise Unreadable(f"{text[:40]!r} is no date of our time")
    return found


def put_together(given: str, order: Order | None, whole: str) -> datetime:
    found, rest = dated(given, order)
    hour, minute, second = time_of(rest, whole)
    try:
        return datetime(found.year, found.month, found.day, hour, minute, second)  # noqa: DTZ001 (the caller's zone)
    except ValueError as error:
        raise Unreadable(f"{whole[:40]!r} is no date") from error


def dated(text: str, order: Order | None) -> tuple[date, str]:
    """The date at the begin of ``text``, and what follows it."""
    try:
        if found := re.match(r"(\d{4})[-/. ]+(\d{1,2})[-/. ]+(\d{1,2})\.?(?!\d)", text):
            year, month, day = map(int, found.groups())
        elif found := re.match(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})(?!\d)", text):
            day, month = day_and_month(int(found[1]), int(found[2]), text, order)
            year = int(found[3]) + (2000 if len(found[3]) == len("24") else 0)
        else:
            found, year, month, day = written_out(text)
        return date(year, month, day), text[found.end() :]
    except ValueError as error:
        raise error if isinstance(error, Unreadable) else Unreadable(f"{text[:40]!r} is no date") from error


def written_out(text: str) -> tuple[re.Match[str], int, int, int]:
    """``28 Mar 2024``, ``Mar 28, 2024`` or ``28. März 2024``, also after the day of the week."""
    if found := re.match(r"(?:[^\W\d]+\.?,? )?(\d{1,2})\.?(?: de)? ([^\W\d]+)\.?,?(?: de)? (\d{4})", text):
        return found, int(found[3]), month_named(found[2]), int(found[1])
    if found := re.match(r"(?:[^\W\d]+\.?, )?([^\W\d]+)\.? (\d{1,2}),? (\d{4})", text):
        return found, int(found[3]), month_named(found[1]), int(found[2])
    raise Unreadable(f"{text[:40]!r} is no date")


def month_named(name: str) -> int:
    folded = fold(name)
    for length in range(LONGEST_MONTH, SHORTEST_MONTH - 1, -1):
        for index, names in enumerate(MONTHS, start=1):
            if folded[:length] in names:
                return index
    raise Unreadable(f"{name[:20]!r} is no month")


def day_and_month(first: int, second: int, text: str, order: Order | None) -> tuple[int, int]:
    """Which is which, by ``order``, else by the figures."""
    if order is None:
        # Who writes points writes the day first.
        order = order_of(first, second) or (Order.DAY_FIRST if "." in text[:3] else None)
    if order is None:
        raise Unreadable(f"{text[:40]!r} may be one of two dates")
    return (first, second) if order is Order.DAY_FIRST else (second, first)


def order_of(first: int, second: int) -> Order | None:
    months = len(MONTHS)
    if first == second or first > months >= second:
        return Order.DAY_FIRST
    return Order.MONTH_FIRST if second > months >= first else None


def time_of(text: str, whole: str) -> tuple[int, int, int]:
    rest = text.strip(" ,T-\N{EN DASH}")
    for word in ("at ", "um ", "a las "):
        rest = rest.removeprefix(word)
    if not rest:
        return 0, 0, 0
    found = TIME.fullmatch(rest.removesuffix(" Uhr").strip())
    if not found:
        raise Unreadable(f"{whole[:40]!r} is no date and time")
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4].lower() == "p" else 0)
    return hour, int(found[2]), int(found[3] or 0)
