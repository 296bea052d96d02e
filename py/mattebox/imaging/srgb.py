"""sRGB values and the light that they stand for (IEC 61966-2-1)."""

import numpy as np

from ..arrays import Float


def to_linear(encoded: Float) -> Float:
    """sRGB values in 0..1 as linear light."""
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4).astype(np.float32)


def from_linear(linear: Float) -> Float:
    """The way back."""
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055).astype(np.float32)
