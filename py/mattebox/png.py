"""A lossless PNG writer for straight RGBA, split so that any deflate can stand between its two halves.

W3C Portable Network Graphics (third edition): section 9.2 (filters), 5.2-5.3 (signature and chunks), 11.3.2.5 (sRGB).
"""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_UP = 2
_RGBA = 6
_PERCEPTUAL = 0

# zlib's own fastest: at 12 MP level 6 takes five times as long for a file a tenth smaller.
LEVEL = 1


def filter_rows(rgba: Bytes) -> Bytes:
    """Filter every row by the one above it ("Up") and put the filter's type byte in front.

    Args:
        rgba: uint8 (H, W, 4).

    Returns:
        uint8 (H, 1 + 4·W), C-contiguous: the stream that goes through zlib's deflate into IDAT.
    """
    h, w = rgba.shape[:2]
    rows = rgba.reshape(h, 4 * w)
    out = np.empty((h, 1 + 4 * w), np.uint8)
    out[:, 0] = _UP
    out[0, 1:] = rows[0]
    np.subtract(rows[1:], rows[:-1], out=out[1:, 1:])
    return out


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk: length, type, data and the CRC of type and data."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))


def header(width: int, height: int) -> bytes:
    """Signature, IHDR (8-bit RGBA, not interlaced) and the sRGB tag; IDAT chunks and IEND follow."""
    ihdr = struct.pack(">IIBBBBB", width, height, 8, _RGBA, 0, 0, 0)
    return _SIGNATURE + chunk(b"IHDR", ihdr) + chunk(b"sRGB", bytes([_PERCEPTUAL]))


def encode(rgba: Bytes) -> bytes:
    """The whole file, deflated by zlib. rgba: uint8 (H, W, 4), straight alpha."""
    h, w = rgba.shape[:2]
    data = zlib.compress(filter_rows(rgba).data, LEVEL)
    return header(w, h) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
