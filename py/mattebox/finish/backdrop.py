"""What is painted behind the subject. Every painter gives an opaque RGB picture of the canvas's size."""

from math import cos, radians, sin, sqrt

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..arrays import Bytes, Float
from ..imaging import resample
from ..imaging.box_filter import box_mean, dilate
from ..imaging.resample import REDUCING_GAP
from ..options.finish import Background
from .placement import Box

# Longer side on which the original's background is blurred: the least blur is two and a half of its pixels.
SURROUNDINGS = 640
# A pixel there is background if hardly any of it is subject, nor of its neighbours.
SUBJECT = 5
# Steps of a gradient: sixteen to a level, which dithering makes use of.
STEPS = 4096
# Rows of a gradient painted at a time.
BAND = 128
# Of a picture for the background; more than most screens and files show.
GROUND_PIXELS = 12_000_000
# Weight below which the blur reaches for what is further away.
THIN = 0.02


def rgb(colour: str) -> tuple[int, int, int]:
    """``#rrggbb`` as 0..255."""
    value = int(colour[1:], 16)
    return value >> 16, value >> 8 & 255, value & 255


def gradient(size: tuple[int, int], start: str, end: str, angle: float) -> Image.Image:
    """A linear gradient from corner to corner (CSS Images 3, section 3.1), dithered so that no steps are seen.

    Dithering is ordered (B. Bayer, "An optimum method for two-level rendition of continuous-tone pictures", 1973).
    """
    width, height = size
    dx, dy = sin(radians(angle)), -cos(radians(angle))
    length = abs(width * dx) + abs(height * dy)
    x = ((np.arange(width, dtype=np.float32) + 0.5 - width / 2) * (dx / length) + 0.5) * (STEPS - 1)
    y = (np.arange(height, dtype=np.float32) + 0.5 - height / 2) * (dy / length) * (STEPS - 1)
    share = np.linspace(0, 1, STEPS, dtype=np.float32)[:, None]
    levels = np.array(rgb(start), np.float32) * (1 - share) + np.array(rgb(end), np.float32) * share
    out = Image.new("RGB", size)
    tile = _bayer()
    tables = [_packed(np.floor(levels + threshold).astype(np.uint8)) for threshold in tile.ravel()]
    for top in range(0, height, BAND):
        rows = min(BAND, height - top)
        packed = np.empty((rows, width), np.uint32)
        for i, table in enumerate(tables):
            j, k = divmod(i, tile.shape[1])
            at = x[k :: tile.shape[1]] + y[top + j : top + rows : tile.shape[0], None]
            packed[j :: tile.shape[0], k :: tile.shape[1]] = table[np.clip(at, 0, STEPS - 1).astype(np.uint16)]
        band = Image.frombuffer("RGB", (width, rows), packed.tobytes(), "raw", "RGBX", 0, 1)
        out.paste(band, (0, top))
    return out


def _bayer() -> Float:
    """Thresholds of a 4×4 tile, between 0 and 1."""
    two = np.array([[0, 2], [3, 1]])
    four = np.block([[4 * two, 4 * two + 2], [4 * two + 3, 4 * two + 1]])
    return ((four + 0.5) / 16).astype(np.float32)


def _packed(colours: Bytes) -> NDArray[np.uint32]:
    """uint8 (n, 3) as little-endian RGBX."""
    out = np.full((len(colours), 4), 255, np.uint8)
    out[:, :3] = colours
    return out.view("<u4")[:, 0]


def ground(image: Bytes) -> Image.Image:
    """A picture for the background as it is kept: RGBA, `GROUND_PIXELS` at most. image: uint8 (H, W, 4)."""
    whole = Image.fromarray(image)
    size = resample.fit(*whole.size, GROUND_PIXELS)
    return whole if size == whole.size else whole.resize(size, Image.Resampling.BICUBIC)


def picture(size: tuple[int, int], source: Image.Image, background: Background) -> Image.Image:
    """A picture of one's own, covering the canvas or contained in it. source: RGBA, put over the colour."""
    width, height = size
    scales = width / source.width, height / source.height
    scale = max(scales) if background.fit == "cover" else min(scales)
    out = Image.new("RGB", size, rgb(background.colour))
    # Of what covers, the part that is seen; of what is contained, all.
    seen = min(source.width, width / scale), min(source.height, height / scale)
    left, top = (source.width - seen[0]) * background.x, (source.height - seen[1]) * background.y
    inner = min(width, max(1, round(seen[0] * scale))), min(height, max(1, round(seen[1] * scale)))
    at = round((width - inner[0]) * background.x), round((height - inner[1]) * background.y)
    box = (left, top, left + seen[0], top + seen[1])
    opaque = source.getchannel("A").getextrema()[0] == 255
    if opaque:
        shown = source.convert("RGB").resize(inner, Image.Resampling.BICUBIC, box=box, reducing_gap=REDUCING_GAP)
        out.paste(shown, at)
    else:
        shown = source.resize(inner, Image.Resampling.BICUBIC, box=box)
        out.paste(shown.convert("RGB"), at, shown.getchannel("A"))
    return out


def surroundings(image: Bytes, alpha: Bytes) -> Image.Image:
    """A small copy of what was around the subject.

    Args:
        image: uint8 (H, W, 4), the original.
        alpha: uint8 (H, W), the matte.

    Returns:
        RGBa (premultiplied), the longer side at most `SURROUNDINGS`; its alpha says how much of a pixel is background.
    """
    around = Image.fromarray(image).convert("RGB")
    own = image[..., 3]
    around.putalpha(Image.fromarray(np.where(own > alpha, own - alpha, 0).astype(np.uint8)))
    scale = min(1.0, SURROUNDINGS / max(around.size))
    size = max(1, round(around.width * scale)), max(1, round(around.height * scale))
    return around.convert("RGBa").resize(size, Image.Resampling.BOX, reducing_gap=REDUCING_GAP)


def blurred(around: Image.Image, blur: float) -> Image.Image:
    """The original's background, blurred: a weighted mean of background pixels alone.

    So nothing of the subject glows around it (normalised convolution: Knutsson and Westin 1993). Inside the subject,
    where no background is near, it is the mean of what is further away.

    Args:
        around: from `surroundings`, turned as the picture is.
        blur: standard deviation as a share of its longer side.

    Returns:
        RGB of the same size.
    """
    mean = _mean(_planes(around), blur * max(around.size))
    return Image.fromarray(np.rint(np.clip(np.moveaxis(mean, 0, 2), 0, 1) * 255).astype(np.uint8))


def window_within(size: tuple[int, int], window: Box) -> Box:
    """Where a window reaches beyond a picture, the largest one of its shape that does not, as near as can be."""
    width, height = size
    scale = min(1.0, width / window.width, height / window.height)
    across, down = window.width * scale, window.height * scale
    left = min(max(0.0, (window.left + window.right - across) / 2), width - across)
    top = min(max(0.0, (window.top + window.bottom - down) / 2), height - down)
    return Box(left, top, left + across, top + down)


def _planes(around: Image.Image) -> Float:
    """Colours times weight and the weight, float32 (4, h, w) in 0..1; what touches the subject weighs nothing."""
    out = np.moveaxis(np.asarray(around, np.float32), 2, 0) / 255
    return np.where(dilate(out[3] < 1 - SUBJECT / 255, 1), np.float32(0), out)


def _mean(planes: Float, sigma: float) -> Float:
    """float32 (3, h, w): means by a Gaussian, and where that finds too little, by wider ones on coarser grids."""
    total = _gaussian(planes, sigma)
    if total[3].min() > THIN:
        near: Float = total[:3] / total[3]
        return near
    if max(planes.shape[1:]) <= 2:
        weight = max(float(planes[3].sum()), 1e-6)
        wider = np.broadcast_to(planes[:3].sum(axis=(1, 2), keepdims=True) / weight, planes[:3].shape)
    else:
        wider = resample.double(_mean(resample.halve(planes), sigma), planes.shape[1:])
    out: Float = (total[:3] + THIN * wider) / (total[3] + THIN)
    return out


def _gaussian(planes: Float, sigma: float) -> Float:
    """Three means over squares of nearly its variance (W. Wells, "Efficient synthesis of Gaussian filters", 1986)."""
    radius = max(1, round((sqrt(4 * sigma * sigma + 1) - 1) / 2))
    for _ in range(3):
        planes = box_mean(planes, radius)
    return planes
