"""Rewriting a segmentation network's ONNX graph for the browser.

What a training framework exports carries more than the picture's way to its mask: side outputs, half-precision casts,
sizes frozen at the training resolution. `rewrite` takes them away and changes no value: one float32 input
1×3×H×W, one output 1×1×H×W, H and W any multiples of the network's stride.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import onnx
from onnx import (
    ModelProto,
    NodeProto,
    TensorProto,
    ValueInfoProto,
    helper,
    numpy_helper,
    shape_inference,
    version_converter,
)

OPSET = 15  # DequantizeLinear needs 13 for one scale a channel
IR_VERSION = 8  # the oldest that may carry that opset
FLOATS = {TensorProto.FLOAT, TensorProto.FLOAT16}


def rewrite(original: ModelProto, multiple: int, input_name: str = "input", output_name: str = "output") -> ModelProto:
    """The same function as `original`'s first output, in the form described above."""
    model = version_converter.convert_version(original, OPSET)
    model.ir_version = max(model.ir_version, IR_VERSION)
    keep_first_output(model)
    constants_to_initializers(model)
    to_float32(model)
    drop_identities(model)
    resize_by_scales(model)
    prune(model)
    make_dynamic(model)
    rename(model, {model.graph.input[0].name: input_name, model.graph.output[0].name: output_name})
    clear_ceil_mode(model, multiple)
    onnx.checker.check_model(model, full_check=True)
    return model


def keep_first_output(model: ModelProto) -> None:
    """Drop every output but the first, and what only they needed."""
    del model.graph.output[1:]
    prune(model)


def prune(model: ModelProto) -> None:
    """Drop nodes and initialisers from which no output can be reached; put the other nodes in order of execution."""
    graph = model.graph
    producer = {name: node for node in graph.node for name in node.output}
    ordered: dict[str, NodeProto] = {}  # by first output
    needed: set[str] = set()
    stack = [output.name for output in reversed(graph.output)]
    while stack:
        name = stack.pop()
        needed.add(name)
        node = producer.get(name)
        if node is None or node.output[0] in ordered:
            continue
        waiting = [source for source in node.input if source not in needed]
        if waiting:
            stack += [name, *reversed(waiting)]
        else:
            ordered[node.output[0]] = node
    replace(graph.node, ordered.values())
    replace(graph.initializer, [tensor for tensor in graph.initializer if tensor.name in needed])
    del graph.value_info[:]


def constants_to_initializers(model: ModelProto) -> None:
    """Turn Constant nodes into initialisers."""
    graph = model.graph
    for node in graph.node:
        if node.op_type == "Constant":
            value = helper.get_attribute_value(node.attribute[0])
            array = numpy_helper.to_array(value) if isinstance(value, TensorProto) else np.array(value)
            graph.initializer.append(numpy_helper.from_array(array, node.output[0]))
    replace(graph.node, [node for node in graph.node if node.op_type != "Constant"])


def to_float32(model: ModelProto) -> None:
    """Widen every half-precision constant and drop the casts between the two float types.

    Values stay exact: each float16 is a float32.
    """
    graph = model.graph
    types = {value.name: value.type.tensor_type.elem_type for value in _edges(model)}
    types |= {tensor.name: tensor.data_type for tensor in graph.initializer}
    casts = [node for node in graph.node if node.op_type == "Cast"]
    bypass(model, [cast for cast in casts if {types[cast.input[0]], types[cast.output[0]]} <= FLOATS])
    for tensor in graph.initializer:
        if tensor.data_type == TensorProto.FLOAT16:
            tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float32), tensor.name))
    for value in (*graph.input, *graph.output):
        if value.type.tensor_type.elem_type == TensorProto.FLOAT16:
            value.type.tensor_type.elem_type = TensorProto.FLOAT
    del graph.value_info[:]


def drop_identities(model: ModelProto) -> None:
    """Join the two ends of every Identity."""
    bypass(model, [node for node in model.graph.node if node.op_type == "Identity"])


def resize_by_scales(model: ModelProto) -> None:
    """Give each Resize the ratio of its sizes at the exported resolution in place of the sizes themselves.

    The chains of Shape, Slice, Gather and Concat that computed sizes are left without a reader: prune them.
    """
    graph = model.graph
    shapes = static_shapes(model)
    constants: dict[tuple[float, ...], str] = {}
    for node in graph.node:
        if node.op_type != "Resize":
            continue
        before, after = shapes[node.input[0]], shapes[node.output[0]]
        scales = tuple(new / old for old, new in zip(before, after, strict=True))
        if scales not in constants:
            constants[scales] = "scales_" + "x".join(f"{scale:g}" for scale in scales)
            graph.initializer.append(numpy_helper.from_array(np.array(scales, np.float32), constants[scales]))
        replace(node.input, [node.input[0], "", constants[scales]])


def make_dynamic(model: ModelProto) -> None:
    """Name the height and width of input and output instead of fixing them."""
    for value in (model.graph.input[0], model.graph.output[0]):
        shape = value.type.tensor_type.shape.dim
        shape[2].dim_param, shape[3].dim_param = "height", "width"


def clear_ceil_mode(model: ModelProto, multiple: int) -> None:
    """Let pooling round down, after checking that at multiples of `multiple` there is nothing to round.

    Some WebGPU builds get ceil_mode=1 wrong.
    """
    shapes = static_shapes(with_size(model, multiple, multiple))
    for node in model.graph.node:
        if node.op_type != "MaxPool":
            continue
        kernel, strides = attribute(node, "kernel_shape"), attribute(node, "strides")
        pads = attribute(node, "pads") or [0, 0, 0, 0]
        for axis, size in enumerate(shapes[node.input[0]][2:]):
            if (size + pads[axis] + pads[axis + 2] - kernel[axis]) % strides[axis]:
                raise ValueError(f"{node.name}: {size} px do not divide by {strides[axis]} at {multiple}×{multiple}")
        replace(node.attribute, [each for each in node.attribute if each.name != "ceil_mode"])


def rename(model: ModelProto, names: Mapping[str, str]) -> None:
    """Rename edges of the graph, inputs and outputs included."""
    graph = model.graph
    for node in graph.node:
        replace(node.input, [names.get(name, name) for name in node.input])
        replace(node.output, [names.get(name, name) for name in node.output])
    for value in (*graph.input, *graph.output, *graph.initializer):
        value.name = names.get(value.name, value.name)


def with_size(model: ModelProto, height: int, width: int) -> ModelProto:
    """A copy whose input has a fixed size."""
    copy = ModelProto()
    copy.CopyFrom(model)
    shape = copy.graph.input[0].type.tensor_type.shape.dim
    shape[2].dim_value, shape[3].dim_value = height, width
    return copy


def static_shapes(model: ModelProto) -> dict[str, tuple[int, ...]]:
    """The shapes of the edges that have a fixed one: of all, if the input size is fixed."""
    shapes = {value.name: value.type.tensor_type.shape.dim for value in _edges(model)}
    return {
        name: tuple(dim.dim_value for dim in dims)
        for name, dims in shapes.items()
        if all(dim.HasField("dim_value") for dim in dims)
    }


def _edges(model: ModelProto) -> list[ValueInfoProto]:
    """Every edge with its type and shape, sizes that the graph computes from sizes included."""
    graph = shape_inference.infer_shapes(model, strict_mode=True, data_prop=True).graph
    return [*graph.input, *graph.value_info, *graph.output]


def bypass(model: ModelProto, nodes: Iterable[NodeProto]) -> None:
    """Remove nodes of one input and one output; who read the output reads the input."""
    graph = model.graph
    source = {node.output[0]: node.input[0] for node in nodes}
    replace(graph.node, [node for node in graph.node if node.output[0] not in source])
    for name in source:
        while source[name] in source:
            source[name] = source[source[name]]
    # The graph's own outputs keep their names: there it is the producer that is renamed.
    ends = {source[output.name]: output.name for output in graph.output if output.name in source}
    for node in graph.node:
        inputs = [source.get(name, name) for name in node.input]
        replace(node.input, [ends.get(name, name) for name in inputs])
        replace(node.output, [ends.get(name, name) for name in node.output])


def attribute(node: NodeProto, name: str) -> Any:
    """The value of a node's attribute; None if it has none of that name."""
    return next((helper.get_attribute_value(a) for a in node.attribute if a.name == name), None)


def replace(field: Any, items: Iterable[Any]) -> None:
    """Assign to a repeated protobuf field."""
    items = list(items)
    del field[:]
    field.extend(items)
