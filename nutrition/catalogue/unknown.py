"""Foods that are asked for by a barcode and that nobody has entered."""

from django.conf import settings


def ask_for(term: str) -> None:
    """Have a barcode looked up where the administrator allows it; returns at once."""
    if settings.OPEN_FOOD_FACTS_LOOKUP:
        # Here, because the client and the importer behind it take memory that most servers never need.
        from nutrition import unknown_barcodes

        unknown_barcodes.ask(term)
