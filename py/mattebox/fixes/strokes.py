"""Strokes of brush and lasso as planes of pixels."""

from itertools import pairwise
from math import ceil, floor

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from ..arrays import Bytes, Float
from ..imaging.grid import Grid, Window
from ..options.fixes import Stroke

# How deep a lasso's rim reaches inwards, as a share of the shorter side of what it encloses: half of its least width
# would be all of it.
LASSO_RIM = 0.15
# Depths at which a stroke is drawn to tell how far inside it a pixel lies.
STEPS = 5


def window(stroke: Stroke, grid: Grid, margin: float = 0) -> Window:
    """Where on a grid a stroke lies, and ``margin`` times its reach around it."""
    (sx, sy), (left, top, _, _) = grid.scale, grid.box
    x, y, radius = stroke.points.astype(np.float32).T
    if stroke.tool == "lasso":
        radius = np.zeros_like(x)
    reach = max(float(radius.max()), _rim(stroke))
    grown = radius + margin * reach
    first_x, last_x = float((x - grown).min() - left) * sx, float((x + grown).max() - left) * sx
    first_y, last_y = float((y - grown).min() - top) * sy, float((y + grown).max() - top) * sy
    width, height = grid.size
    return Window(
        slice(max(0, floor(first_y) - 1), min(height, ceil(last_y) + 2)),
        slice(max(0, floor(first_x) - 1), min(width, ceil(last_x) + 2)),
    )


def cover(stroke: Stroke, grid: Grid, where: Window, share: float = 1) -> Bytes:
    """Draw a stroke, or its inner part.

    Args:
        where: the window to draw; what lies outside is left out.
        share: of a brush's radius, 0..1.

    Returns:
        uint8 (h, w) of the window, 255 inside the stroke, else 0.
    """
    (sx, sy), (left, top, _, _) = grid.scale, grid.box
    shape = (where.columns.stop - where.columns.start, where.rows.stop - where.rows.start)
    plane = Image.new("L", shape)
    draw = ImageDraw.Draw(plane)
    points = [
        ((x - left) * sx - where.columns.start, (y - top) * sy - where.rows.start, r * share * (sx + sy) / 2)
        for x, y, r in stroke.points.tolist()
    ]
    if stroke.tool == "lasso":
        if len(points) > 2:
            draw.polygon([(x, y) for x, y, _ in points], fill=255)
        return np.asarray(plane)
    for x, y, r in points:
        # Pillow counts both ends in, and pixel centres as whole. What is thinner than a pixel is as thick as one.
        r = max(r, 0.5)
        begin, across = (x - r, y - r), 2 * r - 1
        draw.ellipse((*begin, begin[0] + across, begin[1] + across), fill=255)
    for (x0, y0, r0), (x1, y1, r1) in pairwise(points):
        _taper(draw, (x0 - 0.5, y0 - 0.5, r0), (x1 - 0.5, y1 - 0.5, r1))
    return np.asarray(plane)


def depth(stroke: Stroke, grid: Grid, where: Window) -> Float:
    """How far inside a stroke each pixel of a window lies: float32 (h, w), 0 outside, towards 1 in the middle."""
    if stroke.tool == "brush":
        total = np.zeros((where.rows.stop - where.rows.start, where.columns.stop - where.columns.start), np.float32)
        for step in range(STEPS):
            total += cover(stroke, grid, where, 1 - step / STEPS) > 0
        total /= STEPS
        return total
    inside = Image.fromarray(cover(stroke, grid, where))
    rim = _rim(stroke) * sum(grid.scale) / 2
    # The mean over a disc-like neighbourhood is a half on a straight outline, and 1 as deep as its radius.
    blurred = np.asarray(inside.filter(ImageFilter.BoxBlur(max(1.0, rim))), np.float32) / 255
    return np.where(np.asarray(inside) > 0, np.clip(2 * blurred - 1, 1 / STEPS, 1), 0).astype(np.float32)


def paint(stroke: Stroke, grid: Grid, where: Window) -> Bytes:
    """Coverage of a hard stroke with its soft edge, uint8 (h, w) of a window."""
    plane = Image.fromarray(cover(stroke, grid, where, 1 - stroke.softness / 2))
    radius = float(stroke.points[:, 2].max()) if stroke.tool == "brush" else _rim(stroke)
    # Three standard deviations inwards and outwards; at least what smooths the steps of single pixels.
    blur = radius * stroke.softness / 6 * sum(grid.scale) / 2
    return np.asarray(plane.filter(ImageFilter.GaussianBlur(max(0.5, blur))))


def _rim(stroke: Stroke) -> float:
    if stroke.tool == "brush":
        return 0.0
    x, y, _ = stroke.points.astype(np.float32).T
    return LASSO_RIM * float(min(np.ptp(x), np.ptp(y)))


def _taper(draw: ImageDraw.ImageDraw, a: tuple[float, float, float], b: tuple[float, float, float]) -> None:
    """The trapezium between two discs."""
    (x0, y0, r0), (x1, y1, r1) = a, b
    length = float(np.hypot(x1 - x0, y1 - y0))
    if length > 0:
        nx, ny = (y0 - y1) / length, (x1 - x0) / length
        corners = [
            (x0 + nx * r0, y0 + ny * r0),
            (x1 + nx * r1, y1 + ny * r1),
            (x1 - nx * r1, y1 - ny * r1),
            (x0 - nx * r0, y0 - ny * r0),
        ]
        draw.polygon(corners, fill=255)
