"""Fetches pictures and videos: bounded in time and size, looked at before they are stored."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential
from tenacity.wait import wait_base

from config import outbound
from config.api import pictures
from exercises import thumbnails, videos
from exercises.importing.source import is_passing
from exercises.models import Image, MediaModel, Video

LONGEST_SECONDS = 120.0
ATTEMPTS = 2
FAILURES_PER_HOST = 10


class Unavailable(ValueError):
    """The file cannot be had; the sentence says why."""


class HostGivenUp(Unavailable):
    """Said for each further file of a host that failed too often."""


@dataclass(slots=True)
class Downloads:
    """A host that failed many times in a row is left alone for the rest of the import."""

    client: outbound.Client
    wait: wait_base = field(default_factory=lambda: wait_exponential(multiplier=0.5, max=5))
    clock: Callable[[], float] = time.monotonic
    failures: Counter[str] = field(default_factory=Counter)

    def fetch(self, url: str, limit: int) -> bytes:
        host = urlsplit(url).hostname or ""
        if urlsplit(url).scheme not in {"http", "https"} or not host:
            raise Unavailable(f"{url[:200]} is no http or https address")
        if self.failures[host] >= FAILURES_PER_HOST:
            raise HostGivenUp(f"{host} failed {FAILURES_PER_HOST} times in a row and is not asked any more")
        try:
            content = self.retried(url, limit)
        except (outbound.HTTPError, outbound.InvalidURL, UnicodeError) as error:
            self.failures[host] += 1
            raise Unavailable(f"{url[:200]}: {error}") from error
        self.failures[host] = 0
        return content

    def retried(self, url: str, limit: int) -> bytes:
        retrying = Retrying(
            retry=retry_if_exception(is_passing), stop=stop_after_attempt(ATTEMPTS), wait=self.wait, reraise=True
        )
        return retrying(self.once, url, limit)

    def once(self, url: str, limit: int) -> bytes:
        content, end = bytearray(), self.clock() + LONGEST_SECONDS
        with self.client.stream("GET", url) as response:
            response.raise_for_status()
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > limit:
                    raise Unavailable(f"{url[:200]} has more than {limit // 1024 // 1024} MB")
                if self.clock() > end:
                    raise outbound.ReadTimeout(f"took longer than {LONGEST_SECONDS:.0f} s")
        return bytes(content)


def store_image(row: Image, downloads: Downloads, link: str) -> Callable[[], None]:
    """Fetch and check the file now; the answer writes it and the row."""
    picture = pictures.clean(downloads.fetch(link, pictures.LARGEST_BYTES))
    small = thumbnails.render(picture.content)
    return lambda: row.store(picture, small)


def store_video(row: Video, downloads: Downloads, link: str) -> Callable[[], None]:
    content = downloads.fetch(link, videos.LARGEST_BYTES)
    suffix = videos.suffix_of(content[: videos.HEAD_BYTES])
    if suffix is None:
        raise Unavailable(f"{PurePosixPath(link).name[:100]} is no MP4, WebM or Ogg video")
    row.size = len(content)
    return lambda: row.video.save(f"video{suffix}", ContentFile(content))


def prepare(row: MediaModel, downloads: Downloads, link: str) -> Callable[[], None]:
    if isinstance(row, Image):
        return store_image(row, downloads, link)
    assert isinstance(row, Video)
    return store_video(row, downloads, link)
