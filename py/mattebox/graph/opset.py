"""Nodes as version 19 of ONNX's operators has them, out of those since version 13.

From 13 to 19 only these lost a form that older files have: ``Split`` without sizes (18), reductions whose axes are an
attribute (18), ``RoiAlign`` without a mode (16). See https://github.com/onnx/onnx/blob/main/docs/Changelog.md.
"""

from ..errors import UnusableNetwork
from .segments import int64
from .structure import Model, Node, attribute
from .wire import LENGTH, Span, fields, written

OLDEST, WANTED = 13, 19

_REDUCTIONS = {
    f"Reduce{each}" for each in ("L1", "L2", "LogSum", "LogSumExp", "Max", "Mean", "Min", "Prod", "SumSquare")
}


def can_raise(model: Model) -> bool:
    """Whether `raised` knows all that there is to change."""
    version = model.opsets.get("", 0)
    old = version < 16 and any(node.op == "RoiAlign" and not node.domain for node in model.nodes)
    return version >= OLDEST and not old


def raised(model: Model, number: int, node: Node) -> tuple[bytes, bytes | None] | None:
    """A node as version 19 wants it, and an initialiser for it; None where it can stay as it is."""
    if model.opsets[""] >= 18 or node.domain:
        return None
    if node.op == "Split" and len([each for each in node.inputs if each]) == 1:
        count = written(1, "num_outputs") + written(3, len(node.outputs)) + written(20, 2)
        return _without(model, node, "") + written(5, count), None
    axes = node.attributes.get("axes")
    if node.op in _REDUCTIONS and isinstance(axes, tuple):
        name = f"mattebox_axes_{number}"
        return _without(model, node, "axes") + written(1, name), int64(name, axes)
    return None


def _without(model: Model, node: Node, name: str) -> bytes:
    """A node's message but for one attribute."""
    (whole,) = fields(model.source, node.whole)
    if whole.kind != LENGTH:
        raise UnusableNetwork("the file is no ONNX network, or a damaged one")
    kept = (
        each.whole
        for each in fields(model.source, whole.span)
        if each.number != 5 or attribute(model.source, each)[0] != name
    )
    return b"".join(model.source.part(Span(each.start, each.stop)) for each in kept)
