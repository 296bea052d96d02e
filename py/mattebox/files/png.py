"""A lossless PNG writer for straight RGBA and for grey.

W3C Portable Network Graphics (third edition): section 9.2 (filters), 12.7 (choosing them), 5.2-5.3 (signature and
chunks), 11.3.2.5 (sRGB), 11.3.4.3 (pHYs), 11.3.4.5 (eXIf).
"""

import struct
import zlib
from collections.abc import Callable
from itertools import pairwise

import numpy as np

from ..arrays import Bytes
from ..imaging.bleed import bled
from ..progress import Steps, drain

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SUB, _UP, _AVERAGE = 1, 2, 3
_COLOUR_TYPES = {1: 0, 4: 6}
_PERCEPTUAL = 0
_PER_METRE = 1
_INCHES_PER_METRE = 1 / 0.0254

# Each row's filter is chosen by one in so many of its pixels.
_SAMPLED = 48
# Bytes of rows that are filtered and deflated at a time, for a chunk of their own: they stay in the processor's cache.
BAND = 1 << 20


def write(
    pixels: Bytes, take: Callable[[bytes], object], dpi: tuple[float, float] | None = None, exif: bytes = b""
) -> Steps[None]:
    """Make a file, and hand it over part by part: its head, one chunk of rows after the other, its end.

    Every row has the filter (Sub, Up or Average) that leaves the smallest sum of absolute differences; Paeth would save
    another fiftieth and take as long as all the rest. In what a filter leaves of a photograph repetitions are chance,
    but for runs of what is transparent or smooth; so deflate looks for runs only (Z_RLE). Next to zlib's level 1 that
    takes two thirds of the time.

    Under what is clear the edge's colour goes on a little: see `bled`.

    Args:
        pixels: uint8 (H, W, 4), straight RGBA, or (H, W), grey.
        take: given each part.
        dpi: pixels per inch across and down, if the file shall tell.
        exif: a TIFF structure, if the file shall have one.

    Yields:
        The fraction of the rows that are written, after each chunk of them.
    """
    h, w = pixels.shape[:2]
    row = pixels.size // h
    deep = row // w
    take(_header(w, h, deep))
    if dpi is not None:
        across, down = (round(each * _INCHES_PER_METRE) for each in dpi)
        take(_chunk(b"pHYs", struct.pack(">IIB", across, down, _PER_METRE)))
    if exif:
        take(_chunk(b"eXIf", exif))
    deflate = zlib.compressobj(1, memLevel=9, strategy=zlib.Z_RLE)
    band = max(1, BAND // row)
    before = np.zeros((1, row), np.uint8)
    for top in range(0, h, band):
        rows = slice(top, min(top + band, h))
        part = (pixels[rows] if deep == 1 else bled(pixels, rows)).reshape(-1, row)
        above = np.concatenate([before, part[:-1]])
        before = part[-1:]
        if data := deflate.compress(_filtered(part, above, deep).data):
            take(_chunk(b"IDAT", data))
        yield min(1, (top + band) / h)
    take(_chunk(b"IDAT", deflate.flush()))
    take(_chunk(b"IEND", b""))


def encode(rgba: Bytes) -> bytes:
    """The whole file. rgba: uint8 (H, W, 4), straight alpha."""
    parts: list[bytes] = []
    drain(write(rgba, parts.append))
    return b"".join(parts)


def _filtered(rows: Bytes, above: Bytes, deep: int) -> Bytes:
    """Rows and the number of the filter before each: uint8 (h, row) → (h, 1 + row); ``above`` is one row further up."""
    out = np.empty((len(rows), 1 + rows.shape[1]), np.uint8)
    kinds = out[:, 0] = _filters(rows, above, deep)
    ends = [0, *(np.flatnonzero(np.diff(kinds)) + 1), len(rows)]
    for top, bottom in pairwise(ends):
        now, up, target = rows[top:bottom], above[top:bottom], out[top:bottom, 1:]
        kind = kinds[top]
        if kind == _UP:
            np.subtract(now, up, out=target)
            continue
        target[:, :deep] = now[:, :deep] - (up[:, :deep] >> 1 if kind == _AVERAGE else 0)
        left, here = now[:, :-deep], now[:, deep:]
        np.subtract(here, _mean(left, up[:, deep:]) if kind == _AVERAGE else left, out=target[:, deep:])
    return out


def _filters(rows: Bytes, above: Bytes, deep: int) -> Bytes:
    """The number of the filter for each row."""
    shape = len(rows), -1, deep
    here, above = rows.reshape(shape), above.reshape(shape)
    x, left, up = here[:, 1::_SAMPLED], here[:, :-1:_SAMPLED], above[:, 1::_SAMPLED]
    sums = [_absolute(x - guess).sum((1, 2), dtype=np.uint32) for guess in (left, up, _mean(left, up))]
    return np.asarray(_SUB + np.argmin(sums, 0), np.uint8)  # they follow each other


def _mean(a: Bytes, b: Bytes) -> Bytes:
    """Rounded down, in eight bits."""
    return np.asarray((a & b) + ((a ^ b) >> 1), np.uint8)


def _absolute(difference: Bytes) -> Bytes:
    """Of what has wrapped around."""
    return np.minimum(difference, 0 - difference)


def _chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk: length, type, data and the CRC of type and data."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))


def _header(width: int, height: int, channels: int) -> bytes:
    """Signature, IHDR (8 bits a channel, not interlaced) and the sRGB tag; other chunks and IEND follow."""
    ihdr = struct.pack(">IIBBBBB", width, height, 8, _COLOUR_TYPES[channels], 0, 0, 0)
    return _SIGNATURE + _chunk(b"IHDR", ihdr) + _chunk(b"sRGB", bytes([_PERCEPTUAL]))
