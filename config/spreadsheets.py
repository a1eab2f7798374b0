"""CSV that a spreadsheet opens: texts in it never become formulas."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

# What makes a spreadsheet compute a cell, see OWASP on CSV injection.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 (meant so)
# A text that is nothing but a number computes nothing; answers have decimals as texts.
NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


class Line:
    """Where ``csv`` writes to."""

    def write(self, text: str) -> str:
        return text


def cell(value: Any) -> Any:
    """Numbers stay numbers; a text that a spreadsheet would compute begins with an apostrophe, which it takes off."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime | date | time):
        return value.isoformat(*([" ", "seconds"] if isinstance(value, datetime) else []))
    if isinstance(value, int | float):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(DANGEROUS) and not NUMBER.fullmatch(text) else text


def lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Each row as a line with the end that RFC 4180 asks for."""
    writer = csv.writer(Line())
    for row in rows:
        yield writer.writerow([cell(value) for value in row])
