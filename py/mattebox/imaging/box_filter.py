"""Mean over a square window, in time independent of the window's size."""

import numpy as np

from ..arrays import Float, Mask


def window_sum(x: Float, size: int, axis: int) -> Float:
    """Sum of ``size`` consecutive elements along ``axis``.

    Windows are put together from sums over powers of two instead of differences of a running sum: that needs
    O(log size) additions per element and keeps float32's precision, which variances of a few 1e-5 depend on.

    Args:
        x: float32, at least ``size`` long along ``axis``.

    Returns:
        float32, shorter than ``x`` by ``size − 1`` along ``axis``.
    """
    x = np.moveaxis(x, axis, 0)
    length = x.shape[0] - size + 1
    total: Float | None = None
    power, span, start = x, 1, 0
    while True:
        if size & span:
            part = power[start : start + length]
            total = part.copy() if total is None else np.add(total, part, out=total)
            start += span
        if span * 2 > size:
            break
        power = power[: power.shape[0] - span] + power[span:]
        span *= 2
    assert total is not None
    return np.moveaxis(total, 0, axis)


def box_mean(x: Float, radius: int) -> Float:
    """Mean over the (2·radius+1)² window around each pixel; at the border over the part that lies inside.

    Args:
        x: float32, shape (..., H, W).
        radius: in pixels, ≥ 0.

    Returns:
        float32 of the same shape.
    """
    if radius == 0:
        return x.copy()
    total = x
    for axis in (-2, -1):
        total = _sum_of_three(total, axis) if radius == 1 else _sum_around(total, radius, axis)
    total /= window_areas(x.shape[-2:], radius)
    return np.ascontiguousarray(total)


def _sum_around(x: Float, radius: int, axis: int) -> Float:
    pad = [(0, 0)] * x.ndim
    pad[axis] = (radius, radius)
    return window_sum(np.pad(x, pad), 2 * radius + 1, axis)


def _sum_of_three(x: Float, axis: int) -> Float:
    """The same for a radius of 1, in half the time."""
    out = x.copy()
    source, target = np.moveaxis(x, axis, 0), np.moveaxis(out, axis, 0)
    target[1:] += source[:-1]
    target[:-1] += source[1:]
    return out


def window_areas(shape: tuple[int, ...], radius: int) -> Float:
    """How many pixels of each pixel's window lie inside a picture of shape (H, W): float32 (H, W)."""
    rows, columns = (_window_lengths(n, radius) for n in shape)
    return rows[:, None] * columns


def _window_lengths(length: int, radius: int) -> Float:
    i = np.arange(length)
    return (np.minimum(i + radius, length - 1) - np.maximum(i - radius, 0) + 1).astype(np.float32)


def dilate(mask: Mask, radius: int) -> Mask:
    """True wherever ``mask`` is true within a square of half-width ``radius``. Shape (H, W)."""
    for axis in (0, 1):
        done = 0
        while done < radius:
            # No further than what is true at the border reaches inwards.
            jump = min(done + 1, radius - done)
            line = np.moveaxis(mask, axis, 0)
            mask = mask.copy()
            grown = np.moveaxis(mask, axis, 0)
            grown[jump:] |= line[:-jump]
            grown[:-jump] |= line[jump:]
            done += jump
    return mask
