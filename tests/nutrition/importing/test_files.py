import gzip

import httpx
import pytest
from tenacity import wait_none

from config import outbound
from exercises.importing.source import SourceError
from nutrition.importing import files
from nutrition.importing.addresses import client
from nutrition.importing.files import LocalFile, WebFile, lines, unpacked, without_first

CONTENT = b"".join(b"line %d\n" % number for number in range(2000))


def pieces(content, size):
    return iter([content[place : place + size] for place in range(0, len(content), size)])


@pytest.mark.parametrize("size", [1, 3, 1000, 100_000])
@pytest.mark.parametrize(
    "packed",
    [CONTENT, gzip.compress(CONTENT), gzip.compress(CONTENT[:99]) + gzip.compress(CONTENT[99:]) + b"\0" * 512],
    ids=["plain", "gzip", "several gzips and filling"],
)
def test_content_is_unpacked_whatever_the_pieces(packed, size):
    assert b"".join(unpacked(pieces(packed, size), "x")) == CONTENT


@pytest.mark.parametrize("packed", [gzip.compress(CONTENT)[:-20], gzip.compress(CONTENT)[:50] + b"junk" * 20])
def test_damaged_gzip_is_an_error(packed):
    with pytest.raises(SourceError):
        list(unpacked(iter([packed]), "x"))


def test_small_file_that_unpacks_to_much_comes_in_bounded_pieces():
    sizes = [len(chunk) for chunk in unpacked(iter([gzip.compress(bytes(20_000_000))]), "x")]

    assert sum(sizes) == 20_000_000
    assert max(sizes) <= files.LARGEST_OUTPUT


@pytest.mark.parametrize("size", [1, 5, 100])
def test_lines_have_the_places_of_their_ends(size):
    assert list(lines(pieces(b"ab\n\ncde\nf", size))) == [(3, b"ab"), (4, b""), (8, b"cde"), (9, b"f")]


def test_reading_goes_on_from_the_end_of_a_line():
    assert list(lines(without_first(pieces(b"ab\n\ncde\nf", 2), 4), 4)) == [(8, b"cde"), (9, b"f")]


@pytest.mark.parametrize("size", [1, 5, 100])
def test_line_that_is_too_long_is_left_out_without_being_kept(monkeypatch, size):
    monkeypatch.setattr(files, "LONGEST_LINE", 4)

    found = list(lines(pieces(b"ab\n1234567890\ncd\n1234567890", size)))

    assert [end for end, _ in found] == [3, 14, 17, 27]
    if size < 5:
        assert [line for _, line in found] == [b"ab", None, b"cd", None]


def test_same_content_is_the_same_file(tmp_path):
    (tmp_path / "a").write_bytes(CONTENT)
    (tmp_path / "b").write_bytes(CONTENT)
    (tmp_path / "c").write_bytes(CONTENT + b"x")

    a, b, c = (LocalFile(tmp_path / name).identity for name in "abc")

    assert a == b != c


def test_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(SourceError, match=r"none cannot be read: No such file or directory\."):
        LocalFile(tmp_path / "none")


class Breaking(httpx.SyncByteStream):
    """Sends some bytes, then the connection is gone."""

    def __init__(self, content, after):
        self.content, self.after = content, after

    def __iter__(self):
        yield self.content[: self.after]
        if self.after < len(self.content):
            raise httpx.ReadError("gone")


def web(knows_ranges, asked, after=5000):
    def answer(request):
        if request.method == "HEAD":
            return httpx.Response(200, headers={"ETag": '"1"', "Content-Length": str(len(CONTENT))})
        wanted = request.headers.get("Range")
        asked.append(wanted)
        begin = int(wanted[6:-1]) if wanted and knows_ranges else 0
        part = Breaking(CONTENT[begin:], after if len(asked) < 3 else len(CONTENT))
        return httpx.Response(206 if begin else 200, stream=part)

    return WebFile("https://remote.example/dump", httpx.Client(transport=httpx.MockTransport(answer)), wait=wait_none())


@pytest.mark.parametrize("knows_ranges", [True, False])
def test_download_that_breaks_goes_on_where_it_was(knows_ranges):
    asked = []

    assert b"".join(web(knows_ranges, asked).chunks()) == CONTENT
    assert asked == [None, "bytes=5000-", "bytes=10000-" if knows_ranges else "bytes=5000-"]


def test_download_that_always_breaks_is_an_error():
    source = web(knows_ranges=True, asked=[])
    source.client = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(503)))

    with pytest.raises(SourceError, match="503"):
        list(source.chunks())


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.5", "192.168.1.1", "[::1]", "169.254.169.254"])
def test_private_addresses_are_not_asked(address):
    with pytest.raises(outbound.Refused, match="--private-addresses"):
        client(transport=httpx.MockTransport(lambda request: httpx.Response(200))).get(f"http://{address}/")


def test_redirect_to_a_private_address_is_not_followed():
    def answer(request):
        return httpx.Response(302, headers={"Location": "http://127.0.0.1/"})

    with pytest.raises(outbound.Refused, match=r"127\.0\.0\.1"):
        client(transport=httpx.MockTransport(answer)).get("http://1.1.1.1/")


def test_private_addresses_are_asked_if_that_is_wanted():
    answer = client(private=True, transport=httpx.MockTransport(lambda request: httpx.Response(204)))

    assert answer.get("http://127.0.0.1/").status_code == 204
