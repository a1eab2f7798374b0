"""Barcodes as people scan and type them: the same product has 8, 12, 13 or 14 digits, depending on who wrote them."""

from typing import Final

LENGTHS: Final = (8, 12, 13, 14)


def is_barcode(text: str) -> bool:
    return len(text) in LENGTHS and text.isascii() and text.isdecimal()


def is_valid(text: str) -> bool:
    """Whether the last digit is that of a product's barcode, so that a scanner can have read it."""
    if not is_barcode(text):
        return False
    weighted = (int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(text)))
    return sum(weighted) % 10 == 0


def same(code: str) -> list[str]:
    """All ways to write it; itself alone if it is no barcode.  UPC-A is EAN-13 without its leading zero."""
    if not is_barcode(code):
        return [code]
    digits = code.lstrip("0")
    return list(dict.fromkeys([code, *(digits.zfill(length) for length in LENGTHS if len(digits) <= length)]))
