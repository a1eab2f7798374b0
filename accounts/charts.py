"""Charts as data: what ``config/static/charts.js`` draws, and the same as a sentence and a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

Value = float | None


@dataclass(frozen=True, slots=True)
class Series:
    """A line, bars or points; a value for each label of the chart, and None where there is none.

    ``colour`` is a variable of the style sheet.  A ``background`` series, e.g. a goal, makes no row of the table by
    itself.
    """

    label: str
    values: Sequence[Value]
    form: str = "bar"
    colour: str = "--chart-bar"
    is_dashed: bool = False
    is_background: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """``labels`` are dates or words, ``summary`` a sentence that says what there is to be seen."""

    name: str
    title: str
    summary: str
    heading: str
    labels: Sequence[str]
    series: Sequence[Series]
    unit: str
    places: int = 0
    is_stacked: bool = False
    from_zero: bool = True

    @property
    def drawn(self) -> dict[str, Any]:
        return {
            "labels": list(self.labels),
            "unit": self.unit,
            "places": self.places,
            "stacked": self.is_stacked,
            "fromZero": self.from_zero,
            "series": [
                {
                    "label": each.label,
                    "form": each.form,
                    "colour": each.colour,
                    "dashed": each.is_dashed,
                    "values": [None if value is None else round(value, self.places) for value in each.values],
                }
                for each in self.series
            ],
        }

    @property
    def data_id(self) -> str:
        """The element that holds what is drawn."""
        return f"chart-{self.name}"

    @property
    def rows(self) -> Iterator[tuple[str, list[str]]]:
        """Of the table, the latest first; labels of which only a background is known are left out."""
        told = [each for each in self.series if not each.is_background]
        for place in reversed(range(len(self.labels))):
            if any(each.values[place] is not None for each in told):
                yield self.labels[place], [number(each.values[place], self.places) for each in self.series]

    @property
    def table_rows(self) -> SafeString:
        """Here and not in a template, which takes ten times as long over a year."""
        return format_html_join(
            "\n",
            '<tr><th scope="row">{}</th>{}</tr>',
            (
                (label, format_html_join("", '<td class="number">{}</td>', ([each] for each in values)))
                for label, values in self.rows
            ),
        )


def number(value: Value, places: int = 0) -> str:
    """With commas between thousands; a dash for what is not known."""
    return "–" if value is None else f"{value:,.{places}f}"  # noqa: RUF001 (an en dash)


def in_days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
