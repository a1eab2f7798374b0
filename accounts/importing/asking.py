"""Questions that several importers have about a table."""

from collections.abc import Iterable, Mapping

from accounts.importing.base import CannotImport, Problem, Problems, Question, Source
from accounts.importing.tables import Broken, NotATable, Table, read
from accounts.importing.values import Order, Unreadable, moment

COLUMN = "column:"
# As many as a person can tell apart by looking at them.
MOST_COLUMNS = 100
ORDERS = {Order.DAY_FIRST: "day first, as in 31/12/2026", Order.MONTH_FIRST: "month first, as in 12/31/2026"}


def table_of(source: Source) -> Table:
    """Raises ``CannotImport``."""
    try:
        return read(source.content())
    except NotATable as error:
        raise CannotImport(str(error)) from error


def columns_chosen(table: Table, options: Mapping[str, str]) -> dict[str, int]:
    """Where the person says that the fields are; a number that is none of a column is left aside."""
    found = {}
    for name, value in options.items():
        if name.startswith(COLUMN) and value.isascii() and value.isdecimal() and int(value) < len(table.columns):
            found[name.removeprefix(COLUMN)] = int(value)
    return found


def which_column(
    table: Table, field: str, label: str, answer: int | None, *, is_needed: bool = True, note: str = ""
) -> Question:
    nothing = () if is_needed and answer is not None else (("", "choose" if is_needed else "none"),)
    names = [(str(number), name or f"column {number + 1}") for number, name in enumerate(table.columns[:MOST_COLUMNS])]
    answered = "" if answer is None else str(answer)
    return Question(f"{COLUMN}{field}", label, (*nothing, *names), answered, note, is_needed=is_needed)


def order_in(dates: Iterable[str]) -> tuple[Order | None, bool]:
    """The order of day and month that the dates themselves show, and whether it matters at all."""
    matters = False
    for text in dates:
        try:
            moment(text)
        except Unreadable:
            pass
        else:
            if shown := shows(text):
                return shown, True
            continue
        matters = matters or (is_date(text, Order.DAY_FIRST) and is_date(text, Order.MONTH_FIRST))
    return None, matters


def shows(text: str) -> Order | None:
    """The order, if only one of the two makes a date of ``text``."""
    readable = [order for order in Order if is_date(text, order)]
    return readable[0] if len(readable) == 1 else None


def is_date(text: str, order: Order) -> bool:
    try:
        moment(text, order)
    except Unreadable:
        return False
    return True


def order_asked(dates: Iterable[str], options: Mapping[str, str]) -> tuple[Order | None, list[Question]]:
    """The order to read dates with, and the question for it if the dates do not tell."""
    shown, matters = order_in(dates)
    if shown or not matters:
        return shown, []
    given = options.get("date_order", "")
    order = Order(given) if given in set(Order) else None
    choices = (("", "choose"), *((each.value, label) for each, label in ORDERS.items()))
    note = "The dates of the file can be read both ways."
    return order, [Question("date_order", "Order of dates", choices, order or "", note, is_needed=True)]


def add_broken(problems: Problems, broken: Iterable[Broken], hint: str = "") -> None:
    for each in broken:
        problems.add(Problem(f"{each.reason[:1].upper()}{each.reason[1:]}.", hint, each.line))
