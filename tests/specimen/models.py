from django.conf import settings
from django.db import models
from django.utils import timezone

from config.ownership import OwnedModel


class Topic(models.Model):
    name = models.CharField(max_length=40)


class Shelf(OwnedModel):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    name = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "uuid"], name="shelf_uuid")]


class Book(OwnedModel):
    owner_path = "shelf__user"

    shelf = models.ForeignKey(Shelf, on_delete=models.CASCADE, related_name="books")
    topics = models.ManyToManyField(Topic, blank=True)
    title = models.CharField(max_length=40)
    kind = models.CharField(max_length=1, choices=[("n", "Novel"), ("p", "Poems")], default="n")
    pages = models.IntegerField(default=1)
    price = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    is_read = models.BooleanField(default=False)
    bought = models.DateField(default=timezone.localdate)
    opened = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shelf", "uuid"], name="book_uuid")]


class Training(models.Model):
    """Refers to an exercise as a log does: nothing may take it along."""

    exercise = models.ForeignKey("exercises.Exercise", on_delete=models.PROTECT, related_name="+")


class Record(models.Model):
    """There is one for an exercise."""

    exercise = models.OneToOneField("exercises.Exercise", on_delete=models.CASCADE)


class Playlist(models.Model):
    exercises = models.ManyToManyField("exercises.Exercise")
