"""Files of pictures and videos: none is lost by a transaction that is rolled back, and none stays behind."""

from collections.abc import Iterable
from functools import partial

from django.core.files.storage import Storage
from django.db import transaction


def delete(storage: Storage, names: Iterable[str]) -> None:
    for name in names:
        storage.delete(name)


def forget(storage: Storage, names: Iterable[str]) -> None:
    """Delete them when the transaction has ended well."""
    transaction.on_commit(partial(delete, storage, list(names)))


def copy(storage: Storage, old: str, new: str) -> None:
    if storage.exists(old):
        with storage.open(old) as file:
            storage.save(new, file)
