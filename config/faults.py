"""Errors in the log, where their own words may name what somebody trained or ate: a database quotes the whole row."""

import traceback


def what_and_where(error: BaseException) -> str:
    """``ValueError in read_row, line 12``."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {place.name}, line {place.lineno}"
