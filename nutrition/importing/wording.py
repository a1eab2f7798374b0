"""Texts of strangers, made fit for a column and a screen."""

import html
import re
import unicodedata
from typing import Any

LONGEST_NAME = 200
# They join letters in Persian and Indic scripts, so they are not clutter as other invisible signs are.
JOINERS = frozenset("\u200c\u200d")
# What stands in for a sign in text that was escaped twice.
ROUNDS_OF_ESCAPING = 3
INVISIBLE = re.compile(r"[^\x20-\x7e\xa1-\xac\xae-\u0377]")


def tidy(value: Any, limit: int = LONGEST_NAME) -> str:
    """One line without markup entities and invisible signs, cut to ``limit``; anything but text is empty."""
    if not isinstance(value, str):
        return ""
    text = value
    for _ in range(ROUNDS_OF_ESCAPING if "&" in text else 0):
        text = html.unescape(text)
    if INVISIBLE.search(text):
        text = "".join(map(_visible, text))
    return " ".join(text.split())[:limit].rstrip()


def _visible(sign: str) -> str:
    match unicodedata.category(sign):
        case "Cc" | "Zl" | "Zp":
            return " "
        case "Cf":
            return sign if sign in JOINERS else ""
        case "Cs" | "Cn" | "Co":
            return ""
    return sign


def in_title_case(text: str) -> str:
    """``BEN & JERRY'S 2% MILK`` as ``Ben & Jerry's 2% Milk``; a text that has small letters is left as it is."""
    if any(map(str.islower, text)):
        return text
    return " ".join(word[:1].upper() + word[1:].lower() for word in text.split(" "))


def first_text(*values: Any, limit: int = LONGEST_NAME) -> str:
    """The first that is not empty."""
    return next((text for value in values if (text := tidy(value, limit))), "")
