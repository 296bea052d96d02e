"""A lossless PNG writer for straight RGBA.

W3C Portable Network Graphics (third edition): section 9.2 (filters), 5.2-5.3 (signature and chunks), 11.3.2.5 (sRGB).
"""

import struct
import zlib
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_UP = 2
_RGBA = 6
_PERCEPTUAL = 0

# Bytes of rows that are filtered and deflated at a time, for a chunk of their own: they stay in the processor's cache.
BAND = 1 << 20


def write(rgba: Bytes, take: Callable[[bytes], object]) -> Iterator[float]:
    """Make a file, and hand it over part by part: its head, one chunk of rows after the other, its end.

    Every row is filtered by the one above it ("Up"). In what that leaves of a photograph repetitions are chance, but
    for runs of what is transparent or smooth; so deflate looks for runs only (Z_RLE). Next to zlib's level 1 that takes
    two thirds of the time for files a sixth smaller.

    Args:
        rgba: uint8 (H, W, 4), straight alpha.
        take: given each part.

    Yields:
        The fraction of the rows that are written, after each chunk of them.
    """
    h, w = rgba.shape[:2]
    rows = rgba.reshape(h, 4 * w)
    take(_header(w, h))
    deflate = zlib.compressobj(1, memLevel=9, strategy=zlib.Z_RLE)
    band = max(1, BAND // (4 * w))
    for top in range(0, h, band):
        part = rows[top : top + band]
        filtered = np.empty((len(part), 1 + 4 * w), np.uint8)
        filtered[:, 0] = _UP
        filtered[0, 1:] = part[0] - rows[top - 1] if top else part[0]
        np.subtract(part[1:], part[:-1], out=filtered[1:, 1:])
        if data := deflate.compress(filtered.data):
            take(_chunk(b"IDAT", data))
        yield min(1, (top + band) / h)
    take(_chunk(b"IDAT", deflate.flush()))
    take(_chunk(b"IEND", b""))


def encode(rgba: Bytes) -> bytes:
    """The whole file. rgba: uint8 (H, W, 4), straight alpha."""
    parts: list[bytes] = []
    for _ in write(rgba, parts.append):
        pass
    return b"".join(parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk: length, type, data and the CRC of type and data."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))


def _header(width: int, height: int) -> bytes:
    """Signature, IHDR (8-bit RGBA, not interlaced) and the sRGB tag; IDAT chunks and IEND follow."""
    ihdr = struct.pack(">IIBBBBB", width, height, 8, _RGBA, 0, 0, 0)
    return _SIGNATURE + _chunk(b"IHDR", ihdr) + _chunk(b"sRGB", bytes([_PERCEPTUAL]))
