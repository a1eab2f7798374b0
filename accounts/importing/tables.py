"""Tables in files, as spreadsheets and apps write them: any usual encoding, delimiter and line end."""

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

DELIMITERS = ",;\t|"
LINES_COMPARED = 20
LONGEST_CELL = 20_000
MOST_ROWS = 500_000
# Short rows are filled up to the heading, so one of many columns would multiply a small file.
MOST_COLUMNS = 500
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class NotATable(ValueError):
    """The file has no rows under a heading; the sentence says what is wrong."""


@dataclass(frozen=True, slots=True)
class Row:
    """``line`` counts the lines of the file from 1; ``cells`` are as many as the table has columns."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that is no row; ``reason`` says why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    broken: tuple[Broken, ...] = ()
    delimiter: str = ","
    encoding: str = "utf-8"

    def __post_init__(self) -> None:
        if not self.rows:
            raise NotATable("The file has a heading, but no rows below it.")

    def column(self, number: int) -> Iterator[str]:
        return (row.cells[number] for row in self.rows)


def fold(text: str) -> str:
    """A heading or a word without case, accents and signs: ``Weight (kg)`` is ``weight kg``."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.split())


def columns_named(columns: Sequence[str], known: Mapping[str, str]) -> dict[str, int]:
    """Where the fields are; ``known`` maps folded headings to fields.  Of two columns for one the first counts."""
    found: dict[str, int] = {}
    for number, column in enumerate(columns):
        if field := known.get(fold(column)):
            found.setdefault(field, number)
    return found


def read(content: bytes) -> Table:
    """Raises ``NotATable``."""
    text, encoding = decoded(content)
    delimiter, text = delimiter_of(text)
    rows: list[Row] = []
    broken: list[Broken] = []
    columns: tuple[str, ...] = ()
    for line, cells in records(text, delimiter, broken):
        if not columns:
            if len(cells) > MOST_COLUMNS:
                raise NotATable(f"The file has more than {MOST_COLUMNS} columns; remove those that are not needed.")
            columns = tuple(cells)
        elif len(rows) >= MOST_ROWS:
            raise NotATable(f"The file has more than {MOST_ROWS:,} rows; split it into several files.")
        elif problem := unusable(cells, columns):
            broken.append(Broken(line, problem))
        else:
            rows.append(Row(line, (*cells[: len(columns)], *[""] * (len(columns) - len(cells)))))
    if not columns:
        raise NotATable("The file is empty.")
    return Table(columns, tuple(rows), tuple(broken), delimiter, encoding)


def unusable(cells: Sequence[str], columns: Sequence[str]) -> str:
    """What is wrong with a row; fewer cells than columns are not, for some apps leave out empty ones at the end."""
    if any(cell.strip() for cell in cells[len(columns) :]):
        return f"has {len(cells)} cells, but there are {len(columns)} columns"
    if any(len(cell) > LONGEST_CELL for cell in cells):
        return f"has a cell of more than {LONGEST_CELL:,} characters; a quotation mark may be missing"
    return ""


def records(text: str, delimiter: str, broken: list[Broken]) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with its first line; what cannot be read goes to ``broken``."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            broken.append(Broken(line, f"cannot be read ({error})"))
            continue
        if any(cell.strip() for cell in cells):
            yield line, [cell.strip() for cell in cells]


def decoded(content: bytes) -> tuple[str, str]:
    """The text, and the encoding it was in."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace").replace("\0", ""), encoding
    if encoding := utf16_without_mark(content):
        return content.decode(encoding, "replace").replace("\0", ""), encoding
    if b"\0" in content:
        raise NotATable("The file is no text. If it is a spreadsheet, save it as CSV first.")
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1"), "latin-1"


def utf16_without_mark(content: bytes) -> str:
    """By the zeroes that Latin letters have in every second byte."""
    start = content[:400]
    if len(start) < len("a;b\n") * 2:
        return ""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if odd > len(start) // 4 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > len(start) // 4 and not odd else ""


def delimiter_of(text: str) -> tuple[str, str]:
    """What separates the cells, and the text without the line in which Excel may say so."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"').casefold()
    if said.startswith("sep=") and len(said) == len("sep=;") and said[-1] in DELIMITERS:
        # The line stays as an empty one, so that the others keep their numbers.
        return said[-1], f"\n{rest}"
    return max(DELIMITERS, key=lambda sign: fitness(text, sign)), text


def fitness(text: str, delimiter: str) -> tuple[float, int]:
    """How well ``delimiter`` divides the first lines: the share that has as many cells as the heading, and how many."""
    lengths = []
    for _, cells in records(head(text), delimiter, []):
        lengths.append(len(cells))
        if len(lengths) > LINES_COMPARED:
            break
    if not lengths or lengths[0] == 1:
        return 0.0, 0
    alike = sum(length == lengths[0] for length in lengths) / len(lengths)
    return (1.0 if alike > 1 / 2 else alike), lengths[0]


def head(text: str) -> str:
    return text[: 64 * 1024]
