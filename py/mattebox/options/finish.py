"""What a person may choose for the finished picture: background, shadows, outline, light and frame.

The default of each changes nothing. Lengths are shares of the subject's longer side, so that pictures of all sizes are
finished alike; angles are degrees clockwise from straight up, as in CSS.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from ..errors import InvalidOption
from . import checks, plain

Ground = Literal["none", "colour", "gradient", "picture", "blur"]
Fit = Literal["cover", "contain"]
Crop = Literal["picture", "subject"]
Unit = Literal["percent", "px"]
Anchor = Literal["centre", "head"]

TURNS = (0, 90, 180, 270)
# Beyond these a picture is another one (a shadow far away, an outline wider than its subject).
MAX_DISTANCE = 0.5
MAX_SOFTNESS = 0.2
MAX_WIDTH = 0.1
MAX_BLUR = 0.1
# Below this the blurred background would show what the subject hid.
MIN_BLUR = 0.004
MAX_TILT = 45.0
# Pixels of a side: a canvas of the largest square is what the largest picture takes.
MAX_SIDE = 7000
MAX_DPI = 2400.0


@dataclass(frozen=True, slots=True)
class Background:
    """What is put behind the subject.

    Attributes:
        kind: ``none``: it stays transparent. ``blur``: the picture's own background, blurred.
        colour: ``#rrggbb``: the only one, where the gradient begins, or what a contained picture leaves free.
        end: where the gradient ends.
        angle: the direction in which the gradient runs.
        fit: ``cover``: the picture fills the canvas; ``contain``: all of it is seen.
        x, y: which part of the picture is seen, or where it lies; 0 is left or top, 1 right or bottom.
        blur: standard deviation as a share of the original's longer side.
    """

    kind: Ground = "none"
    colour: str = "#ffffff"
    end: str = "#cfd8e3"
    angle: float = 180.0
    fit: Fit = "cover"
    x: float = 0.5
    y: float = 0.5
    blur: float = 0.02

    def __post_init__(self) -> None:
        checks.choice("background.kind", self.kind, get_args(Ground))
        checks.colour("background.colour", self.colour)
        checks.colour("background.end", self.end)
        checks.number("background.angle", self.angle, 0, 360)
        checks.choice("background.fit", self.fit, get_args(Fit))
        checks.number("background.x", self.x, 0, 1)
        checks.number("background.y", self.y, 0, 1)
        checks.number("background.blur", self.blur, MIN_BLUR, MAX_BLUR)


@dataclass(frozen=True, slots=True)
class Shadow:
    """The shadow that falls on what is behind the subject; without opacity there is none.

    Attributes:
        opacity: 0..1.
        angle: the direction in which it falls.
        distance: how far.
        softness: standard deviation of its blur.
        colour: ``#rrggbb``.
    """

    opacity: float = 0.0
    angle: float = 160.0
    distance: float = 0.04
    softness: float = 0.03
    colour: str = "#000000"

    def __post_init__(self) -> None:
        checks.number("shadow.opacity", self.opacity, 0, 1)
        checks.number("shadow.angle", self.angle, 0, 360)
        checks.number("shadow.distance", self.distance, 0, MAX_DISTANCE)
        checks.number("shadow.softness", self.softness, 0, MAX_SOFTNESS)
        checks.colour("shadow.colour", self.colour)


@dataclass(frozen=True, slots=True)
class Contact:
    """The dark line where the subject stands on the ground; without opacity there is none.

    Attributes:
        opacity: 0..1.
        softness: standard deviation of its blur.
    """

    opacity: float = 0.0
    softness: float = 0.02

    def __post_init__(self) -> None:
        checks.number("contact.opacity", self.opacity, 0, 1)
        checks.number("contact.softness", self.softness, 0, MAX_SOFTNESS)


@dataclass(frozen=True, slots=True)
class Outline:
    """A line around the subject, as stickers have it; without width there is none."""

    width: float = 0.0
    colour: str = "#ffffff"

    def __post_init__(self) -> None:
        checks.number("outline.width", self.width, 0, MAX_WIDTH)
        checks.colour("outline.colour", self.colour)


@dataclass(frozen=True, slots=True)
class Frame:
    """What of the picture is shown, and how large.

    Attributes:
        turn: quarter turns clockwise, in degrees.
        tilt: degrees clockwise to straighten by, −45..45.
        crop: ``picture``: the frame lies inside the picture. ``subject``: it lies around the subject, wherever that is;
            sides at which the picture cuts the subject stay at the frame's edge.
        margin: around the subject, in ``unit``: percent of its longer side, or pixels of the picture.
        fill: the share of the frame that the subject takes in the direction where it is tighter, instead of a margin;
            with ``anchor`` "head" the head's share of the height.
        aspect: width over height; None: as it comes.
        size: width and height in pixels, whose ratio is the aspect; None: the picture's pixels stay as they are.
        anchor: ``head``: of a person the head is what is placed, with room above it, as in identity photos.
        x, y: moves the subject by shares of the frame, −0.5..0.5.
        dpi: pixels per inch that the file tells; None: the original's.
    """

    turn: int = 0
    tilt: float = 0.0
    crop: Crop = "picture"
    margin: float = 0.0
    unit: Unit = "percent"
    fill: float | None = None
    aspect: float | None = None
    size: tuple[int, int] | None = None
    anchor: Anchor = "centre"
    x: float = 0.0
    y: float = 0.0
    dpi: float | None = None

    def __post_init__(self) -> None:
        checks.choice("frame.turn", self.turn, TURNS)
        checks.number("frame.tilt", self.tilt, -MAX_TILT, MAX_TILT)
        checks.choice("frame.crop", self.crop, get_args(Crop))
        checks.choice("frame.unit", self.unit, get_args(Unit))
        checks.number("frame.margin", self.margin, 0, 100 if self.unit == "percent" else MAX_SIDE)
        if self.fill is not None:
            checks.number("frame.fill", self.fill, 0.1, 1)
        if self.aspect is not None:
            checks.number("frame.aspect", self.aspect, 0.1, 10)
        if self.size is not None:
            if not isinstance(self.size, tuple) or len(self.size) != 2:
                raise InvalidOption(f"frame.size is {self.size!r}; it can be width and height")
            for side in self.size:
                checks.whole("frame.size", side, 1, MAX_SIDE)
        checks.choice("frame.anchor", self.anchor, get_args(Anchor))
        checks.number("frame.x", self.x, -0.5, 0.5)
        checks.number("frame.y", self.y, -0.5, 0.5)
        if self.dpi is not None:
            checks.number("frame.dpi", self.dpi, 1, MAX_DPI)

    @property
    def moves(self) -> bool:
        """Whether the picture's pixels come to lie elsewhere."""
        still = Frame(dpi=self.dpi, margin=self.margin, unit=self.unit, fill=self.fill, anchor=self.anchor)
        return self != still


@dataclass(frozen=True, slots=True)
class Finish:
    """All of it. ``match``: how far the subject takes on the new background's light and colour, 0..1."""

    background: Background = field(default_factory=Background)
    shadow: Shadow = field(default_factory=Shadow)
    contact: Contact = field(default_factory=Contact)
    outline: Outline = field(default_factory=Outline)
    match: float = 0.0
    frame: Frame = field(default_factory=Frame)

    def __post_init__(self) -> None:
        checks.number("match", self.match, 0, 1)

    @property
    def plain(self) -> bool:
        """Whether the finished picture is the cut-out itself."""
        covered = self.background.kind != "none" or self.shadow.opacity or self.contact.opacity or self.outline.width
        return not covered and not self.frame.moves


def read(values: Mapping[str, Any]) -> Finish:
    """A Finish from plain data, as JSON gives it. Raises InvalidOption for what is none."""
    return plain.read(Finish, "finish", values)
