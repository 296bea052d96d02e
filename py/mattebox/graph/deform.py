"""Deformable convolutions that an exporter took apart, made one node each again.

ONNX had none before version 19, so networks such as BiRefNet are mostly found with each written out: the input padded,
four neighbours of every sampled point gathered (``GatherND`` or ``GatherElements``), weighted, summed, masked, laid out
as blocks of the kernel's size, and convolved with strides of that size (deform-conv2d-onnx-exporter's way). The
gathered tensors are hundreds of megabytes, which no browser has room for. ``DeformConv`` computes the same in place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .constants import values
from .kernel_grid import grid_of
from .opset import WANTED, can_raise, raised
from .segments import Segment, rewritten
from .structure import Model, Node, Tensor
from .wire import written

# Nodes between the weight of a neighbour and the coordinates that it is computed from.
_FAR = 8


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A file in pieces (`segments.copy`), and how many convolutions became one node."""

    segments: list[Segment]
    count: int


@dataclass(frozen=True, slots=True)
class _Found:
    """What a DeformConv node needs."""

    inputs: tuple[str, ...]
    attributes: dict[str, int | tuple[int, ...]]


def to_deform_conv(model: Model) -> Rewriting | None:
    """Put a DeformConv node in the place of each deformable convolution that was taken apart.

    Returns:
        None where there is none, or where the file cannot be brought to version 19 of the operators (it is older than
        13, or has graphs within nodes or functions of its own).

    Raises:
        UnusableNetwork: the file is damaged.
    """
    if not model.plain or not can_raise(model) or any(node.nested for node in model.nodes):
        return None
    finder = _Finder(model)
    found = {number: each for number, node in enumerate(model.nodes) if (each := finder.find(node)) is not None}
    if not found:
        return None
    alive, needed = _alive(model, found)
    nodes: dict[int, bytes | None] = {}
    added: list[bytes] = []
    for number, node in enumerate(model.nodes):
        if number not in alive:
            nodes[number] = None
        elif number in found:
            nodes[number] = _written(node, found[number])
        elif (new := raised(model, number, node)) is not None:
            nodes[number] = new[0]
            added += [new[1]] if new[1] is not None else []
    every = {*model.initialisers, *(name for node in model.nodes for name in node.outputs)}
    opset = max(WANTED, model.opsets[""])
    return Rewriting(rewritten(model, nodes, added, every - needed, opset), len(found))


def _alive(model: Model, found: dict[int, _Found]) -> tuple[set[int], set[str]]:
    """Numbers of the nodes, and names, that the outputs need."""
    needed = {each.name for each in model.outputs}
    alive = set()
    for number in range(len(model.nodes) - 1, -1, -1):
        node = model.nodes[number]
        if needed.intersection(node.outputs):
            alive.add(number)
            needed.update(found[number].inputs if number in found else node.inputs)
            needed.update(node.outputs)
    return alive, needed


def _written(node: Node, found: _Found) -> bytes:
    body = [written(1, name) for name in found.inputs] + [written(2, name) for name in node.outputs]
    body += [written(3, node.outputs[0]), written(4, "DeformConv")]
    for name, value in found.attributes.items():
        if isinstance(value, int):
            body.append(written(5, written(1, name) + written(3, value) + written(20, 2)))
        else:
            numbers = b"".join(written(8, number) for number in value)
            body.append(written(5, written(1, name) + numbers + written(20, 7)))
    return b"".join(body)


class _Finder:
    """Goes back from convolutions over what stands before them."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._makers = {name: node for node in model.nodes if not node.domain for name in node.outputs if name}

    def find(self, conv: Node) -> _Found | None:
        """What a convolution needs as a DeformConv node; None if it is none that was taken apart."""
        kernel = conv.attributes.get("kernel_shape")
        if conv.op != "Conv" or conv.domain or len(conv.inputs) < 2 or not _is_bare(conv):
            return None
        if not isinstance(kernel, tuple) or len(kernel) != 2 or min(kernel) < 1:
            return None
        if conv.attributes.get("strides", (1, 1)) != kernel:
            return None
        blocks = self._up(conv.inputs[0], "Reshape", (0, 1, 4, 2, 5, 3), "Reshape")
        total, mask = self._masked(blocks)
        corners = list(self._corners(total))
        places = {(source, floor) for source, floor, _ in corners}
        if len(corners) != 4 or len(places) != 1 or len({index for *_, index in corners}) != 4:
            return None
        ((source, floor),) = places
        return self._deform(conv, kernel, source, floor, mask)

    def _deform(self, conv: Node, kernel: tuple[int, ...], source: Node, floor: Node, mask: str) -> _Found | None:
        """With the padded input, the node that rounds coordinates down, and the mask or ""."""
        pads = self._pads(source)
        coordinates = self._maker(floor.inputs[0], "Add")
        if pads is None or coordinates is None:
            return None
        for constant, moved in _both(coordinates):
            reshape = self._maker(moved, "Reshape")
            shape = self._whole(reshape.inputs[-1]) if reshape is not None else None
            grid = grid_of(self._constant(constant), kernel)
            if reshape is None or shape is None or grid is None or len(shape) != 6:
                continue
            padding = tuple(amount - first for amount, first in zip(pads, grid.first, strict=True))
            if min(padding) < 0 or min(pads) < 1 or shape[2:4] != (kernel[0] * kernel[1], 2):
                continue
            bias = conv.inputs[2] if len(conv.inputs) > 2 else ""
            inputs = (source.inputs[0], conv.inputs[1], reshape.inputs[0], *((bias, mask) if bias or mask else ()))
            group = conv.attributes.get("group", 1)
            return _Found(
                inputs if mask or not bias else inputs[:4],
                {
                    "dilations": grid.dilations,
                    "group": group if isinstance(group, int) else 1,
                    "kernel_shape": kernel,
                    "offset_group": shape[1],
                    "pads": padding * 2,
                    "strides": grid.strides,
                },
            )
        return None

    def _masked(self, name: str) -> tuple[str, str]:
        """The sum of four neighbours, and the mask by which it is multiplied, or ""."""
        product = self._maker(name, "Mul")
        if product is None:
            return name, ""
        for total, factor in _both(product):
            mask = self._maker(factor, "Reshape")
            if mask is not None and self._maker(total, "Sum") is not None:
                return total, mask.inputs[0]
        return "", ""

    def _corners(self, total: str) -> Iterator[tuple[Node, Node, str]]:
        """Of each neighbour the node that pads the input, the one that rounds coordinates down, and its index."""
        summed = self._maker(total, "Sum")
        for name in summed.inputs if summed is not None else ():
            product = self._maker(name, "Mul")
            for weight, value in _both(product):
                gathered, floor = self._gathered(value), self._floor(weight)
                if gathered is not None and floor is not None:
                    yield gathered[0], floor, gathered[1]
                    break

    def _gathered(self, name: str) -> tuple[Node, str] | None:
        inner = self._up(name, "Reshape", (0, 1, 3, 2))
        points = self._maker(inner, "GatherND") or self._maker(self._up(inner, "Reshape"), "GatherND")
        if points is not None and points.attributes.get("batch_dims") == 2:
            source = self._up(points.inputs[0], (0, 1, 3, 4, 2), "Reshape")
        else:
            points = self._maker(self._up(name, "Reshape"), "GatherElements")
            if points is None or points.attributes.get("axis") != 3:
                return None
            source = self._up(points.inputs[0], "Reshape")
            source = self._up(source, "Reshape") or source
        pad = self._maker(source, "Pad")
        return (pad, points.inputs[1]) if pad is not None else None

    def _floor(self, name: str) -> Node | None:
        """What rounded the coordinates down from which a weight was made."""
        names, seen = {name}, set[str]()
        for _ in range(_FAR):
            makers = [self._makers[each] for each in names if each in self._makers]
            for node in makers:
                if node.op == "Floor":
                    return node
            seen |= names
            inner = [node for node in makers if node.op in ("Reshape", "Mul", "Sub", "Slice", "Identity")]
            names = {each for node in inner for each in node.inputs} - seen
        return None

    def _pads(self, pad: Node) -> tuple[int, int] | None:
        """Rows and columns of zeros that a node puts on each side of a picture."""
        filler = self._constant(pad.inputs[2]) if len(pad.inputs) > 2 and pad.inputs[2] else None
        amounts = self._whole(pad.inputs[1]) if len(pad.inputs) > 1 else None
        if pad.attributes.get("mode", b"constant") != b"constant" or amounts is None or len(amounts) != 8:
            return None
        given = len(pad.inputs) > 2 and bool(pad.inputs[2])
        if amounts[:4] != amounts[4:] or any(amounts[:2]) or len(pad.inputs) > 3:
            return None
        if given and (filler is None or np.any(filler)):
            return None
        return amounts[2], amounts[3]

    def _up(self, name: str, *steps: str | tuple[int, ...]) -> str:
        """The first input of the last of some nodes, each before the other, by operator or by a transpose's order."""
        for step in steps:
            node = self._maker(name, "Transpose" if isinstance(step, tuple) else step)
            if node is None or (isinstance(step, tuple) and node.attributes.get("perm") != step):
                return ""
            name = node.inputs[0]
        return name

    def _maker(self, name: str, op: str) -> Node | None:
        """The node of this operator that makes a tensor."""
        node = self._makers.get(self._original(name))
        return node if node is not None and node.op == op and node.inputs else None

    def _constant(self, name: str) -> NDArray[Any] | None:
        name = self._original(name)
        tensor: object = self._model.initialisers.get(name)
        node = self._makers.get(name)
        if tensor is None and node is not None and node.op == "Constant":
            tensor = node.attributes.get("value")
        return values(self._model, tensor) if isinstance(tensor, Tensor) else None

    def _original(self, name: str) -> str:
        """The tensor that one is the same as."""
        for _ in range(_FAR):
            node = self._makers.get(name)
            if node is None or node.op != "Identity" or not node.inputs:
                break
            name = node.inputs[0]
        return name

    def _whole(self, name: str) -> tuple[int, ...] | None:
        """A constant list of whole numbers."""
        found = self._constant(name)
        if found is None or found.dtype.kind != "i" or found.ndim != 1 or found.size > 8:
            return None
        return tuple(int(each) for each in found)


def _both(node: Node | None) -> Iterator[tuple[str, str]]:
    """The two inputs of a node whose order does not matter, in both orders."""
    if node is not None and len(node.inputs) == 2:
        first, second = node.inputs
        yield first, second
        yield second, first


def _is_bare(conv: Node) -> bool:
    told = conv.attributes
    pads, dilations = told.get("pads", ()), told.get("dilations", ())
    padded = isinstance(pads, tuple) and any(pads)
    dilated = isinstance(dilations, tuple) and any(each != 1 for each in dilations)
    return not padded and not dilated and told.get("auto_pad", b"NOTSET") == b"NOTSET"
