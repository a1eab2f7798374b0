"""Barcodes that nobody here has entered, looked up at Open Food Facts if the administrator allows it.

Nobody waits for that: the answer to whoever asked is empty, and what a thread of its own has found is there when they
ask again.  It asks for one product at a time, for none twice a day, and for so many a minute and a day in all.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, close_old_connections, connection, transaction

from config import outbound
from exercises.importing.source import SourceError
from exercises.models import Language
from nutrition import barcodes
from nutrition.importing import off
from nutrition.importing.foods import Unusable
from nutrition.importing.report import Report
from nutrition.importing.storing import Store
from nutrition.models import Ingredient

log = logging.getLogger(__name__)

IMPORTER = "off"
ADDRESS = "https://world.openfoodfacts.org/api/v2/product/{code}.json"
TIMEOUT = outbound.Timeout(3)
LARGEST_ANSWER = 4 * 1024 * 1024
LIMITS = outbound.Limits(seconds=10, most_bytes=LARGEST_ANSWER)
# Open Food Facts asks for no more than 15 products a minute.
MOST_A_MINUTE, MOST_A_DAY = 10, 1000
MINUTE, DAY = 60, 24 * 3600
MOST_WAITING = 20
PAUSE_AFTER_ERROR = 10 * MINUTE

_thread = ThreadPoolExecutor(1, "open-food-facts")
_places = BoundedSemaphore(MOST_WAITING)


def ask(code: str) -> None:
    """Have it looked up if it can be a product's; returns at once."""
    code = code.strip()
    if not settings.OPEN_FOOD_FACTS_LOOKUP or not barcodes.is_valid(code) or not _places.acquire(blocking=False):
        return
    try:
        if is_new(code):
            _thread.submit(in_thread, code)
            return
    except RuntimeError:
        log.debug("No thread is started while the server stops.")
    _places.release()


def is_new(code: str) -> bool:
    """Not asked for today, and within the budgets."""
    if not cache.add(mark(code), 1, DAY):
        return False
    if within("minute", MOST_A_MINUTE, MINUTE) and within("day", MOST_A_DAY, DAY):
        return True
    cache.delete(mark(code))
    return False


def mark(code: str) -> str:
    return f"open-food-facts:{barcodes.same(code)[-1]}"


def within(span: str, most: int, seconds: int) -> bool:
    name = f"open-food-facts:{span}"
    cache.add(name, 0, seconds)
    try:
        return int(cache.incr(name)) <= most
    except ValueError:
        return False  # it ran out between the two


def in_thread(code: str) -> None:
    try:
        close_old_connections()
        look_up(code)
    except (outbound.HTTPError, SourceError, DatabaseError, ValueError) as error:
        log.warning("Open Food Facts was asked for a barcode in vain: %s", type(error).__name__)
        cache.set(mark(code), 1, PAUSE_AFTER_ERROR)
    finally:
        connection.close()
        _places.release()


def asking() -> outbound.Client:
    return outbound.client(limits=LIMITS)


def look_up(code: str, client: Callable[[], outbound.Client] = asking) -> None:
    """Fetch and store; raises ``outbound.HTTPError``, ``SourceError``, ``ValueError``.  Not within a transaction."""
    if Ingredient.objects.filter(user=None, code__in=barcodes.same(code)).exists():
        return
    product = fetch(code, client)
    if product is None:
        return
    try:
        food = off.read(product, dict(Language.objects.values_list("short_name", "pk")))
    except Unusable as problem:
        log.info("Open Food Facts has a product that is not used: it %s.", problem.reason)
        return
    with transaction.atomic():
        Store(IMPORTER).save([food], Report())


def fetch(code: str, client: Callable[[], outbound.Client]) -> Any:
    """The product; ``None`` if there is none."""
    with client() as asking, asking.stream("GET", ADDRESS.format(code=code), timeout=TIMEOUT) as response:
        if response.status_code == outbound.codes.NOT_FOUND:
            return None
        response.raise_for_status()
        content = bytearray()
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > LARGEST_ANSWER:
                raise SourceError("The product is too large.")
    answer = outbound.Response(response.status_code, content=bytes(content)).json()
    return answer.get("product") if isinstance(answer, dict) else None
