"""Descriptors: a network's contract as one JSON object, beside its file or in its metadata.

::

    {
      "title": "MODNet",
      "input": "input", "layout": "NCHW", "size": null, "multiple": 32, "fit": "stretch", "pad": [0, 0, 0],
      "divide": 1, "mean": [127.5, 127.5, 127.5], "std": [127.5, 127.5, 127.5],
      "output": "output", "activation": "none", "post": "none", "kind": "alpha",
      "licence": {"name": "Apache-2.0", "link": "https://github.com/ZHKKKe/MODNet"},
      "note": "People only."
    }

``size`` is [height, width]; without one the network gets the picture's own aspect in multiples of ``multiple``. The
picture's 0..255 are divided by ``divide`` (1, 255, or "max", the picture's own largest value), then become
(x − ``mean``) / ``std``. ``output`` is a name or a number. All but ``mean``, ``std``, and one of ``size`` and
``multiple`` can be left out.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from ..errors import InvalidOption
from ..options import checks
from ..subject.models import Activation, Fit, Kind, Layout, ModelSpec, Scale

# In a file's metadata_props.
KEY = "mattebox"
LARGEST = 4096
LONGEST = 4000

_DIVIDE: Mapping[object, Scale] = {1: "none", 255: "255", "max": "max"}
_POST = ("none", "minmax")
FIELDS = (
    *("title", "input", "layout", "size", "multiple", "fit", "pad", "divide", "mean", "std"),
    *("output", "activation", "post", "kind", "licence", "note"),
)


def from_json(text: str | bytes, name: str) -> ModelSpec:
    """Read a descriptor. Raises InvalidOption, which names the field."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidOption(f"the descriptor is no JSON: {error}") from error
    return from_dict(told, name)


def from_dict(told: object, name: str) -> ModelSpec:
    """The contract that a descriptor tells.

    Args:
        name: of the network, for lists.

    Raises:
        InvalidOption: a field is missing, not known or out of its range; the text names it.
    """
    if not isinstance(told, Mapping):
        raise InvalidOption("a descriptor is a JSON object")
    for field in told:
        if field not in FIELDS:
            raise InvalidOption(f"{field!r} is no field of a descriptor; they are {', '.join(FIELDS)}")
    height, width, multiple = _size(told)
    kind = _choice(told, "kind", get_args(Kind), "alpha")
    licence, link = _licence(told.get("licence", {}))
    std = _numbers(told, "std", 1e-6, 1e6)
    return ModelSpec(
        name=name,
        title=_text(told, "title") or name,
        width=width,
        height=height,
        multiple=multiple,
        scale=_DIVIDE[_choice(told, "divide", tuple(_DIVIDE), 255)],
        mean=_numbers(told, "mean", -1e6, 1e6),
        std=std,
        range="minmax" if _choice(told, "post", _POST, "none") == "minmax" else "unit",
        input=_text(told, "input"),
        output=_output(told.get("output", 0)),
        layout=_choice(told, "layout", get_args(Layout), "NCHW"),
        fit=_choice(told, "fit", get_args(Fit), "stretch"),
        pad=_pad(told.get("pad", [0, 0, 0])),
        activation=_choice(told, "activation", get_args(Activation), "sigmoid" if kind == "logits" else "none"),
        kind=kind,
        licence=licence,
        link=link,
        note=_text(told, "note"),
    )


def to_dict(spec: ModelSpec) -> dict[str, Any]:
    """The descriptor of a contract: `from_dict` gives it back."""
    return {
        "title": spec.title,
        "input": spec.input,
        "layout": spec.layout,
        "size": [spec.height, spec.width] if spec.width else None,
        "multiple": spec.multiple,
        "fit": spec.fit,
        "pad": list(spec.pad),
        "divide": next(value for value, scale in _DIVIDE.items() if scale == spec.scale),
        "mean": list(spec.mean),
        "std": list(spec.std),
        "output": spec.output,
        "activation": spec.activation,
        "post": "minmax" if spec.range == "minmax" else "none",
        "kind": spec.kind,
        "licence": {"name": spec.licence, "link": spec.link},
        "note": spec.note,
    }


def _size(told: Mapping[str, object]) -> tuple[int, int, int]:
    size, multiple = told.get("size"), told.get("multiple")
    if size is None and multiple is None:
        raise InvalidOption("the descriptor has neither size ([height, width]) nor multiple; give one of them")
    if multiple is not None:
        checks.whole("multiple", multiple, 1, 512)
    step = int(multiple) if isinstance(multiple, int | float) else 1
    if size is None:
        if told.get("fit", "stretch") != "stretch":
            raise InvalidOption(f"fit is {told['fit']!r}, but without a size the picture fits as it is; leave it out")
        return 0, 0, step
    height, width = _whole(_list(size, "size", 2, "[height, width]"), "size", 16, LARGEST)
    if height % step or width % step:
        raise InvalidOption(f"size is [{height}, {width}]; both can be multiples of {step}, as multiple says")
    return height, width, step


def _list(value: object, name: str, length: int, like: str) -> Sequence[Any]:
    if not isinstance(value, list | tuple) or len(value) != length:
        raise InvalidOption(f"{name} is {value!r}; it can be {like}")
    return value


def _whole(values: Sequence[Any], name: str, low: int, high: int) -> tuple[int, ...]:
    for index, value in enumerate(values):
        checks.whole(f"{name}[{index}]", value, low, high)
    return tuple(int(value) for value in values)


def _numbers(told: Mapping[str, object], name: str, low: float, high: float) -> tuple[float, float, float]:
    if name not in told:
        raise InvalidOption(f"the descriptor has no {name}; it can be three numbers, for red, green and blue")
    red, green, blue = _list(told[name], name, 3, "three numbers, for red, green and blue")
    for index, value in enumerate((red, green, blue)):
        checks.number(f"{name}[{index}]", value, low, high)
    return float(red), float(green), float(blue)


def _pad(value: object) -> tuple[int, int, int]:
    red, green, blue = _whole(_list(value, "pad", 3, "a colour like [0, 0, 0]"), "pad", 0, 255)
    return red, green, blue


def _output(value: object) -> str | int:
    if isinstance(value, str) and 0 < len(value) <= LONGEST:
        return value
    if isinstance(value, str):
        raise InvalidOption(f"output is {value[:40]!r}; it can be an output's name or number")
    checks.whole("output", value, 0, 1000)
    return int(value)  # type: ignore[call-overload, no-any-return]


def _choice(told: Mapping[str, object], name: str, choices: tuple[Any, ...], usual: Any) -> Any:
    value = told.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InvalidOption(f"{name} is {value!r}; it can be {', '.join(map(str, choices))}")
    checks.choice(name, value, choices)
    return value


def _text(told: Mapping[str, object], name: str) -> str:
    value = told.get(name, "")
    if not isinstance(value, str) or len(value) > LONGEST:
        raise InvalidOption(f"{name} is {str(value)[:40]!r}; it can be a text")
    return value


def _licence(value: object) -> tuple[str, str]:
    """Its name and link."""
    if not isinstance(value, Mapping) or set(value) - {"name", "link"}:
        raise InvalidOption(f'licence is {value!r}; it can be {{"name": …, "link": …}}')
    told = {f"licence.{key}": each for key, each in value.items()}
    link = _text(told, "licence.link")
    if link and not link.startswith("https://"):
        raise InvalidOption(f"licence.link is {link[:80]!r}; it can be an address that begins with https://")
    return _text(told, "licence.name"), link
