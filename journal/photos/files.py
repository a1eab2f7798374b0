"""Where private files are, and that they go when their row goes."""

from functools import partial
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage
from django.db import transaction
from django.db.models.signals import post_delete


class PrivateFiles(FileSystemStorage):
    """Files below ``PRIVATE_ROOT``, which no route serves as a folder; only this server's own user may read them."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:
        return str(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:
        return str(Path(self.base_location).resolve())

    def url(self, name: str | None) -> str:
        raise ValueError("A private file has no address of its own; see journal.photos.addresses.")


def write(storage: Storage, contents: dict[str, bytes]) -> None:
    for path, content in contents.items():
        storage.save(path, ContentFile(content))


def remove(storage: Storage, paths: list[str]) -> None:
    for path in paths:
        storage.delete(path)


def remove_after_commit(photo: Any) -> None:
    """A transaction that is rolled back must not lose files."""
    transaction.on_commit(partial(remove, photo.image.storage, list(photo.files().values())))


def watch(room: AppConfig) -> None:
    """By a signal, because removing an account removes its rows without asking them."""
    post_delete.connect(removed, sender=room.get_model("Photo"))


def removed(instance: Any, **_: Any) -> None:
    remove_after_commit(instance)
