"""Pictures of an archive: their bytes are kept if nothing but a picture is in them, else they are written anew."""

from io import BytesIO

from PIL import Image

from config.api import pictures

# Chunks that a picture needs.  All else may carry what the person does not want to show, such as places.
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
WEBP_CHUNKS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
JPEG_END = b"\xff\xd9"
JPEG_MARKERS = {"APP0"}


def kept(content: bytes) -> pictures.Picture:
    """As this or another server has cleaned it once; raises ``UnusablePicture``.

    Each writing anew costs a JPEG some of its quality, and moving house must not.
    """
    cleaned = pictures.clean(content)
    with Image.open(BytesIO(content)) as opened:
        kind = str(opened.format)
        markers = {name for name, _ in getattr(opened, "applist", [])}
        is_plain = opened.mode in pictures.PLAIN_MODES and not opened.getexif()
        same_size = opened.size == (cleaned.width, cleaned.height)
    if is_plain and same_size and holds_nothing_else(kind, content, markers):
        return pictures.Picture(content, cleaned.extension, cleaned.width, cleaned.height)
    return cleaned


def holds_nothing_else(kind: str, content: bytes, markers: set[str]) -> bool:
    if kind == "JPEG":
        return markers <= JPEG_MARKERS and content.endswith(JPEG_END) and content.count(JPEG_END) == 1
    if kind == "PNG":
        return only_chunks(content, PNG_CHUNKS, begin=len(PNG_SIGNATURE), is_webp=False)
    return int.from_bytes(content[4:8], "little") + 8 == len(content) and only_chunks(
        content, WEBP_CHUNKS, begin=12, is_webp=True
    )


def only_chunks(content: bytes, allowed: set[bytes], *, begin: int, is_webp: bool) -> bool:
    """Whether the file consists of chunks of these names, to its last byte."""
    at = begin
    while at + 8 <= len(content):
        first, second = content[at : at + 4], content[at + 4 : at + 8]
        name, length = (first, int.from_bytes(second, "little")) if is_webp else (second, int.from_bytes(first, "big"))
        if name not in allowed:
            return False
        # A PNG chunk ends with a checksum; a WebP chunk is filled up to an even length.
        at += 8 + length + (length % 2 if is_webp else 4)
    return at == len(content)
