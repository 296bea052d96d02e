"""TIFF files of several pictures, put together by hand: pages, thumbnails, cameras' raw files."""

import io
import struct
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

ORIENTATION = 0x0112
NEW_SUBFILE_TYPE, PHOTOMETRIC, STRIP, SUB_IFDS, DNG_VERSION = 0x00FE, 0x0106, 0x0111, 0x014A, 0xC612
SENSOR = 32803


@dataclass
class Page:
    """A picture, uncompressed or as a JPEG; tags of its own; pictures below it."""

    picture: Image.Image
    tags: dict[int, int] = field(default_factory=dict)
    below: tuple["Page", ...] = ()
    jpeg: bool = False


def tiff(*pages: Page) -> bytes:
    out = bytearray(b"II*\0\0\0\0\0")
    _chain(out, 4, pages)
    return bytes(out)


def raw(preview: Image.Image, orientation: int = 1) -> bytes:
    """A DNG: first a thumbnail, below it the preview and what the sensor saw."""
    small = preview.resize((160, 120))
    seen = Page(preview.convert("L").resize((400, 300)), {PHOTOMETRIC: SENSOR})
    tags = {NEW_SUBFILE_TYPE: 1, DNG_VERSION: 1, ORIENTATION: orientation}
    return tiff(Page(small, tags, (seen, Page(preview, {NEW_SUBFILE_TYPE: 1}, jpeg=True))))


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=95)
    return out.getvalue()


def _chain(out: bytearray, pointer: int, pages: tuple[Page, ...]) -> None:
    """Write directories one after the other, the address of the first to where `pointer` says."""
    for page in pages:
        at = _directory(out, page)
        struct.pack_into("<I", out, pointer, at)
        pointer = at + 2 + 12 * struct.unpack_from("<H", out, at)[0]


def _directory(out: bytearray, page: Page) -> int:
    mode = page.picture.mode
    data = _jpeg(page.picture) if page.jpeg else np.asarray(page.picture).tobytes()
    channels = {"L": 1, "RGB": 3}[mode]
    tags = {0x0100: page.picture.width, 0x0101: page.picture.height, 0x0102: 8, 0x0103: 7 if page.jpeg else 1}
    tags |= {PHOTOMETRIC: 6 if page.jpeg else {"L": 1, "RGB": 2}[mode], STRIP: len(out), 0x0115: channels}
    tags |= {0x0116: page.picture.height, 0x0117: len(data), **page.tags}
    out += data + bytes(len(data) % 2)
    starts = []
    for each in page.below:
        pointer = len(out)
        out += bytes(4)
        _chain(out, pointer, (each,))
        starts.append(struct.unpack_from("<I", out, pointer)[0])
    bits = len(out)
    out += struct.pack("<3H", 8, 8, 8) + bytes(2)
    rows = {tag: (4, 1, value) for tag, value in tags.items()}
    if channels == 3:
        rows[0x0102] = (3, 3, bits)
    if starts:
        rows[SUB_IFDS] = (4, len(starts), starts[0] if len(starts) == 1 else len(out))
        out += b"".join(struct.pack("<I", start) for start in starts)
    at = len(out)
    out += struct.pack("<H", len(rows))
    for tag, row in sorted(rows.items()):
        out += struct.pack("<HHII", tag, *row)
    out += bytes(4)
    return at
