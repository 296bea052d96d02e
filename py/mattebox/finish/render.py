"""A cut-out becomes the finished picture: framed, on its background, with shadows and outline.

Layers are mixed in sRGB values, not in linear light: the matte was estimated by the compositing equation in these
values, so that over its own background the subject gives back the picture, and every viewer mixes them so.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..imaging.resample import REDUCING_GAP
from ..options.finish import Finish, Frame
from . import backdrop, outline, relight, shadow
from .placement import Box, Placement, head_box, place, subject_box, turned_size

Bytes = NDArray[np.uint8]

# Longer side of the copy of a cut-out that previews are made of.
PREVIEW_SIDE = 1280

_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


@dataclass(frozen=True)
class Plate:
    """A cut-out to be finished again and again; what no finish changes is made once.

    Attributes:
        cutout: uint8 (H, W, 4), straight alpha.
        original: uint8 (H, W, 4), the picture it was cut out of.
    """

    cutout: Bytes
    original: Bytes
    _blurs: dict[tuple[int, float, float], Image.Image] = field(default_factory=dict, repr=False)

    @cached_property
    def small(self) -> Image.Image:
        """RGBA, the longer side at most `PREVIEW_SIDE`."""
        picture = Image.fromarray(self.cutout)
        scale = min(1.0, PREVIEW_SIDE / max(picture.size))
        if scale == 1:
            return picture
        size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
        return (
            picture.convert("RGBa").resize(size, Image.Resampling.BILINEAR, reducing_gap=REDUCING_GAP).convert("RGBA")
        )

    @cached_property
    def around(self) -> Image.Image:
        """See `backdrop.surroundings`."""
        return backdrop.surroundings(self.original, self.cutout[..., 3])

    @cached_property
    def box(self) -> Box:
        """Of the subject."""
        return subject_box(self.cutout[..., 3])

    def blurred(self, turn: int, tilt: float, blur: float) -> Image.Image:
        """The surroundings, turned and blurred; the last ones are kept."""
        key = turn, tilt, blur
        if self._blurs.get(key) is None:
            self._blurs.clear()
            self._blurs[key] = backdrop.blurred(_upright(self.around, turn, tilt), blur)
        return self._blurs[key]

    def placement(self, frame: Frame) -> Placement:
        """Where the picture lies in a frame."""
        height, width = self.cutout.shape[:2]
        size = turned_size((width, height), frame)
        head = None
        if frame.tilt == 0 and frame.anchor != "head":
            box = _turned_box(self.box, (width, height), frame.turn)
        else:
            alpha = np.asarray(_upright(self.small.getchannel("A"), frame.turn, frame.tilt))
            scale = size[0] / alpha.shape[1]
            box, head = subject_box(alpha).scaled(scale), head_box(alpha).scaled(scale)
        return place(frame, size, box, head)


def preview(plate: Plate, finish: Finish, ground: Image.Image | None) -> Bytes:
    """The finished picture in little: uint8 (h, w, 4), no side above `PREVIEW_SIDE`. Arguments as for `render`."""
    whole = plate.placement(finish.frame)
    scale = min(1.0, PREVIEW_SIDE / max(whole.size))
    size = max(1, round(whole.size[0] * scale)), max(1, round(whole.size[1] * scale))
    made: list[Bytes] = []
    for _ in _render(
        plate, plate.small, finish, ground, Placement(size, whole.window, whole.subject * scale), made.append
    ):
        pass
    return made[0]


def render(
    plate: Plate, finish: Finish, ground: Image.Image | None, take: Callable[[Bytes], object]
) -> Iterator[float]:
    """Make the finished picture.

    Args:
        ground: RGBA, the picture for a background of the kind "picture"; without one that kind is none.
        take: given the picture, uint8 (h, w, 4), straight alpha. Opaque pixels are the cut-out's own where a frame does
            not resample and no light changes them.

    Yields:
        The fraction done, between its steps.
    """
    yield from _render(plate, Image.fromarray(plate.cutout), finish, ground, plate.placement(finish.frame), take)


def _render(
    plate: Plate,
    picture: Image.Image,
    finish: Finish,
    ground: Image.Image | None,
    placement: Placement,
    take: Callable[[Bytes], object],
) -> Iterator[float]:
    turned = _upright(picture, finish.frame.turn, finish.frame.tilt)
    yield 0.2
    scale = turned.width / turned_size((plate.cutout.shape[1], plate.cutout.shape[0]), finish.frame)[0]
    subject = laid(turned, placement.window.scaled(scale), placement.size)
    del turned
    yield 0.4
    behind = _background(plate, finish, ground, placement)
    yield 0.6
    alpha = subject.getchannel("A")
    unit = placement.subject
    if behind is not None and finish.match:
        light = relight.tables(plate.around, behind, finish.match)
        subject = Image.merge("RGB", subject.split()[:3]).point(light)
    silhouette = outline.grown(alpha, finish.outline.width * unit)
    yield 0.7
    layers: list[tuple[tuple[int, int, int], Image.Image]] = []
    if finish.shadow.opacity:
        layers.append((backdrop.rgb(finish.shadow.colour), shadow.drop(silhouette, finish.shadow, unit)))
    if finish.contact.opacity:
        layers.append(((0, 0, 0), shadow.contact(silhouette, finish.contact, unit)))
    if finish.outline.width:
        layers.append((backdrop.rgb(finish.outline.colour), silhouette))
    yield 0.8
    if behind is not None:
        for colour, mask in layers:
            behind.paste(colour, None, mask)
            yield 0.9
        behind.paste(subject.convert("RGB"), None, alpha)
        take(np.asarray(behind.convert("RGBA")))
    elif layers:
        clear = Image.new("RGBA", placement.size)
        for colour, mask in layers:
            layer = Image.new("RGBA", placement.size, colour)
            layer.putalpha(mask)
            clear = Image.alpha_composite(clear, layer)
            yield 0.9
        take(np.asarray(Image.alpha_composite(clear, subject)))
    else:
        take(np.asarray(subject))
    yield 1.0


def _background(plate: Plate, finish: Finish, ground: Image.Image | None, placement: Placement) -> Image.Image | None:
    wanted, size = finish.background, placement.size
    match wanted.kind:
        case "colour":
            return Image.new("RGB", size, backdrop.rgb(wanted.colour))
        case "gradient":
            return backdrop.gradient(size, wanted.colour, wanted.end, wanted.angle)
        case "picture" if ground is not None:
            return backdrop.picture(size, ground, wanted)
        case "blur":
            around = plate.blurred(finish.frame.turn, finish.frame.tilt, wanted.blur)
            scale = around.width / turned_size((plate.cutout.shape[1], plate.cutout.shape[0]), finish.frame)[0]
            window = backdrop.window_within(around.size, placement.window.scaled(scale))
            return around.resize(size, Image.Resampling.BICUBIC, box=window)
    return None


def _upright(picture: Image.Image, turn: int, tilt: float) -> Image.Image:
    """Turned and straightened."""
    if turn:
        picture = picture.transpose(_TURNS[turn])
    if tilt:
        picture = picture.rotate(-tilt, Image.Resampling.BICUBIC, expand=True)
    return picture


def _turned_box(box: Box, size: tuple[int, int], turn: int) -> Box:
    width, height = size
    left, top, right, bottom = box
    return {
        0: box,
        90: Box(height - bottom, left, height - top, right),
        180: Box(width - right, height - bottom, width - left, height - top),
        270: Box(top, width - right, bottom, width - left),
    }[turn]


def laid(picture: Image.Image, window: Box, size: tuple[int, int]) -> Image.Image:
    """What a canvas of a size shows of an RGBA picture through a window; clear where that reaches beyond it."""
    if (window.width, window.height) == size and all(each == round(each) for each in window):
        left, top, right, bottom = (round(each) for each in window)
        whole = (left, top, right, bottom) == (0, 0, *picture.size)
        return picture if whole else picture.crop((left, top, right, bottom))
    used = picture.getchannel("A").getbbox()
    canvas = Image.new("RGBA", size)
    if used is None:
        return canvas
    across = _span(used[0], used[2], picture.width, window.left, size[0] / window.width, size[0])
    down = _span(used[1], used[3], picture.height, window.top, size[1] / window.height, size[1])
    if across is None or down is None:
        return canvas
    (left, right), (x, x_end) = across
    (top, bottom), (y, y_end) = down
    # Cut to what is needed, and premultiplied: colours of clear pixels must not mix in.
    outer = (
        max(0, int(x) - 4),
        max(0, int(y) - 4),
        min(picture.width, int(x_end) + 5),
        min(picture.height, int(y_end) + 5),
    )
    part = picture.crop(outer).convert("RGBa")
    box = (x - outer[0], y - outer[1], x_end - outer[0], y_end - outer[1])
    shown = part.resize((right - left, bottom - top), Image.Resampling.BICUBIC, box=box, reducing_gap=REDUCING_GAP)
    canvas.paste(shown.convert("RGBA"), (left, top))
    return canvas


def _span(start: int, end: int, length: int, origin: float, scale: float, size: int) -> Any:
    """One axis of `laid`: which pixels of the canvas show a stretch, and what part of the picture these show."""
    tiny = 1e-3
    # As far as the interpolation reaches beyond the stretch, but not beyond picture or canvas.
    first = max(0, int(np.ceil(-origin * scale - tiny)), int((start - 3 - origin) * scale))
    last = min(size, int((length - origin) * scale + tiny), int(np.ceil((end + 3 - origin) * scale)))
    if last <= first:
        return None
    return (first, last), (max(0.0, origin + first / scale), min(float(length), origin + last / scale))
