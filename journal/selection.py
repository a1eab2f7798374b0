"""What a request for statistics asks for, read from its query."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from journal.periods import Interval, ReversedWindow, UnreadableDate, Window, window, written_date

MOST_DATES = 500
MOST_RESULTS = 500
USUAL_RESULTS = 100
# Neither database counts further.
LARGEST = 2**62

CONDITION = re.compile(
    r"(?P<name>.+)\[(?P<operator>lt|gt)\]:(?P<number>[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)",
    re.ASCII | re.DOTALL,
)
WHOLE = re.compile(r"\s*([-+]?)0*(\d+)", re.ASCII)

Fill = Literal["", "null", "0"]


class Refused(ValueError):
    """The query cannot be answered; the message says why, in the words of the documented server."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A day counts only if its nutrient is strictly greater (``gt``) or less (``lt``) than the number."""

    name: str
    operator: str
    number: float


@dataclass(frozen=True, slots=True)
class Selection:
    """A window of days, and which of them, which of their nutrients, in which order, and which page."""

    window: Window
    fields: list[str]
    conditions: list[Condition]
    ascending: bool
    limit: int
    offset: int
    fill: Fill


def read(query: Mapping[str, str], *, today: date) -> Selection:
    """The selection that ``query`` means; ``Refused`` if it means none.  Nothing is listed before it is counted."""
    asked = read_window(query, today)
    if asked.count() > MOST_DATES:
        raise Refused(
            "Too many dates requested. Please consider using a larger interval or narrowing down the date range."
        )
    limit = leading_number(query.get("limit", str(USUAL_RESULTS)))
    offset = leading_number(query.get("offset", "0"))
    if limit > MOST_RESULTS:
        raise Refused(f"Invalid limit value. The maximum allowed limit is {MOST_RESULTS}.")
    if limit <= 0 or offset < 0:
        raise Refused("Invalid limit or offset value. Limit must be greater than 0, and offset must be non-negative.")
    fill = query.get("fill", "")
    return Selection(
        window=asked,
        fields=names(query.get("fields", "")),
        conditions=conditions(query.get("filter", "")),
        ascending=query.get("sort") == "ASC",
        limit=limit,
        offset=offset,
        fill="null" if fill == "null" else "0" if fill == "0" else "",
    )


def read_window(query: Mapping[str, str], today: date) -> Window:
    name = query.get("interval", "")
    interval = Interval(name) if name in list(Interval) else Interval.DAY
    first, last = read_date(query, "date_from"), read_date(query, "date_to")
    try:
        return window(first, last, today=today, interval=interval)
    except ReversedWindow as error:
        raise Refused("Invalid date range. The start date cannot be greater than the end date.") from error


def read_date(query: Mapping[str, str], name: str) -> date | None:
    text = query.get(name, "").strip()
    try:
        return written_date(text) if text else None
    except UnreadableDate as error:
        raise Refused(
            f"Invalid {name} value. Use YYYY-MM-DD or an ISO-8601 date, e.g. 2024-01-01T00:00:00.000Z."
        ) from error


def leading_number(text: str) -> int:
    """The whole number that ``text`` begins with, 0 if it begins with none, as the documented server reads it."""
    match = WHOLE.match(text)
    if match is None:
        return 0
    # Python refuses to convert thousands of digits.
    value = int(match[2]) if len(match[2]) < len(str(LARGEST)) else LARGEST
    return -value if match[1] == "-" else value


def names(text: str) -> list[str]:
    """A comma list without blanks around its parts and without repetitions."""
    return list(dict.fromkeys(part for each in text.split(",") if (part := each.strip())))


def conditions(text: str) -> list[Condition]:
    """``name[lt]:number,…``; parts that do not look like that are ignored."""
    found = [CONDITION.fullmatch(part.strip()) for part in text.split(",")]
    return [Condition(each["name"], each["operator"], float(each["number"])) for each in found if each]
