"""Pictures and masks whose truth is known, for the unit tests."""

import numpy as np
from PIL import Image, ImageDraw

from mattebox.imaging.box_filter import box_mean


def coverage(distance, angle):
    """Exact share of a unit pixel that a half-plane covers, from its centre's signed distance to the edge.

    The cumulative distribution of the sum of two uniform variables as wide as the pixel's projections on the normal.
    """
    a, b = sorted((abs(np.cos(angle)), abs(np.sin(angle))))
    if a < 1e-6:
        return np.clip(distance + 0.5, 0, 1)

    def ramp(x):
        return np.square(np.maximum(x, 0)) / 2

    d, p, m = distance, (a + b) / 2, (b - a) / 2
    return np.clip((ramp(d + p) - ramp(d + m) - ramp(d - m) + ramp(d - p)) / (a * b), 0, 1)


def half_plane(shape, angle, offset):
    """Signed distance of pixel centres to a line through the middle, moved by ``offset``: float64 (H, W)."""
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float64)
    return (x - (shape[1] - 1) / 2) * np.cos(angle) + (y - (shape[0] - 1) / 2) * np.sin(angle) - offset


def round_mask(shape, radius, centre=None, softness=1.0):
    """A disc whose edge is a ramp of ``softness`` pixels: float32 (H, W) in 0..1, all lengths in pixels."""
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float64)
    cy, cx = ((n - 1) / 2 for n in shape) if centre is None else centre
    return np.clip((radius - np.hypot(y - cy, x - cx)) / softness + 0.5, 0, 1).astype(np.float32)


def colour_line(rng, shape, start, end, grain=1):
    """A texture whose colours lie on a line: float32 (3, H, W)."""
    t = box_mean(rng.random(shape, np.float32), grain)
    t = (t - t.min()) / (t.max() - t.min())
    start, end = (np.array(c, np.float32)[:, None, None] for c in (start, end))
    return start + (end - start) * t


def strands(shape, radius, length, count, seed=0, oversampling=4):
    """Alpha of a disc with thin hair around it, drawn large and shrunk: float32 (H, W)."""
    rng = np.random.default_rng(seed)
    h, w = shape
    k = oversampling
    canvas = Image.new("L", (w * k, h * k))
    draw = ImageDraw.Draw(canvas)
    cx, cy = w * k / 2, h * k / 2
    draw.ellipse((cx - radius * k, cy - radius * k, cx + radius * k, cy + radius * k), fill=255)
    for angle in rng.uniform(0, 2 * np.pi, count):
        reach = radius + length * rng.uniform(0.4, 1)
        end = angle + rng.normal(0, 0.08)
        line = [cx + radius * k * 0.97 * np.cos(angle), cy + radius * k * 0.97 * np.sin(angle)]
        draw.line([*line, cx + reach * k * np.cos(end), cy + reach * k * np.sin(end)], fill=255, width=k)
    return np.asarray(canvas.resize((w, h), Image.Resampling.BOX), np.float32) / np.float32(255)
