"""What is a picture, as the page has it."""

import re

import pytest

from mattebox.catalogue import kinds
from tools.here import WEB


@pytest.mark.parametrize(
    "name", ["a.jpg", "a.JPEG", "a.jfif", "a.jpe", "a.hif", "b.heic", "x.y.tif", "a.avif", "a.webp"]
)
def test_by_its_ending(name: str) -> None:
    assert kinds.says_picture(name)


@pytest.mark.parametrize("name", ["a.txt", "jpg", "a.jpg.xmp", "a.psd", ".DS_Store"])
def test_no_picture_by_its_ending(name: str) -> None:
    assert not kinds.says_picture(name)


def test_endings_are_the_pages() -> None:
    text = (WEB / "app" / "picture" / "kinds.js").read_text()
    page = re.search(r"ENDINGS = /(.*)/i;", text)
    assert page is not None and page[1] == kinds.ENDINGS.pattern


HEADS = {
    "JPEG": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "PNG": b"\x89PNG\r\n\x1a\n",
    "GIF": b"GIF89a",
    "WebP": b"RIFF\x0a\0\x0d\0WEBPVP8 ",
    "BMP": b"BM\x36\x0a\x0d\0\0\0\0\0",
    "TIFF": b"II*\0",
    "BigTIFF": b"MM\0+",
    "AVIF": b"\0\0\0\x20ftypavif\0\0\0\0",
    "HEIF": b"\0\0\0\x0aftypmif1\0\0\0\0heic",
    "JPEG XL": b"\xff\x0a",
    "JPEG 2000": b"\0\0\0\x0cjP  \r\n\x87\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_by_its_first_bytes(head: bytes) -> None:
    assert kinds.looks_like_picture(head)


@pytest.mark.parametrize("head", [b"", b"BM", b"%PDF-1.7", b"{}", b"xx\xff\xd8\xff", b"\0\0\0\x20ftypmp42", b"GIF"])
def test_something_else(head: bytes) -> None:
    assert not kinds.looks_like_picture(head)
