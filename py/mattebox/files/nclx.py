"""Colours that a HEIF or AVIF file tells by numbers (nclx) rather than by a profile, and the way from there to sRGB.

ITU-T H.273 (what the numbers mean), BT.2100 (PQ, HLG); where they stand: see `heif`.
"""

import functools

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from ..arrays import Bytes, Float
from ..imaging import srgb
from . import heif, to_srgb

# Chromaticities of red, green and blue, and of white where that is not D65.
_D65 = (0.3127, 0.3290)
_PRIMARIES = {
    9: ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046), _D65),  # BT.2020
    11: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), (0.314, 0.351)),  # P3 of cinemas
    12: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), _D65),  # P3 of displays
}
_SRGB = ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060), _D65)

# Transfer characteristics whose highlights no file of eight bits and no screen holds.
_PQ, _HLG = _HDR = 16, 18
_GAMMAS = {4: 2.2, 5: 2.8, 8: 1.0}

# BT.2408: nits of white paper, and of the brightest that HLG is shown with; up to what share of white nothing is toned.
_PAPER, _HLG_PEAK = 203, 1000
_KNEE = 0.6


def of(picture: Image.Image, data: bytes) -> tuple[int, int] | None:
    """Numbers of primaries and transfer of an opened picture; None: it tells none, or has a profile."""
    if picture.info.get("icc_profile"):
        return None
    if picture.format == "HEIF":
        told = picture.info.get("nclx_profile")
        return (told["color_primaries"], told["transfer_characteristics"]) if told else None
    return heif.numbers(data) if picture.format == "AVIF" else None


def convert(rgba: Bytes, primaries: int, transfer: int) -> bool:
    """Turn uint8 (H, W, 4) straight RGBA into sRGB, in place; whether its highlights had to be toned down."""
    filter_ = _table(primaries, transfer)
    if filter_ is not None:
        to_srgb.send_through(rgba, filter_)
    return transfer in _HDR


@functools.lru_cache(maxsize=4)
def _table(primaries: int, transfer: int) -> ImageFilter.Color3DLUT | None:
    """The way to sRGB; None: there is nothing to do, or the numbers mean nothing known."""
    hdr = transfer in _HDR
    if primaries not in _PRIMARIES and transfer not in _GAMMAS and not hdr:
        return None
    matrix = np.linalg.inv(_to_xyz(_SRGB)) @ _to_xyz(_PRIMARIES.get(primaries, _SRGB))

    def linear(encoded: Float) -> Float:
        colours = np.asarray(_light(encoded, transfer) @ matrix.T, np.float32)
        return _toned(colours) if hdr else colours

    return to_srgb.lut(linear)


def _to_xyz(chromaticities: tuple[tuple[float, float], ...]) -> NDArray[np.float64]:
    """Columns of red, green and blue, white being 1 1 1 in all of them: each space has its own white stay white."""
    columns = np.array([[x / y, 1, (1 - x - y) / y] for x, y in chromaticities]).T
    scaled = columns[:, :3] * np.linalg.solve(columns[:, :3], columns[:, 3])
    return np.asarray(scaled / columns[:, 3:] * _white(_D65)[:, None])


def _white(chromaticity: tuple[float, float]) -> NDArray[np.float64]:
    x, y = chromaticity
    return np.array([x / y, 1, (1 - x - y) / y])


def _light(encoded: Float, transfer: int) -> Float:
    """Linear, white paper being 1. What is made for screens like sRGB's (BT.709 and its kin) is taken for sRGB."""
    if transfer == _PQ:
        power = encoded ** (1 / 78.84375)
        nits = 10_000 * (np.maximum(power - 0.8359375, 0) / (18.8515625 - 18.6875 * power)) ** (1 / 0.1593017578125)
        return np.asarray(nits / _PAPER, np.float32)
    if transfer == _HLG:
        low, high = encoded**2 / 3, (np.exp((encoded - 0.55991073) / 0.17883277) + 0.28466892) / 12
        scene = np.where(encoded <= 0.5, low, high)
        luma = scene @ np.array([0.2627, 0.6780, 0.0593])
        return np.asarray(scene * luma[..., None] ** 0.2 * (_HLG_PEAK / _PAPER), np.float32)
    if transfer in _GAMMAS:
        return np.asarray(encoded ** _GAMMAS[transfer], np.float32)
    return srgb.to_linear(encoded)


def _toned(colours: Float) -> Float:
    """Above the knee ever less brighter, so that nothing is lost to white."""
    over = np.maximum(colours - _KNEE, 0) / (1 - _KNEE)
    return np.asarray(np.minimum(colours, _KNEE + (1 - _KNEE) * over / (1 + over)), np.float32)
