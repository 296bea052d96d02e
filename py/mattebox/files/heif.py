"""What the boxes of a HEIF or AVIF file tell of its main picture: colours by numbers, EXIF.

ISO/IEC 14496-12 (boxes, items and where they lie), 23008-12 (items' properties and metadata).
"""

import struct
from collections.abc import Iterator
from contextlib import suppress

_BROKEN = struct.error, IndexError


def is_heif(data: bytes) -> bool:
    """Whether a file is built of such boxes."""
    return data[4:8] == b"ftyp"


def numbers(data: bytes) -> tuple[int, int] | None:
    """Numbers of primaries and transfer (nclx); None: it tells none, or its boxes are broken."""
    with suppress(*_BROKEN):
        at, end = _meta(data)
        main, (start, until) = _main(data, at, end), _box(data, at, end, b"iprp")
        properties = list(_boxes(data, *_box(data, start, until, b"ipco")))
        for kind, first, last in _boxes(data, start, until):
            if kind != b"ipma":
                continue
            for number in _associated(data, first, last, main):
                name, inside, _ = properties[number - 1]
                if name == b"colr" and data[inside : inside + 4] == b"nclx":
                    primaries, transfer = struct.unpack_from(">HH", data, inside + 4)
                    return primaries, transfer
    return None


def exif(data: bytes) -> bytes:
    """The main picture's, a TIFF structure; empty: there is none, or the boxes are broken."""
    with suppress(*_BROKEN):
        at, end = _meta(data)
        main, described = _main(data, at, end), dict(_descriptions(data, at, end))
        for item in _items(data, at, end, b"Exif"):
            if described.get(item, main) == main:
                block = _content(data, at, end, item)
                (skipped,) = struct.unpack_from(">I", block)
                return block[4 + skipped :]
    return b""


def _meta(data: bytes) -> tuple[int, int]:
    at, end = _box(data, 0, len(data), b"meta")
    return at + 4, end


def _main(data: bytes, at: int, end: int) -> int:
    """The main item's number."""
    at, _ = _box(data, at, end, b"pitm")
    (main,) = struct.unpack_from(">I" if data[at] else ">H", data, at + 4)
    return int(main)


def _items(data: bytes, at: int, end: int, wanted: bytes) -> Iterator[int]:
    """Numbers of the items of a type."""
    at, end = _box(data, at, end, b"iinf")
    for _, entry, _ in _boxes(data, at + (8 if data[at] else 6), end):
        number, _, kind = struct.unpack_from(">IH4s" if data[entry] == 3 else ">HH4s", data, entry + 4)
        if kind == wanted:
            yield number


def _descriptions(data: bytes, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Items that describe others, and the first that each describes; none where the file tells of none."""
    try:
        at, end = _box(data, at, end, b"iref")
    except IndexError:
        return
    number = "I" if data[at] else "H"
    for kind, entry, _ in _boxes(data, at + 4, end):
        if kind == b"cdsc":
            from_, _, to = struct.unpack_from(f">{number}H{number}", data, entry)
            yield from_, to


def _content(data: bytes, at: int, end: int, item: int) -> bytes:
    """An item's bytes, of all its extents; empty where they lie in another file."""
    for number, inside, extents in _places(data, *_box(data, at, end, b"iloc")):
        if number == item:
            base = _box(data, at, end, b"idat")[0] if inside else 0
            return b"".join(data[base + start : base + start + size if size else None] for start, size in extents)
    return b""


def _places(data: bytes, at: int, end: int) -> Iterator[tuple[int, bool, list[tuple[int, int]]]]:
    """Of each item its number, whether it lies in the box `idat` rather than in the file, and where: start and size."""
    version, widths = data[at], data[at + 4 : at + 6]
    wide_offset, wide_size, wide_base, wide_index = widths[0] >> 4, widths[0] & 15, widths[1] >> 4, widths[1] & 15
    at += 6

    def number(width: int) -> int:
        nonlocal at
        at += width
        if at > end:
            raise IndexError
        return int.from_bytes(data[at - width : at], "big")

    for _ in range(number(2 if version < 2 else 4)):
        item = number(2 if version < 2 else 4)
        inside = bool(version and number(2) & 15)
        number(2)  # of the file that it lies in
        base, many, extents = number(wide_base), number(2), []
        if many > 1 and not wide_offset:
            raise IndexError  # no end of extents without a byte
        for _ in range(many):
            number(wide_index if version else 0)
            extents.append((base + number(wide_offset), number(wide_size)))
        yield item, inside, extents


def _associated(data: bytes, at: int, end: int, main: int) -> list[int]:
    """Numbers of an item's properties, from 1."""
    version, wide = data[at], data[at + 3] & 1
    (count,) = struct.unpack_from(">I", data, at + 4)
    at += 8
    for _ in range(count):
        if at >= end:
            break
        (item,) = struct.unpack_from(">I" if version else ">H", data, at)
        at += 4 if version else 2
        many = data[at]
        numbers = struct.unpack_from(f">{many}{'H' if wide else 'B'}", data, at + 1)
        if item == main:
            return [number & (0x7FFF if wide else 0x7F) for number in numbers if number & (0x7FFF if wide else 0x7F)]
        at += 1 + many * (2 if wide else 1)
    return []


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kinds of boxes, and where their insides begin and end."""
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        until = at + size if size else end
        if size and size < head:
            return
        yield kind, at + head, min(until, end)
        at = until


def _box(data: bytes, at: int, end: int, wanted: bytes) -> tuple[int, int]:
    """Where the inside of the first box of a kind begins and ends. Raises IndexError: there is none."""
    for kind, start, until in _boxes(data, at, end):
        if kind == wanted:
            return start, until
    raise IndexError
