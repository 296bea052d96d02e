"""The network's tensor of a picture, and the picture's mask of the network's answer."""

from dataclasses import dataclass
from math import ceil, floor, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..arrays import Float
from ..errors import UnusableNetwork
from ..imaging.resample import resize_rgb
from .fusion import unit_range
from .models import ModelSpec

# Pixels that a network of any size is given: what those people-matting ones that have no size were trained with.
FREE_PIXELS = 512 * 512


@dataclass(frozen=True, slots=True)
class Placement:
    """Size (width, height) of a network's input, and the box (left, top, right, bottom) in which the picture lies."""

    size: tuple[int, int]
    box: tuple[int, int, int, int]


def placement(model: ModelSpec, size: tuple[int, int]) -> Placement:
    """Where a picture of some (width, height) comes to lie."""
    width, height = model.width, model.height
    if not width:
        scale = sqrt(FREE_PIXELS / (size[0] * size[1]))
        width, height = (model.multiple * max(1, round(side * scale / model.multiple)) for side in size)
    if model.fit == "stretch":
        return Placement((width, height), (0, 0, width, height))
    scale = min(width / size[0], height / size[1])
    inner = min(width, max(1, round(size[0] * scale))), min(height, max(1, round(size[1] * scale)))
    centred = model.fit == "letterbox-centred"
    left, top = ((width - inner[0]) // 2, (height - inner[1]) // 2) if centred else (0, 0)
    return Placement((width, height), (left, top, left + inner[0], top + inner[1]))


def to_tensor(colours: Image.Image, model: ModelSpec, mirrored: bool = False) -> Float:
    """Bring a picture, RGB or as from `flat`, to the network's input.

    Args:
        mirrored: whether the network sees the picture's mirror image.

    Returns:
        float32 (1, 3, H, W), or (1, H, W, 3) as the model's layout says, C-contiguous.
    """
    place = placement(model, colours.size)
    left, top, right, bottom = place.box
    x = np.asarray(resize_rgb(colours, (right - left, bottom - top)))
    scale = {"none": 1.0, "max": max(float(x.max()), 1.0), "255": 255.0}[model.scale]
    if mirrored:
        x = x[:, ::-1]
    if place.box != (0, 0, *place.size):
        inner, x = x, np.empty((*place.size[::-1], 3), np.uint8)
        x[...] = model.pad
        x[top:bottom, left:right] = inner
    out = np.empty((1, 3, *x.shape[:2]), np.float32)
    for c in range(3):
        plane = out[0, c]
        plane[...] = x[..., c]
        plane *= 1 / (scale * model.std[c])
        plane -= model.mean[c] / model.std[c]
    return out if model.layout == "NCHW" else np.ascontiguousarray(out.transpose(0, 2, 3, 1))


def to_mask(answer: NDArray[Any], model: ModelSpec, size: tuple[int, int], mirrored: bool = False) -> Float:
    """What a network's answer says of the picture.

    Args:
        answer: any floats, (H, W), (C, H, W) or (1, C, H, W), channels last where the model has them there.
        size: the picture's (width, height).
        mirrored: as `to_tensor` was told.

    Returns:
        float32 (h, w) in 0..1, of the whole picture and nothing else, as many pixels as the answer has for it.

    Raises:
        UnusableNetwork: it has another shape, or numbers that are none.
    """
    plane = _plane(_planes(answer, model), model)
    if not np.isfinite(plane).all():
        raise UnusableNetwork(f"{model.title} answers with numbers that are none (NaN or infinite)", "numbers")
    plane = _cropped(plane, placement(model, size))
    return unit_range(plane[:, ::-1] if mirrored else plane, stretch=model.range == "minmax")


def _planes(answer: NDArray[Any], model: ModelSpec) -> Float:
    """float32 (C, H, W)."""
    planes = np.asarray(answer, np.float32)
    if planes.ndim == 4 and planes.shape[0] == 1:
        planes = planes[0]
    if planes.ndim == 2:
        planes = planes[None]
    elif planes.ndim == 3 and model.layout == "NHWC" and planes.shape[0] > 1:
        planes = np.moveaxis(planes, 2, 0)
    least = 2 if model.kind == "classes" else 1
    if planes.ndim != 3 or planes.shape[0] < least or not planes.size:
        shape = " × ".join(map(str, np.shape(answer))) or "one number"
        raise UnusableNetwork(f"{model.title} answers with {shape}, which is no mask; choose another output", "answer")
    return planes


def _plane(planes: Float, model: ModelSpec) -> Float:
    """float32 (H, W): how much each pixel is subject, before any stretch."""
    plane: Float = planes[0] if model.kind != "classes" else planes[1:].max(0) - planes[0]
    if model.activation == "sigmoid":
        return np.asarray(0.5 + 0.5 * np.tanh(0.5 * plane), np.float32)
    return plane if model.kind != "classes" else np.asarray(plane > 0, np.float32)


def _cropped(plane: Float, place: Placement) -> Float:
    """The picture's own part of a plane of the whole input."""
    height, width = plane.shape
    left, top, right, bottom = place.box
    return plane[_inner(top, bottom, height / place.size[1]), _inner(left, right, width / place.size[0])]


def _inner(low: int, high: int, scale: float) -> slice:
    """Pixels of another size that lie within some; at least one."""
    start = ceil(low * scale)
    stop = floor(high * scale)
    return slice(start, stop) if stop > start else slice(floor(low * scale), floor(low * scale) + 1)
