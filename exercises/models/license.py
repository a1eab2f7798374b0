"""Licences, and who wrote a row of the catalogue."""

from typing import Any

from django.core.validators import URLValidator
from django.db import models

from exercises.models.revision import CatalogueModel

SHARE_ALIKE = 2
# Of a row, in the order in which answers show it; the texts stand behind the licence.
ATTRIBUTION = (
    "license",
    "license_title",
    "license_object_url",
    "license_author",
    "license_author_url",
    "license_derivative_source_url",
)
# Pages make links of these addresses.
is_web_address = URLValidator(schemes=["http", "https"])


class License(CatalogueModel):
    full_name = models.CharField(max_length=60)
    short_name = models.CharField(max_length=15, unique=True)
    url = models.URLField(max_length=200, null=True, blank=True, validators=[is_web_address])

    def __str__(self) -> str:
        return self.full_name.strip()


class AttributedModel(models.Model):
    """A row that somebody gave under a licence."""

    license = models.ForeignKey(License, on_delete=models.PROTECT, default=SHARE_ALIKE, related_name="+")
    license_title = models.CharField(max_length=300, blank=True)
    license_object_url = models.URLField(max_length=200, blank=True, validators=[is_web_address])
    license_author = models.CharField(max_length=3500, blank=True)
    license_author_url = models.URLField(max_length=200, blank=True, validators=[is_web_address])
    license_derivative_source_url = models.URLField(max_length=200, blank=True, validators=[is_web_address])

    class Meta:
        abstract = True


class LicensedModel(AttributedModel):
    """One that several people had a hand in."""

    author_history = models.JSONField(default=list, blank=True, help_text="Everybody who was the author once.")

    class Meta:
        abstract = True

    def save(self, *, update_fields: Any = None, **kwargs: Any) -> None:
        if self.license_author and self.license_author not in self.author_history:
            self.author_history = [*self.author_history, self.license_author]
            if update_fields is not None:
                update_fields = {*update_fields, "author_history"}
        super().save(update_fields=update_fields, **kwargs)
