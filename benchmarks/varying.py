"""Text that is another one in each request.

``<number>`` counts them, ``<digit>`` goes from 0 to 8 and round again, ``<date>`` is the next date, and ``<term>`` the
beginning of a food's name, as people type it.
"""

import json
import re
from datetime import UTC, datetime

NUMBER, DIGIT, DATE, TERM = "<number>", "<digit>", "<date>", "<term>"
DIGITS = 9
SECONDS_A_DAY = 86_400
FIRST_DATE = int(datetime(2030, 1, 1, tzinfo=UTC).timestamp())
TYPED = "chocolate milk schokolade organic vollmilch hazelnuts tomatoes spaghetti bread almonds yogurt frischk mustard"
# All beginnings of 3 to 12 letters.
TERMS = tuple(word[:length] for word in TYPED.split() for length in range(3, min(len(word), 12) + 1))
MARKS = re.compile(f"({NUMBER}|{DIGIT}|{DATE}|{TERM})")


def filled(text: str, number: int) -> str:
    date = datetime.fromtimestamp(FIRST_DATE + number * SECONDS_A_DAY, UTC).date().isoformat()
    text = text.replace(NUMBER, str(number)).replace(DIGIT, str(number % DIGITS)).replace(DATE, date)
    return text.replace(TERM, TERMS[number % len(TERMS)])


def in_lua(text: str) -> str:
    """A Lua expression of the same in a script that has a ``number``."""
    date = f'os.date("!%Y-%m-%d", {FIRST_DATE} + number * {SECONDS_A_DAY})'
    listed = ", ".join(map(json.dumps, TERMS))
    term = f"({{{listed}}})[number % {len(TERMS)} + 1]"
    marks = {NUMBER: "number", DIGIT: f"(number % {DIGITS})", DATE: date, TERM: term}
    # JSON's quotes and escapes are Lua's, too, as long as nothing beyond ASCII is escaped.
    return " .. ".join(marks.get(piece) or json.dumps(piece, ensure_ascii=False) for piece in MARKS.split(text))
