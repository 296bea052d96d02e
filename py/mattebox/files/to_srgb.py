"""From a picture's own colours to sRGB: matrix profiles, which cameras, phones and programs attach.

ICC.1:2010, three-component matrix-based and monochrome profiles (8.3.3, 8.4.3): tone curves, then a matrix to XYZ under
D50. The way there and back is put into a table of colours, through which Pillow sends the pixels. Profiles of another
build (tables, inks) are left to whoever can read them.
"""

import functools
import struct
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from ..arrays import Bytes, Float
from ..imaging import srgb, srgb_profile

# Of the table, along each channel; the most that Pillow takes. Between them it interpolates.
STEPS = 65
# Of a level in 0..255: a profile that changes no colour by more is sRGB by another name, and pixels stay as they are.
SAME = 1.5
# Rows that are sent through at a time.
BAND = 256


def convert(rgba: Bytes, profile: bytes) -> None:
    """Turn uint8 (H, W, 4) straight RGBA from a profile's colours into sRGB, in place.

    What is no matrix profile, or a broken one, changes nothing.
    """
    filter_ = table(profile)
    if filter_ is not None:
        send_through(rgba, filter_)


def send_through(rgba: Bytes, filter_: ImageFilter.Color3DLUT) -> None:
    """Turn uint8 (H, W, 4) straight RGBA by a table, in place."""
    for top in range(0, len(rgba), BAND):
        band = rgba[top : top + BAND]
        band[...] = np.asarray(Image.fromarray(band).filter(filter_))


@functools.lru_cache(maxsize=4)
def table(profile: bytes) -> ImageFilter.Color3DLUT | None:
    """The way to sRGB; None: there is nothing to do, or the profile cannot be read."""
    try:
        matrix, curves = _read(profile)
        target, _ = _read(srgb_profile.srgb())
        to_srgb = np.linalg.inv(target) @ matrix
    except (struct.error, ValueError, IndexError, KeyError, np.linalg.LinAlgError):
        return None

    def linear(encoded: Float) -> Float:
        light = np.stack([curve(encoded[..., i]) for i, curve in enumerate(curves)], axis=-1)
        return np.asarray(light @ to_srgb.T, np.float32)

    return lut(linear)


def lut(linear: Callable[[Float], Float]) -> ImageFilter.Color3DLUT | None:
    """A table, by what makes linear sRGB of encoded colours (…, 3); None: they are sRGB by another name."""
    steps = np.linspace(0, 1, STEPS, dtype=np.float32)
    blue, green, red = np.meshgrid(*(steps,) * 3, indexing="ij")  # red varies fastest
    encoded = np.stack([red, green, blue], axis=-1)
    wanted = srgb.from_linear(np.clip(linear(encoded), 0, 1))
    if np.abs(wanted - encoded).max() * 255 <= SAME:
        return None
    return ImageFilter.Color3DLUT(STEPS, wanted.reshape(-1))


def _read(profile: bytes) -> tuple[NDArray[np.float64], list["Curve"]]:
    """The matrix to XYZ, and the curves of red, green and blue. Raises ValueError, KeyError or struct.error."""
    if profile[36:40] != b"acsp" or profile[16:20] != b"RGB " or profile[20:24] != b"XYZ ":
        raise ValueError("not an RGB profile over XYZ")
    (count,) = struct.unpack_from(">I", profile, 128)
    tags = {}
    for i in range(min(count, 100)):
        name, at, size = struct.unpack_from(">4sII", profile, 132 + 12 * i)
        tags[name] = profile[at : at + size]
    if b"A2B0" in tags:
        raise ValueError("tables rather than a matrix")
    columns = [struct.unpack_from(">3i", tags[name], 8) for name in (b"rXYZ", b"gXYZ", b"bXYZ")]
    return np.array(columns).T / 65536, [Curve(tags[name]) for name in (b"rTRC", b"gTRC", b"bTRC")]


# Parameters of parametricCurveType by its function's number, in the order g a b c d e f, with those left out.
_PARAMETERS = {0: "g", 1: "gab", 2: "gabc", 3: "gabcd", 4: "gabcdef"}


class Curve:
    """A tone curve: encoded values in 0..1 to linear ones."""

    def __init__(self, tag: bytes) -> None:
        self._points: NDArray[np.float64] | None = None
        given = {"g": 1.0, "a": 1.0, "b": 0.0, "c": 0.0, "d": 0.0, "e": 0.0, "f": 0.0}
        self._kind = 0
        if tag[:4] == b"curv":
            (count,) = struct.unpack_from(">I", tag, 8)
            values = struct.unpack_from(f">{count}H", tag, 12)
            if count == 1:
                given["g"] = values[0] / 256
            elif count > 1:
                self._points = np.array(values) / 65535
        elif tag[:4] == b"para":
            (self._kind,) = struct.unpack_from(">H", tag, 8)
            names = _PARAMETERS[self._kind]
            numbers = struct.unpack_from(f">{len(names)}i", tag, 12)
            given |= {name: number / 65536 for name, number in zip(names, numbers, strict=True)}
        else:
            raise ValueError("no tone curve")
        self._given = given

    def __call__(self, encoded: Float) -> Float:
        if self._points is not None:
            return np.interp(encoded, np.linspace(0, 1, len(self._points)), self._points).astype(np.float32)
        g, a, b, c, d, e, f = self._given.values()
        power = np.maximum(a * encoded + b, 0) ** g
        match self._kind:
            case 0:
                linear = power
            case 1 | 2:
                linear = np.where(encoded >= -b / a, power + c, c)
            case _:
                linear = np.where(encoded >= d, power + e, c * encoded + f)
        return np.asarray(linear, np.float32)
