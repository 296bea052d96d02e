"""Finishes by what they are for, under the names that the page gives them."""

from collections.abc import Mapping
from types import MappingProxyType

from .finish import Background, Finish, Frame, Outline, Shadow

_WHITE = Background("colour")


def _social(size: tuple[int, int]) -> Finish:
    return Finish(Background("blur"), frame=Frame(crop="subject", size=size, fill=0.8))


PRESETS: Mapping[str, Finish] = MappingProxyType(
    {
        "cutout": Finish(),
        "marketplace": Finish(_WHITE, frame=Frame(crop="subject", size=(2000, 2000), fill=0.85)),
        "square": _social((1080, 1080)),
        "portrait": _social((1080, 1350)),
        "story": _social((1080, 1920)),
        "identity": Finish(_WHITE, frame=Frame(crop="subject", size=(413, 531), fill=0.72, anchor="head", dpi=300)),
        "sticker": Finish(
            outline=Outline(0.022),
            shadow=Shadow(0.35, distance=0.012, softness=0.012),
            frame=Frame(crop="subject", margin=6),
        ),
    }
)
"""Finishes by name, which `finish` may be instead.

``identity``: 35 × 45 mm at 300 pixels per inch; the head takes 70 to 80 % of the height (ICAO Doc 9303, part 3).
"""
