"""Bytes and lines of files and web addresses, of any size: nothing here keeps more than a few megabytes."""

import hashlib
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Protocol
from urllib.parse import urlsplit

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential
from tenacity.nap import sleep
from tenacity.wait import wait_base

from config import outbound
from exercises.importing.source import SourceError, is_passing

CHUNK = 256 * 1024
LARGEST_OUTPUT = 4 * 1024 * 1024
LONGEST_LINE = 16 * 1024 * 1024
ENDS_READ = 64 * 1024
GZIP = b"\x1f\x8b"
ATTEMPTS = 6
# Bytes after which the attempts are counted anew: a download of hours may break more often than a page.
HEALTHY = 32 * 1024 * 1024

Progress = Callable[[int], object]


class Source(Protocol):
    """A place of bytes.  ``identity`` changes with its content; ``size`` is None if it cannot be told."""

    @property
    def name(self) -> str: ...

    @property
    def size(self) -> int | None: ...

    @property
    def identity(self) -> str: ...

    def chunks(self) -> Iterator[bytes]:
        """From its begin, as it is stored.  Raises ``SourceError``."""


class LocalFile:
    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.name
        try:
            self.size: int | None = path.stat().st_size
            self.identity = self.fingerprint(self.size or 0)
        except OSError as error:
            raise SourceError(f"{path} cannot be read: {error.strerror}.") from error

    def fingerprint(self, size: int) -> str:
        found = hashlib.sha256(str(size).encode())
        with self.path.open("rb") as file:
            found.update(file.read(ENDS_READ))
            file.seek(-min(size, ENDS_READ), os.SEEK_END)
            found.update(file.read(ENDS_READ))
        return found.hexdigest()

    def chunks(self) -> Iterator[bytes]:
        try:
            with self.path.open("rb") as file:
                while chunk := file.read(CHUNK):
                    yield chunk
        except OSError as error:
            raise SourceError(f"{self.path} cannot be read: {error.strerror}.") from error


class WebFile:
    """A file that is read while it is loaded.  Where the connection breaks, the rest is asked for."""

    def __init__(self, url: str, client: outbound.Client, *, wait: wait_base | None = None) -> None:
        self.url, self.client = url, client
        self.wait = wait or wait_exponential(multiplier=1, max=60)
        self.name = PurePosixPath(urlsplit(url).path).name or url
        headers = self.head()
        length = headers.get("content-length", "")
        self.size = int(length) if length.isdecimal() else None
        self.version = headers.get("etag") or headers.get("last-modified") or ""
        self.identity = hashlib.sha256(f"{url}\n{self.version}\n{length}".encode()).hexdigest()

    def head(self) -> outbound.Headers:
        with said(self.url):
            response = self.retrying()(self.client.head, self.url, headers={"Accept-Encoding": "identity"})
            if response.status_code in {outbound.codes.METHOD_NOT_ALLOWED, outbound.codes.NOT_IMPLEMENTED}:
                return outbound.Headers()
            response.raise_for_status()
            return response.headers

    def retrying(self) -> Retrying:
        return Retrying(
            retry=retry_if_exception(is_passing), stop=stop_after_attempt(ATTEMPTS), wait=self.wait, reraise=True
        )

    def chunks(self) -> Iterator[bytes]:
        done, attempt = 0, 0
        while True:
            begin = done
            try:
                for chunk in self.part(done):
                    done += len(chunk)
                    yield chunk
            except outbound.HTTPError as error:
                attempt = 1 if done - begin > HEALTHY else attempt + 1
                if attempt >= ATTEMPTS or not is_passing(error):
                    raise SourceError(f"{self.url} cannot be read: {error}") from error
                self.pause(attempt)
            else:
                return

    def pause(self, attempt: int) -> None:
        """As long as between calls, but between two parts of one download."""
        state = RetryCallState(self.retrying(), None, (), {})
        state.attempt_number = attempt
        sleep(self.wait(state))

    def part(self, begin: int) -> Iterator[bytes]:
        """The bytes from ``begin`` on."""
        headers = {"Accept-Encoding": "identity"}
        if begin:
            headers |= {"Range": f"bytes={begin}-"} | ({"If-Range": self.version} if self.version else {})
        with self.client.stream("GET", self.url, headers=headers) as response:
            response.raise_for_status()
            skipped = begin if response.status_code != outbound.codes.PARTIAL_CONTENT else 0
            for chunk in response.iter_raw():
                kept = chunk[skipped:]
                skipped -= len(chunk) - len(kept)
                if kept:
                    yield kept


@contextmanager
def said(name: str) -> Iterator[None]:
    """Errors of the web as one sentence."""
    try:
        yield
    except (outbound.HTTPError, outbound.InvalidURL, UnicodeError) as error:
        raise SourceError(f"{name} cannot be read: {error}") from error


def watched(chunks: Iterator[bytes], progress: Progress) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk
        progress(len(chunk))


def unpacked(chunks: Iterator[bytes], name: str) -> Iterator[bytes]:
    """The content of a gzip file, of several that follow each other, or the bytes themselves if it is none."""
    first = next(chunks, b"")
    while len(first) < len(GZIP) and (more := next(chunks, b"")):
        first += more
    if not first.startswith(GZIP):
        yield first
        yield from chunks
        return
    unzip = Unzip(name)
    yield from unzip.feed(first)
    for chunk in chunks:
        yield from unzip.feed(chunk)
    if not unzip.is_complete:
        raise SourceError(f"{name} ends in the middle.")


class Unzip:
    def __init__(self, name: str) -> None:
        self.name = name
        self.stream = zlib.decompressobj(wbits=31)

    @property
    def is_complete(self) -> bool:
        return self.stream.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What ``data`` unpacks to, in bounded pieces: a small file may hold very much."""
        while data:
            if self.stream.eof:
                # Zeroes fill up the last block of a tape or a disk.
                data = data.lstrip(b"\0")
                if not data:
                    return
                self.stream = zlib.decompressobj(wbits=31)
            try:
                yield self.stream.decompress(data, LARGEST_OUTPUT)
            except zlib.error as error:
                raise SourceError(f"{self.name} is damaged: {error}.") from error
            data = self.stream.unconsumed_tail or self.stream.unused_data


def without_first(chunks: Iterator[bytes], number: int) -> Iterator[bytes]:
    """All but the first ``number`` bytes."""
    for chunk in chunks:
        if number < len(chunk):
            yield chunk[number:] if number else chunk
            number = 0
        else:
            number -= len(chunk)


def lines(chunks: Iterator[bytes], begin: int = 0) -> Iterator[tuple[int, bytes | None]]:
    """Each line with the place of its end, counted from ``begin``; None instead of one that is too long."""
    waiting, size, end = [b""], 0, begin
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        size += len(first)
        waiting = [*waiting, first] if size <= LONGEST_LINE else []
        for other in others:
            end += size + 1
            yield end, b"".join(waiting) if waiting else None
            waiting, size = [other], len(other)
    if size:
        yield end + size, b"".join(waiting) if waiting else None
