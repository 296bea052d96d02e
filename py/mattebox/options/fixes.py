"""What a person corrected by hand: plain data, in the order in which it was done.

Places are in pixels of the full, upright picture, so that a correction holds at any resolution.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import InvalidOption
from . import checks

Effect = Literal["restore", "erase"]
Tool = Literal["brush", "lasso"]
What = Literal["holes", "specks"]

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Places = NDArray[np.float64]

# Pixels: no picture is so large that anything could be meant beyond.
FARTHEST = 1e6


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """A stroke of a brush, or an area drawn around with a lasso. Two are the same only if they are one object.

    Attributes:
        effect: ``restore`` makes subject, ``erase`` background.
        tool: ``brush``: a line as thick as its points say; ``lasso``: the area that the points enclose.
        points: float64 (n, 3), from whatever numpy makes that of: x, y and radius of each in pixels; at least one. A
            lasso's radii say nothing.
        hard: Painted exactly as it is; else a hint, and the edge nearby is looked for.
        softness: Share of a hard stroke's radius over which it fades, 0..1.

    Raises:
        InvalidOption: something else.
    """

    effect: Effect
    points: Places
    tool: Tool = "brush"
    hard: bool = False
    softness: float = 0.0

    def __post_init__(self) -> None:
        checks.choice("effect", self.effect, get_args(Effect))
        checks.choice("tool", self.tool, get_args(Tool))
        points = _places("points", self.points)
        if not points.size or points.ndim != 2 or points.shape[1] != 3:
            raise InvalidOption("a stroke needs points of x, y and radius")
        object.__setattr__(self, "points", points)
        if points[:, 2].min() < 0:
            raise InvalidOption("a radius is negative")
        checks.choice("hard", self.hard, (True, False))
        checks.number("softness", self.softness, 0, 1)


@dataclass(frozen=True, slots=True)
class Pick:
    """A subject that was clicked on: kept or dropped, with all that is connected to it."""

    at: Point
    keep: bool

    def __post_init__(self) -> None:
        _places("at", self.at, 2)
        checks.choice("keep", self.keep, (True, False))


@dataclass(frozen=True, slots=True)
class Closer:
    """A box (left, top, right, bottom) in which the network is asked again, and what it finds there is added."""

    box: Box

    def __post_init__(self) -> None:
        left, top, right, bottom = _places("box", self.box, 4)
        if left >= right or top >= bottom:
            raise InvalidOption(f"the box {self.box} is empty")


@dataclass(frozen=True, slots=True)
class Tidy:
    """``holes`` inside the subject are filled, or ``specks`` beside it removed."""

    what: What

    def __post_init__(self) -> None:
        checks.choice("what", self.what, get_args(What))


Fix = Stroke | Pick | Closer | Tidy


def _places(name: str, values: ArrayLike, count: int | None = None) -> Places:
    """The values as an array. Raises InvalidOption for what is not in or around a picture."""
    try:
        places = np.array(values, np.float64)
    except (ValueError, TypeError) as error:
        raise InvalidOption(f"{name}: not all of these are numbers ({error})") from error
    if count is not None and places.shape != (count,):
        raise InvalidOption(f"{name} is {values!r}; it can be {count} numbers")
    if not (abs(places) <= FARTHEST).all():
        raise InvalidOption(f"{name}: not all of the numbers are within {FARTHEST:g} pixels")
    return places


def parse(data: Sequence[Mapping[str, Any]]) -> tuple[Fix, ...]:
    """Read corrections as the page writes them, each as `read` does."""
    return tuple(read(entry) for entry in data)


def read(entry: Mapping[str, Any]) -> Fix:
    """Read a correction as the page writes it: ``type`` names the class, the rest are its fields.

    Raises:
        InvalidOption: for what is none.
    """
    try:
        return _fix(**entry)
    except InvalidOption:
        raise
    except (ValueError, TypeError, KeyError) as error:
        raise InvalidOption(f"that is no correction: {error}; it has a type and the fields of its class") from error


def _fix(type: str, **fields: Any) -> Fix:
    match type:
        case "stroke":
            return Stroke(points=np.array(fields.pop("points"), np.float64).reshape(-1, 3), **fields)
        case "pick":
            x, y = fields.pop("at")
            return Pick((x, y), **fields)
        case "closer":
            left, top, right, bottom = fields.pop("box")
            return Closer((left, top, right, bottom), **fields)
        case "tidy":
            return Tidy(**fields)
    raise InvalidOption(f"there is no correction of type {type!r}")
