"""Moves the revision when a row of the catalogue changes."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, post_save

from exercises.models.revision import CatalogueModel, advance


def watch(room: AppConfig) -> None:
    for model in room.get_models(include_auto_created=True):
        if issubclass(model, CatalogueModel):
            post_save.connect(changed, sender=model)
            post_delete.connect(changed, sender=model)
        elif model._meta.auto_created:
            m2m_changed.connect(changed, sender=model)


def changed(**_: Any) -> None:
    advance()
