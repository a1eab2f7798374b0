"""Where a row of the catalogue comes from and when it changed."""

from typing import Any

from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

from exercises.models.revision import CatalogueModel


class ImportedModel(CatalogueModel):
    """A row that has the same uuid on every server.

    ``import_digest`` is of the content that the last import brought; empty for rows made here.  A row whose content
    has another digest was edited here, and an import leaves it alone.
    """

    uuid = models.UUIDField(default=uuid7, unique=True)
    import_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


class DatedModel(models.Model):
    """``last_update`` moves with every save, also with one of some fields only."""

    created = models.DateTimeField(default=timezone.now, editable=False)
    last_update = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def save(self, *, update_fields: Any = None, **kwargs: Any) -> None:
        if update_fields is not None:
            update_fields = {*update_fields, "last_update"}
        super().save(update_fields=update_fields, **kwargs)
