"""Progress photos."""

from pathlib import PurePosixPath
from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from config.ownership import OwnedModel
from journal.photos import files
from journal.photos.sizes import THUMBNAILS, Sizes


def photo_path(photo: "Photo", filename: str) -> str:
    """A name that nobody can guess, and a new one for each file, so that what is cached under a name stays right."""
    return f"photos/{photo.user_id}/{uuid4().hex}{PurePosixPath(filename).suffix.lower()}"


class Photo(OwnedModel):
    """A picture of the person.  Its file is private; see ``journal.photos``."""

    ORIGINAL: ClassVar[str] = "original"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="photos", db_index=False)
    date = models.DateField(default=timezone.localdate)
    image = models.FileField(upload_to=photo_path, storage=files.PrivateFiles, max_length=200)
    description = models.TextField(max_length=1000, blank=True)
    height = models.PositiveIntegerField(editable=False, help_text="Pixels.")
    width = models.PositiveIntegerField(editable=False, help_text="Pixels.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "uuid"], name="photo_uuid_unique_per_person"),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "-date", "id"], name="photo_in_default_order")]

    def __str__(self) -> str:
        return f"Photo of {self.date}"

    def file_name(self, size: str) -> str:
        """What an address calls the file of this size, e.g. ``original.png`` or ``small.jpg``."""
        return f"{size}{PurePosixPath(str(self.image)).suffix if size == self.ORIGINAL else '.jpg'}"

    def files(self) -> dict[str, str]:
        """Paths in the storage by ``file_name``."""
        stored = str(self.image)
        small = {self.file_name(size): f"{stored}.{size}.jpg" for size in THUMBNAILS}
        return {self.file_name(self.ORIGINAL): stored} | small

    def store(self, sizes: Sizes) -> None:
        """Write new files, then the row."""
        picture = sizes.picture
        self.width, self.height = picture.width, picture.height
        self.image.save(f"photo{picture.extension}", ContentFile(picture.content), save=False)
        try:
            files.write(self.image.storage, {self.files()[f"{size}.jpg"]: small for size, small in sizes.small.items()})
            self.save()
        except BaseException:
            files.remove(self.image.storage, list(self.files().values()))
            raise

    def replace(self, sizes: Sizes) -> None:
        """Store other files and remove those there are.  The row is locked, or two changes at once would leave some."""
        files.remove_after_commit(Photo.objects.select_for_update().get(pk=self.pk))
        self.store(sizes)
