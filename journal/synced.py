"""What other tables make of a day that Waistline sent: a registry, so that the diary knows none of them."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import OperationalError, transaction

from config.faults import what_and_where
from journal.waistline import Eaten

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SyncedDay:
    """What the app has of one day: the body stats, and what was eaten; null where it does not say.

    What was there before and is not now is gone.  ``stats`` go by the app's names: "weight" in kg, "neck", "waist" and
    "hips" in cm, "body fat" in %, whatever units the app displays; others are the person's own.  ``units`` names the
    units of those, where they are known: a backup tells them, a sync does not.  Values may be of any finite size.
    """

    user: "User"
    day: date
    stats: Mapping[str, Decimal] | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    eaten: tuple[Eaten, ...] | None = field(default=None, repr=False)


Listener = Callable[[SyncedDay], None]
_listeners: list[Listener] = []


def on_day_synced(listener: Listener) -> Listener:
    """Call ``listener`` whenever a day with stats or foods has been stored; usable as a decorator.

    It runs in the transaction that stores the day and holds the lock on it, so two calls for one person and day never
    overlap.  It is not called when the same body arrives again, nor for a body that says nothing about either.
    """
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def announce(synced: SyncedDay) -> None:
    """Tell all listeners.  One that fails is logged and undone; the diary day itself is kept."""
    for listener in _listeners:
        try:
            with transaction.atomic():
                listener(synced)
        except OperationalError:
            raise  # a lock or a lost connection: nothing of this transaction can be kept
        except Exception as error:  # noqa: BLE001 (whatever it is, the day itself is kept)
            fault = what_and_where(error)
            logger.error("What a synced day says could not be taken over: %s", fault)  # noqa: TRY400 (without its words)
