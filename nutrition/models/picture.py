"""The table of pictures of foods, and their files."""

from pathlib import PurePosixPath
from typing import Any, ClassVar

from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from config.api.pictures import Picture
from config.ownership import SharedModel, SharedQuerySet
from exercises import files, thumbnails
from exercises.models import AttributedModel, DatedModel
from nutrition.models.freshness import WatchedQuerySet
from nutrition.models.ingredient import Ingredient


def picture_path(image: "IngredientImage", filename: str) -> str:
    """In folders by the random end of the uuid; a new uuid for each file, because browsers keep what they got."""
    uuid = str(uuid7() if image.image else image.uuid)
    return f"ingredients/{uuid[-2:]}/{uuid[-4:-2]}/{uuid}{PurePosixPath(filename).suffix.lower()}"


class IngredientImageQuerySet(WatchedQuerySet, SharedQuerySet["IngredientImage"]):
    pass


class IngredientImage(SharedModel, DatedModel, AttributedModel):
    """What a food looks like; ``user`` is that of the food."""

    ingredient = models.OneToOneField(Ingredient, on_delete=models.CASCADE, related_name="picture")
    # Without Django's width_field, which opens the file of each row that has no width when it is read.
    image = models.ImageField(upload_to=picture_path, max_length=200, help_text="JPEG, PNG or WebP.")
    size = models.PositiveIntegerField(default=0, editable=False, help_text="Bytes.")
    width = models.PositiveIntegerField(default=0, editable=False, help_text="Pixels.")
    height = models.PositiveIntegerField(default=0, editable=False, help_text="Pixels.")

    objects: ClassVar = IngredientImageQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["uuid"], condition=Q(user=None), name="food_image_uuid_unique"),
            models.UniqueConstraint(fields=["user", "uuid"], name="food_image_uuid_unique_per_person"),
        ]

    def __str__(self) -> str:
        return str(self.image)

    def store(self, picture: Picture, small: dict[str, bytes] | None = None) -> None:
        """Write the file and its thumbnails, then the row; files of before go when the transaction has ended well."""
        small = small or thumbnails.render(picture.content)
        storage, old = self.image.storage, str(self.image)
        self.size, self.width, self.height = len(picture.content), picture.width, picture.height
        self.image.save(f"picture{picture.extension}", ContentFile(picture.content), save=False)
        try:
            thumbnails.write(storage, str(self.image), small)
            self.save()
        except Exception:
            files.delete(storage, self.paths(str(self.image)))
            raise
        if old:
            files.forget(storage, self.paths(old))

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        files.forget(self.image.storage, self.paths(str(self.image)))
        return super().delete(*args, **kwargs)

    @staticmethod
    def paths(name: str) -> list[str]:
        """Of the picture and of its thumbnails."""
        return [name, *thumbnails.names(name).values()]

    def thumbnail_urls(self) -> dict[str, str]:
        """The six, without looking at the files."""
        storage = self.image.storage
        return {kind: storage.url(name) for kind, name in thumbnails.names(str(self.image)).items()}
