"""Of the pictures in a TIFF file the one that is meant: not a thumbnail, and of a camera's raw file its preview.

TIFF 6.0 and its supplement 1 (SubIFDs), Adobe's DNG, and the raw files that are built like TIFF.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from . import orientation, raw

# Directories that are followed; more is damage, or would be pages that nobody sees anyway.
_MOST = 1000

_NEW_SUBFILE_TYPE, _SUBFILE_TYPE = 0x00FE, 0x00FF
_PHOTOMETRIC, _SUB_IFDS, _DNG_VERSION = 0x0106, 0x014A, 0xC612
_PIXELS = (0x0111, 0x0144)  # strips, tiles
# Where a JPEG stands whole: as a directory's only strip, or as Exif keeps its thumbnails.
_JPEGS = ((0x0111, 0x0117), (0x0201, 0x0202))

# What each colour of a sensor has seen, and the same made linear (DNG 1.4).
_RAW = {32803, 34892}
_CANON = b"CR"  # where its raw files have it
_CANON_AT = slice(8, 10)

# TIFF's integers: the letters of struct.
_INTEGERS = {1: "B", 3: "H", 4: "I", 13: "I"}


@dataclass(frozen=True, slots=True)
class _Directory:
    at: int
    tags: dict[int, tuple[int, ...]]

    def first(self, tag: int, default: int = 0) -> int:
        return next(iter(self.tags.get(tag, ())), default)

    @property
    def full(self) -> bool:
        """It has pixels, and is neither a thumbnail nor a mask of another."""
        thumbnail_or_mask = self.first(_NEW_SUBFILE_TYPE) & 0b101 or self.first(_SUBFILE_TYPE) == 2
        return not thumbnail_or_mask and any(tag in self.tags for tag in _PIXELS)


def is_tiff(data: bytes) -> bool:
    """Whether a file begins as one; one with addresses of 64 bits does otherwise."""
    return data[:4] in {b"II*\0", b"MM\0*"}


def choose(data: bytes) -> tuple[bytes, dict[str, dict[str, int]]]:
    """The picture that is meant, if this is a TIFF file; another is returned as it is.

    Returns:
        a file in which it comes first, and notices with their values: ``"one-of-many"`` (of ``count`` pages),
        ``"raw-preview"``.

    Raises:
        RawPicture: a camera's raw file without a preview worth the name.
    """
    if not is_tiff(data):
        return data, {}
    order = "<" if data[:2] == b"II" else ">"
    try:
        chain = list(_chain(data, order, *struct.unpack_from(f"{order}I", data, 4)))
        below = [each for page in chain for at in page.tags.get(_SUB_IFDS, ()) for each in _chain(data, order, at)]
    except struct.error:
        return data, {}
    if not chain:
        return data, {}
    sensor = any(each.first(_PHOTOMETRIC) in _RAW or _DNG_VERSION in each.tags for each in (*chain, *below))
    if sensor or data[_CANON_AT] == _CANON:
        preview = raw.preview(_jpegs(data, [*chain, *below]), chain[0].first(orientation.TAG, 1))
        return preview, {"raw-preview": {}}
    pages = [each for each in chain if each.full]
    notices = {"one-of-many": {"count": len(pages)}} if len(pages) > 1 else {}
    meant = next(iter(pages or [each for each in below if each.full]), chain[0])
    if meant is chain[0]:
        return data, notices
    return data[:4] + struct.pack(f"{order}I", meant.at) + data[8:], notices


def _chain(data: bytes, order: str, at: int) -> Iterator[_Directory]:
    """A directory and those that follow it. Raises struct.error where the first is broken."""
    seen: set[int] = set()
    while at and at not in seen and len(seen) < _MOST:
        seen.add(at)
        try:
            (count,) = struct.unpack_from(f"{order}H", data, at)
            tags = dict(_entry(data, order, at + 2 + 12 * i) for i in range(count))
            (following,) = struct.unpack_from(f"{order}I", data, at + 2 + 12 * count)
        except struct.error:
            if len(seen) == 1:
                raise
            return
        yield _Directory(at, tags)
        at = following


def _entry(data: bytes, order: str, at: int) -> tuple[int, tuple[int, ...]]:
    tag, kind, count = struct.unpack_from(f"{order}HHI", data, at)
    if kind not in _INTEGERS or count > _MOST:
        return tag, ()
    values = f"{order}{count}{_INTEGERS[kind]}"
    inside = struct.calcsize(values) <= 4
    return tag, struct.unpack_from(values, data, at + 8 if inside else struct.unpack_from(f"{order}I", data, at + 8)[0])


def _jpegs(data: bytes, directories: list[_Directory]) -> list[bytes]:
    found = [
        data[each.first(start) :][: each.first(size)]
        for each in directories
        for start, size in _JPEGS
        if len(each.tags.get(start, ())) == 1
    ]
    return [each for each in found if each.startswith(b"\xff\xd8")]
