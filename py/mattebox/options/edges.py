"""How the edge of a cut-out may be made."""

from dataclasses import dataclass
from typing import Literal, get_args

from . import checks

Edge = Literal["auto", "clean", "soft", "hair"]

# Limits of the page's sliders and of the command line. Beyond them a result is a different picture, not a better edge.
MAX_SHIFT = 20.0
MAX_FEATHER = 20.0


@dataclass(frozen=True, slots=True)
class Edges:
    """How the edge of a cut-out is made.

    Attributes:
        edge: ``clean``: crisp antialiased contours (products). ``soft``: guided filter. ``hair``: matting. ``auto``
            chooses among them region by region.
        shift: Move the edge outwards (positive) or inwards, in pixels of the full picture, −20..20.
        feather: Soften the edge by a Gaussian blur of this standard deviation, in pixels of the full picture, 0..20.
        contrast: 0 leaves alpha as it is, 1 makes the edge as hard as antialiasing allows.
        decontaminate: How much of the old background's colour is taken out of half-transparent pixels, 0..1.

    Raises:
        InvalidOption: a value is out of its range.
    """

    edge: Edge = "auto"
    shift: float = 0.0
    feather: float = 0.0
    contrast: float = 0.0
    decontaminate: float = 1.0

    def __post_init__(self) -> None:
        checks.choice("edge", self.edge, get_args(Edge))
        checks.number("shift", self.shift, -MAX_SHIFT, MAX_SHIFT)
        checks.number("feather", self.feather, 0, MAX_FEATHER)
        checks.number("contrast", self.contrast, 0, 1)
        checks.number("decontaminate", self.decontaminate, 0, 1)
