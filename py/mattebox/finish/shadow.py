"""Shadows of a subject: masks of where they fall, for what is painted between the background and the subject."""

from math import cos, radians, sin

import numpy as np
from PIL import Image, ImageFilter

from ..options.finish import Contact, Shadow

# A blurred mask is made on a grid on which its blur is at least so many pixels wide.
SIGMA = 4.0
# The part of the subject, from below, that stands on the ground, and the height of its shadow, both of its height.
FOOT = 0.12
FLAT = 0.035


def drop(alpha: Image.Image, shadow: Shadow, unit: float) -> Image.Image:
    """The subject's silhouette moved away and blurred.

    Args:
        alpha: "L", of the canvas's size.
        unit: the subject's longer side in pixels.

    Returns:
        "L" of the same size, 255 where the shadow is fullest.
    """
    angle, length = radians(shadow.angle), shadow.distance * unit
    return _blurred(alpha, shadow.softness * unit, (length * sin(angle), -length * cos(angle)), shadow.opacity)


def contact(alpha: Image.Image, contact: Contact, unit: float) -> Image.Image:
    """The lowest part of the silhouette pressed flat on the ground, which is where the subject ends, and blurred."""
    box = alpha.getbbox()
    out = Image.new("L", alpha.size)
    if box is None:
        return out
    left, top, right, bottom = box
    foot = alpha.crop((left, min(round(bottom - FOOT * (bottom - top)), bottom - 1), right, bottom))
    height = max(1, round(FLAT * unit))
    # Whatever stands in a column of the foot casts a shadow there, the more the lower it reaches.
    columns = np.asarray(foot, np.float32) * np.linspace(0, 1, foot.height, dtype=np.float32)[:, None] ** 2
    line = Image.fromarray(np.rint(columns.max(axis=0)).astype(np.uint8)[None])
    out.paste(line.resize((right - left, height)), (left, bottom - height // 2))
    return _blurred(out, contact.softness * unit, (0, 0), contact.opacity)


def _blurred(alpha: Image.Image, sigma: float, shift: tuple[float, float], opacity: float) -> Image.Image:
    factor = max(1, int(sigma / SIGMA))
    small = alpha.reduce(factor) if factor > 1 else alpha
    small = small.point([round(opacity * level) for level in range(256)])
    x, y = round(shift[0] / factor), round(shift[1] / factor)
    moved = Image.new("L", small.size)
    moved.paste(small, (x, y))
    if sigma > 0:
        moved = moved.filter(ImageFilter.GaussianBlur(sigma / factor))
    if factor == 1:
        return moved
    # Reduced pixels stand for whole blocks, the last of which reach beyond the border.
    box = (0, 0, alpha.width / factor, alpha.height / factor)
    return moved.resize(alpha.size, Image.Resampling.BILINEAR, box=box)
