"""The networks' contracts: what each wants to be given, and what its answer means."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

Layout = Literal["NCHW", "NHWC"]
Scale = Literal["none", "max", "255"]
Fit = Literal["stretch", "letterbox-top-left", "letterbox-centred"]
Activation = Literal["none", "sigmoid"]
Kind = Literal["alpha", "logits", "classes"]


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """The input and output contract of one salient-object network: ours, as the build derives it from
    ``model/catalog.toml``, or somebody's own, as `own.descriptor` reads it.

    Attributes:
        name: Key in the catalogue, e.g. ``isnet``.
        title: Name to show.
        width, height: Size of the network's input in pixels; 0 where it takes the picture's own aspect.
        multiple: Width and height must be multiples of this.
        scale: ``"max"`` divides the picture by its own maximum first, ``"255"`` by that; ``"none"`` keeps 0..255.
        mean, std: Per RGB channel; the tensor is (x − mean) / std.
        range: ``"unit"`` when the output is already 0..1, ``"minmax"`` when it is stretched by its own range.
        input: The input's name; "" if there is but one.
        output: The output's name, or its number.
        layout: Order of the input's and output's axes.
        fit: How a picture of another aspect comes into the input: distorted, or with bars beside it.
        pad: The bars' colour, RGB in 0..255.
        activation: What is still to be done to the output's numbers.
        kind: ``"alpha"`` is one plane of 0..1, ``"logits"`` one of any numbers; ``"classes"`` has a plane for each
            class, of which the first is the background.
        licence, link: Its name, and where it can be read.
        note: What else is to be known of it.
    """

    name: str
    title: str
    width: int
    height: int
    multiple: int
    scale: Scale
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    range: Literal["unit", "minmax"]
    input: str = ""
    output: str | int = 0
    layout: Layout = "NCHW"
    fit: Fit = "stretch"
    pad: tuple[int, int, int] = (0, 0, 0)
    activation: Activation = "none"
    kind: Kind = "alpha"
    licence: str = ""
    link: str = ""
    note: str = ""

    @classmethod
    def from_dict(cls, name: str, entry: Mapping[str, Any]) -> Self:
        """Read one entry of ``models.json``. Raises KeyError when a field is missing."""
        tensor = entry["input"]
        return cls(
            name=name,
            title=entry["title"],
            width=tensor["width"],
            height=tensor["height"],
            multiple=tensor["multiple"],
            scale=tensor["scale"],
            mean=tuple(tensor["mean"]),
            std=tuple(tensor["std"]),
            range=entry["output"]["range"],
        )


def by_role(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, ModelSpec]:
    """Map each role (``main``, ``draft``) to its model, given the parsed ``models.json``."""
    return {entry["role"]: ModelSpec.from_dict(name, entry) for name, entry in entries.items()}


def read(path: Path) -> dict[str, ModelSpec]:
    """Read ``models.json`` and return its models by role."""
    return by_role(json.loads(path.read_text("utf-8")))
