"""A cut-out becomes the finished picture: framed, on its background, with shadows and outline.

Layers are mixed in sRGB values, not in linear light: the matte was estimated by the compositing equation in these
values, so that over its own background the subject gives back the picture, and every viewer mixes them so.
"""

import numpy as np
from PIL import Image

from ..arrays import Bytes
from ..options.finish import Finish
from ..progress import Steps, drain
from . import backdrop, outline, relight, shadow
from .lay import _upright, laid
from .placement import Placement, turned_size
from .plate import PREVIEW_SIDE, Plate


def preview(plate: Plate, finish: Finish, ground: Image.Image | None) -> Bytes:
    """The finished picture in little: uint8 (h, w, 4), no side above `PREVIEW_SIDE`. Arguments as for `render`."""
    whole = plate.placement(finish.frame)
    scale = min(1.0, PREVIEW_SIDE / max(whole.size))
    size = max(1, round(whole.size[0] * scale)), max(1, round(whole.size[1] * scale))
    placement = Placement(size, whole.window, whole.subject * scale)
    return drain(_render(plate, plate.small, finish, ground, placement))


def render(plate: Plate, finish: Finish, ground: Image.Image | None) -> Steps[Bytes]:
    """Make the finished picture.

    Args:
        ground: RGBA, the picture for a background of the kind "picture"; without one that kind is none.

    Returns:
        The picture, uint8 (h, w, 4), straight alpha. Opaque pixels are the cut-out's own where a frame does not
        resample and no light changes them.
    """
    return _render(plate, Image.fromarray(plate.cutout), finish, ground, plate.placement(finish.frame))


def _render(
    plate: Plate,
    picture: Image.Image,
    finish: Finish,
    ground: Image.Image | None,
    placement: Placement,
) -> Steps[Bytes]:
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
        subject = behind.convert("RGBA")
    elif layers:
        clear = Image.new("RGBA", placement.size)
        for colour, mask in layers:
            layer = Image.new("RGBA", placement.size, colour)
            layer.putalpha(mask)
            clear = Image.alpha_composite(clear, layer)
            yield 0.9
        subject = Image.alpha_composite(clear, subject)
    yield 1.0
    return np.asarray(subject)


def _background(plate: Plate, finish: Finish, ground: Image.Image | None, placement: Placement) -> Image.Image | None:
    wanted, size = finish.background, placement.size
    match wanted.kind:
        case "colour":
            return Image.new("RGB", size, backdrop.rgb(wanted.colour))
        case "gradient":
            return backdrop.gradient(size, wanted.colour, wanted.end, wanted.angle)
        case "picture" if ground is not None:
            return backdrop.picture(size, ground, wanted)
        case "blur" if plate.around.getchannel("a").getbbox():  # else there is nothing that could be blurred
            around = plate.blurred(finish.frame.turn, finish.frame.tilt, wanted.blur)
            scale = around.width / turned_size((plate.cutout.shape[1], plate.cutout.shape[0]), finish.frame)[0]
            window = backdrop.window_within(around.size, placement.window.scaled(scale))
            return around.resize(size, Image.Resampling.BICUBIC, box=window)
    return None
