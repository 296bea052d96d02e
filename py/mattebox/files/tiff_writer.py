"""A TIFF writer for a cut-out and its mask, strip by strip: two pages, deflated, with all of the original's EXIF.

TIFF 6.0 (Adobe 1992): sections 2 (structure), 14 (differencing predictor), 18 (unassociated alpha); Photoshop TIFF
Technical Notes (2002) for deflate.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from fractions import Fraction

import numpy as np

from ..arrays import Bytes
from ..imaging.bleed import bled
from ..progress import Steps

# Bytes of rows that are deflated at a time, for a strip of their own.
STRIP = 1 << 20

_SHORT, _LONG, _RATIONAL, _UNDEFINED = 3, 4, 5, 7
_CODES = {_SHORT: "H", _LONG: "I"}
_DEFLATE, _HORIZONTAL, _UNASSOCIATED, _INCH = 8, 2, 2, 2
_BLACK_IS_ZERO, _RGB = 1, 2
# Bytes of an entry of a directory.
_ENTRY = 12

Values = dict[int, tuple[int, tuple[int, ...] | bytes]]
"""By tag: the type and the values, or their bytes."""


def write(
    rgba: Bytes,
    take: Callable[[bytes], object],
    dpi: tuple[float, float] | None = None,
    exif: bytes = b"",
    profile: bytes = b"",
) -> Steps[None]:
    """Make a file, and hand it over part by part.

    EXIF is a TIFF structure itself: the file begins with it, so that all of its offsets stay right, and the first
    page's directory takes over its entries.

    Args:
        rgba: uint8 (H, W, 4), straight RGBA. Its alpha is the second page, too.
        take: given each part, once all are made: the head says where the directories are.
        dpi: pixels per inch across and down, if the file shall tell.
        exif: a TIFF structure, if the file shall have one.
        profile: ICC, likewise.

    Yields:
        The fraction of the rows that are written, after each strip of them.
    """
    head = bytearray(exif or b"II*\0\0\0\0\0")
    order = "<" if head[:2] == b"II" else ">"
    more = _entries(head, order) if exif else {}
    strips: list[bytes] = []
    pages = []
    for pixels, share, from_ in ((rgba, 0.8, 0.0), (rgba[..., 3:], 0.2, 0.8)):
        first = len(strips)
        rows = max(1, STRIP // (pixels.shape[1] * pixels.shape[2]))
        for strip, done in _strips(pixels, rows):
            strips.append(strip)
            yield from_ + share * done
        pages.append((pixels, rows, first, len(strips)))
    body = bytearray(-len(head) % 2)
    starts = []
    at = len(head) + len(body)
    for strip in strips:
        starts.append(at)
        at += len(strip)
    tail = bytearray(at % 2)
    at += len(tail)
    link = 4  # where the address of the next directory belongs
    for pixels, rows, first, last in pages:
        values = _layout(pixels, rows, starts[first:last], [len(strip) for strip in strips[first:last]], dpi, order)
        if profile and not first:
            values[0x8773] = _UNDEFINED, profile
        directory, data = _directory(values, {} if first else more, at, order)
        address = struct.pack(order + "I", at + len(data))
        if first:
            tail[link : link + 4] = address
        else:
            head[link : link + 4] = address
        tail += data + directory
        link = len(tail) - 4
        at += len(data) + len(directory)
    for part in (bytes(head), bytes(body), *strips, bytes(tail)):
        if part:
            take(part)


def _strips(pixels: Bytes, rows: int) -> Iterator[tuple[bytes, float]]:
    """Rows of uint8 (H, W, C), each pixel less its neighbour on the left, deflated; and the fraction done.

    Under what is clear the edge's colour goes on a little: see `bled`.
    """
    height = len(pixels)
    for top in range(0, height, rows):
        whole = slice(top, min(top + rows, height))
        part = bled(pixels, whole) if pixels.shape[2] == 4 else pixels[whole]
        less = np.array(part, order="C")
        less[:, 1:] -= part[:, :-1]
        deflate = zlib.compressobj(1, memLevel=9, strategy=zlib.Z_RLE)
        yield deflate.compress(less.data) + deflate.flush(), min(1, (top + rows) / height)


def _layout(
    pixels: Bytes, rows: int, starts: list[int], sizes: list[int], dpi: tuple[float, float] | None, order: str
) -> Values:
    height, width, channels = pixels.shape
    values: Values = {
        0x0100: (_LONG, (width,)),
        0x0101: (_LONG, (height,)),
        0x0102: (_SHORT, (8,) * channels),
        0x0103: (_SHORT, (_DEFLATE,)),
        0x0106: (_SHORT, (_RGB if channels == 4 else _BLACK_IS_ZERO,)),
        0x0111: (_LONG, tuple(starts)),
        0x0115: (_SHORT, (channels,)),
        0x0116: (_LONG, (rows,)),
        0x0117: (_LONG, tuple(sizes)),
        0x013D: (_SHORT, (_HORIZONTAL,)),
    }
    if channels == 4:
        values[0x0152] = _SHORT, (_UNASSOCIATED,)
    if dpi is not None:
        for tag, value in zip((0x011A, 0x011B), dpi, strict=True):
            share = Fraction(value).limit_denominator(10_000)
            values[tag] = _RATIONAL, struct.pack(order + "II", share.numerator, share.denominator)
        values[0x0128] = _SHORT, (_INCH,)
    return values


def _entries(exif: bytes | bytearray, order: str) -> dict[int, bytes]:
    """Those of the first directory, as they stand there."""
    (at,) = struct.unpack_from(order + "I", exif, 4)
    (count,) = struct.unpack_from(order + "H", exif, at)
    entries = (bytes(exif[start : start + _ENTRY]) for start in range(at + 2, at + 2 + count * _ENTRY, _ENTRY))
    return {struct.unpack(order + "H", entry[:2])[0]: entry for entry in entries}


def _directory(values: Values, more: dict[int, bytes], at: int, order: str) -> tuple[bytes, bytes]:
    """A directory that nothing follows yet, and what belongs before it, which begins at ``at``."""
    entries, data = dict(more), bytearray()
    for tag, (kind, value) in values.items():
        raw = value if isinstance(value, bytes) else struct.pack(f"{order}{len(value)}{_CODES[kind]}", *value)
        count = 1 if kind == _RATIONAL else len(value)
        if len(raw) > 4:
            place = struct.pack(order + "I", at + len(data))
            data += raw + bytes(len(raw) % 2)
        else:
            place = raw.ljust(4, b"\0")
        entries[tag] = struct.pack(order + "HHI", tag, kind, count) + place
    listed = b"".join(entry for _, entry in sorted(entries.items()))
    return struct.pack(order + "H", len(entries)) + listed + bytes(4), bytes(data)
