"""The sRGB profile, for files that have no other way to say what their colours mean.

ICC.1:2010 (profile version 4): a matrix profile, its curves the function of IEC 61966-2-1 in parametric form.
"""

import functools
import struct

# Of the primaries and the white point, adapted to D50 as the format wants it (the values of sRGB v4 profiles).
_COLUMNS = {
    b"rXYZ": (0.43606567, 0.22248840, 0.01391602),
    b"gXYZ": (0.38514709, 0.71687317, 0.09707642),
    b"bXYZ": (0.14306641, 0.06060791, 0.71409607),
    b"wtpt": (0.96420288, 1.0, 0.82490540),
}
# Y = (a·X + b)^g from d on, else c·X.
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_FUNCTION_TYPE = 3


@functools.cache
def srgb() -> bytes:
    """The profile, about 500 bytes."""
    tags = {name: b"XYZ \0\0\0\0" + _fixed(*values) for name, values in _COLUMNS.items()}
    tags |= {b"desc": _text("sRGB"), b"cprt": _text("CC0")}
    curve = b"para\0\0\0\0" + struct.pack(">HH", _FUNCTION_TYPE, 0) + _fixed(*_CURVE)
    curves = (b"rTRC", b"gTRC", b"bTRC")
    start = 128 + 4 + 12 * (len(tags) + len(curves))
    table, body = b"", b""
    for name, data in (*tags.items(), (b"rTRC", curve)):
        entry = struct.pack(">II", start + len(body), len(data))
        names = curves if name == b"rTRC" else (name,)
        table += b"".join(each + entry for each in names)
        body += data + bytes(-len(data) % 4)
    return _header(start + len(body)) + struct.pack(">I", len(tags) + len(curves)) + table + body


def _header(size: int) -> bytes:
    made = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    head = struct.pack(">I4sI4s4s4s", size, b"", 0x04200000, b"mntr", b"RGB ", b"XYZ ") + made + b"acsp"
    return head.ljust(68, b"\0") + _fixed(*_COLUMNS[b"wtpt"]) + bytes(48)


def _fixed(*values: float) -> bytes:
    """s15Fixed16 numbers."""
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def _text(text: str) -> bytes:
    """multiLocalizedUnicode with one entry, in English."""
    data = text.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(data), 28) + data
