"""What the server does by itself from time to time."""

from django.db import models


class Chore(models.Model):
    """When a chore was last begun.  The process that can move this on has the turn, and no other."""

    name = models.CharField(max_length=40, unique=True)
    begun = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.begun:%Y-%m-%d %H:%M}"
