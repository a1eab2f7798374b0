from datetime import date, timedelta

import pytest

from journal.trend import smoothed

MONDAY = date(2026, 1, 5)


def trend_of(*weights):
    """Trends of pairs of days after Monday and a weight, to a thousandth."""
    found = smoothed((MONDAY + timedelta(days=after), weight) for after, weight in weights)
    return [round(each.trend, 3) for each in found]


@pytest.mark.parametrize(
    ("weights", "trends"),
    [
        pytest.param([], [], id="nothing has no trend"),
        pytest.param([(0, 80)], [80], id="the first weight is the first trend"),
        pytest.param([(0, 80), (1, 82)], [80, 80.2], id="a day moves it by a tenth of the distance"),
        pytest.param([(0, 80), (1, 82), (2, 79)], [80, 80.2, 80.08], id="down as well as up"),
        pytest.param([(0, 80), (2, 82)], [80, 80.38], id="two days by as much as the same weight on both"),
        pytest.param([(0, 80), (1, 82), (2, 82)], [80, 80.2, 80.38], id="which is this"),
        pytest.param([(0, 80), (365, 90)], [80, 90], id="after a year the old trend does not count"),
        pytest.param([(0, 80), (1, 80), (9, 80)], [80, 80, 80], id="the same weight is its own trend"),
    ],
)
def test_trend_follows_the_weight(weights, trends):
    assert trend_of(*weights) == trends


def test_trend_tells_the_day_and_the_weight():
    [found] = smoothed([(MONDAY, 80.5)])

    assert found == (MONDAY, 80.5, 80.5)
