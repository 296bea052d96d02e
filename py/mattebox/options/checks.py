"""What values that a person or a page gives may be; the errors name the value and what it can be."""

import re
from collections.abc import Sequence

from ..errors import InvalidOption

_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


def number(name: str, value: object, low: float, high: float) -> None:
    """Raises InvalidOption for what is no number from low to high."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise InvalidOption(f"{name} is {value!r}; it can be {low:g} to {high:g}")


def whole(name: str, value: object, low: int, high: int) -> None:
    """Raises InvalidOption for what is no whole number from low to high."""
    number(name, value, low, high)
    if value != int(value):  # type: ignore[call-overload]
        raise InvalidOption(f"{name} is {value!r}; it can be a whole number")


def choice(name: str, value: object, choices: Sequence[object]) -> None:
    """Raises InvalidOption for what is not among the choices."""
    if value not in choices:
        raise InvalidOption(f"{name} is {value!r}; it can be {', '.join(map(str, choices))}")


def colour(name: str, value: object) -> None:
    """Raises InvalidOption for what is no colour of the form #rrggbb."""
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise InvalidOption(f"{name} is {value!r}; it can be a colour like #ffcc00")
