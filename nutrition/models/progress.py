"""How far an import has come."""

from django.db import models


class ImportProgress(models.Model):
    """One import of one file, told by its content and the choices made: it goes on where it was stopped.

    Saved in the transaction that saves the rows, so that both are of the same moment.  ``position`` is what the reader
    of the file counts in: bytes, lines or foods.
    """

    source = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    position = models.PositiveBigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    started = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "import progress"

    def __str__(self) -> str:
        return self.name
