"""Options as plain data, as JSON has them: what is left out is the default, at every depth."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, TypeVar

from ..errors import InvalidOption

T = TypeVar("T")


def read(kind: type[T], name: str, values: Any) -> T:
    """An options dataclass from plain data.

    Args:
        kind: the class; fields whose default is another options dataclass are read the same way.
        name: what the errors call it.
        values: a mapping of its fields.

    Raises:
        InvalidOption: it is no mapping, has a field that does not exist, or one that is out of its range.
    """
    if not isinstance(values, Mapping):
        raise InvalidOption(f"{name} is {values!r}; it can be a mapping of its fields")
    known = {each.name: each for each in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(str(each) for each in values if each not in known):
        raise InvalidOption(f"{name} has no {', '.join(unknown)}; it has {', '.join(known)}")
    return kind(**{each: _value(known[each], value) for each, value in values.items()})


def _value(field: "Field[Any]", value: Any) -> Any:
    part = field.default_factory
    if part is not MISSING and is_dataclass(part):
        return value if isinstance(value, part) else read(part, field.name, value)
    return tuple(value) if isinstance(value, list) else value


def of(options: Any) -> dict[str, Any]:
    """Plain data of an options dataclass, complete: whole numbers as int, tuples as lists."""
    return {each.name: _plain(getattr(options, each.name)) for each in fields(options)}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return of(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
