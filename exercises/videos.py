"""Videos from outside: told by their content, measured where ffprobe is installed."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from tempfile import NamedTemporaryFile
from typing import Any, Final

LARGEST_BYTES: Final = 100 * 1024 * 1024
HEAD_BYTES: Final = 64
PROBE_SECONDS: Final = 15
# What else is kept in the container of MP4: pictures, sound, QuickTime.
OTHER_BRANDS: Final = {
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis", b"crx ",
    b"M4A ", b"M4B ", b"M4P ", b"qt  ",
}  # fmt: skip
# ffprobe is told the format, so that nobody makes it follow a playlist.
FORMATS: Final = {".mp4": "mov", ".webm": "matroska", ".ogv": "ogg"}


class UnusableVideo(ValueError):
    """The sentence is for the person who sent the video."""


@dataclass(frozen=True, slots=True)
class Film:
    """What a video tells about itself; zero and empty where nobody could look.  Pixels, seconds, bytes."""

    suffix: str
    size: int
    width: int = 0
    height: int = 0
    duration: Decimal = Decimal(0)
    codec: str = ""
    codec_long: str = ""


def suffix_of(head: bytes) -> str | None:
    """``.mp4``, ``.webm`` or ``.ogv`` by the first ``HEAD_BYTES`` of a file; ``None`` for all else."""
    if head[4:8] == b"ftyp" and head[8:12] not in OTHER_BRANDS:
        return ".mp4"
    if head[:4] == b"\x1aE\xdf\xa3" and b"webm" in head:
        return ".webm"
    return ".ogv" if head[:4] == b"OggS" else None


def examine(file: Any) -> Film:
    """What an uploaded video is; raises ``UnusableVideo``."""
    if file.size > LARGEST_BYTES:
        raise UnusableVideo(f"The video has more than {LARGEST_BYTES // 1024 // 1024} MB.")
    file.seek(0)
    suffix = suffix_of(file.read(HEAD_BYTES))
    if suffix is None:
        raise UnusableVideo("This is no MP4, WebM or Ogg video.")
    found = measure(file, FORMATS[suffix])
    file.seek(0)
    return Film(
        suffix,
        file.size,
        width=whole(found.get("width")),
        height=whole(found.get("height")),
        duration=seconds(found.get("duration")),
        codec=str(found.get("codec_name", ""))[:30],
        codec_long=str(found.get("codec_long_name", ""))[:100],
    )


def measure(file: Any, form: str) -> dict[str, Any]:
    """The first video stream as ffprobe describes it; empty if it is not installed or cannot read the file."""
    program = shutil.which("ffprobe")
    if program is None:
        return {}
    if hasattr(file, "temporary_file_path"):
        return probe(program, file.temporary_file_path(), form)
    with NamedTemporaryFile() as copy:
        file.seek(0)
        shutil.copyfileobj(file, copy)
        copy.flush()
        return probe(program, copy.name, form)


def probe(program: str, path: str, form: str) -> dict[str, Any]:
    command = [
        program, "-v", "error", "-protocol_whitelist", "file", "-f", form, "-select_streams", "v:0",
        "-show_entries", "stream=codec_name,codec_long_name,width,height,duration:format=duration",
        "-of", "json", path,
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, timeout=PROBE_SECONDS, check=True)  # noqa: S603 (no shell; the name is ours)
        found = json.loads(done.stdout)
        return {**found.get("format", {}), **next(iter(found.get("streams", [])), {})}
    except (OSError, subprocess.SubprocessError, ValueError, TypeError, AttributeError):
        return {}


def whole(value: Any) -> int:
    return value if isinstance(value, int) and 0 < value < 2**31 else 0


def seconds(value: Any) -> Decimal:
    try:
        found = Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        return Decimal(0)
    return found if 0 < found < 10**9 else Decimal(0)
