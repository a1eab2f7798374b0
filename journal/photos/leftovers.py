"""Photos on the disk that no row knows, because a process was ended between writing the one and the other."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

from django.conf import settings

from journal.models import Photo

# Longer than any request: what is younger may get its row yet.
AGE = timedelta(days=1)


def purge(now: datetime) -> Iterator[int]:
    oldest = (now - AGE).timestamp()
    for folder in sorted((Path(settings.PRIVATE_ROOT) / "photos").glob("*")):
        old = [path for path in folder.iterdir() if path.is_file() and path.stat().st_mtime < oldest]
        known = stems(folder.name) if old else set()
        gone = [path for path in old if stem(path.name) not in known]
        for path in gone:
            path.unlink(missing_ok=True)
        if gone:
            yield len(gone)


def stems(person: str) -> set[str]:
    paths = Photo.objects.filter(image__startswith=f"photos/{person}/").values_list("image", flat=True)
    return {stem(PurePosixPath(path).name) for path in paths}


def stem(name: str) -> str:
    """What a picture's name has in common with those of its thumbnails."""
    return name.partition(".")[0]
