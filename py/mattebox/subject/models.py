"""Descriptions of the networks, as the build derives them from ``model/catalog.toml``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """The input and output contract of one salient-object network.

    Attributes:
        name: Key in the catalogue, e.g. ``isnet``.
        title: Name to show.
        width, height: Size of the network's input in pixels.
        multiple: Width and height must be multiples of this.
        scale: ``"max"`` divides the picture by its own maximum first; ``"none"`` keeps 0..255.
        mean, std: Per RGB channel; the tensor is (x − mean) / std.
        range: ``"unit"`` when the output is already 0..1, ``"minmax"`` when it is stretched by its own range.
    """

    name: str
    title: str
    width: int
    height: int
    multiple: int
    scale: Literal["none", "max"]
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    range: Literal["unit", "minmax"]

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
