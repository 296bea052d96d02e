"""Whose network a file is, and what to make of one that nobody knows."""

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from ..errors import InvalidOption, UnusableNetwork
from ..graph.structure import FLOAT, FLOAT16, Model, Shape, Value
from ..subject.models import ModelSpec
from . import descriptor

# Divisor, mean and deviation of the inputs in use, in the order in which they are tried.
IMAGENET = {"divide": 255, "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}
HALF = {"divide": 255, "mean": [0.5] * 3, "std": [1] * 3}
SIGNED = {"divide": 1, "mean": [127.5] * 3, "std": [127.5] * 3}
PLAIN = {"divide": 255, "mean": [0] * 3, "std": [1] * 3}

# The note of a descriptor that nobody has written.
GUESS = "A guess from the file's names and shapes."

# What stands between the last activation and an output and leaves its range as it is.
_PASSING = {"Cast", "Clip", "Concat", "Gather", "Identity", "Reshape", "Resize", "Slice", "Squeeze", "Unsqueeze"}
_MASKS = ("alpha", "alphas", "pha", "mask", "output_image", "output")


def contracts(model: Model, name: str, sha256: str = "") -> tuple[ModelSpec, ...]:
    """What a file's contract may be, the likeliest first; more than one where only trying tells.

    Args:
        model: its structure.
        name: what its file is called, without its ending.
        sha256: of its bytes, in hexadecimal.

    Raises:
        UnusableNetwork: it takes no picture, or gives nothing that could be a mask.
        InvalidOption: it has a descriptor of its own, and that is wrong.
    """
    given = _picture(model)
    if not model.outputs:
        raise UnusableNetwork("the network has no output", "answer")
    if descriptor.KEY in model.metadata:
        return (descriptor.from_json(model.metadata[descriptor.KEY], name),)
    for entry in _known().values():
        if _is(entry["match"], model, given, name, sha256):
            told = [entry["descriptor"], *([entry["or"]] if "or" in entry else [])]
            return tuple(descriptor.from_dict(_fitted(each, model, given), name) for each in told)
    return tuple(descriptor.from_dict(each, name) for each in _guesses(model, given, name))


def check(model: Model, spec: ModelSpec) -> None:
    """Raises InvalidOption where a contract speaks of an input, output or size that a file does not have."""
    inputs, outputs = [each.name for each in model.inputs], [each.name for each in model.outputs]
    if len(inputs) != 1:
        raise UnusableNetwork(f"the network has {len(inputs)} inputs; it can have one, a picture", "input")
    if spec.input and spec.input not in inputs:
        raise InvalidOption(f"input is {spec.input!r}; it can be {', '.join(inputs)}")
    if isinstance(spec.output, str) and spec.output not in outputs:
        raise InvalidOption(f"output is {spec.output!r}; it can be {', '.join(outputs)}")
    if isinstance(spec.output, int) and spec.output >= len(outputs):
        raise InvalidOption(f"output is {spec.output}; it can be 0 to {len(outputs) - 1}")
    rows, columns = _sides(model.inputs[0].shape or (1, 3, None, None), spec.layout == "NHWC")
    for told, wanted in ((rows, spec.height), (columns, spec.width)):
        if isinstance(told, int) and told > 0 and told != wanted:
            raise InvalidOption(f"size is {[spec.height, spec.width] if wanted else None}; it can be {[rows, columns]}")


def _fitted(told: Mapping[str, Any], model: Model, given: Value) -> dict[str, Any]:
    """A shipped descriptor for a file of another size, or with the last activation inside."""
    fitted = dict(told)
    sides = _sides(given.shape or (), _is_last(given.shape or ()))
    if all(isinstance(side, int) and side > 0 for side in sides):
        fitted["size"] = list(sides)
    output = told.get("output", model.outputs[0].name)
    if told.get("kind") == "logits" and _is_bounded(model, output):
        fitted |= {"kind": "alpha", "activation": "none"}
    return fitted


def _known() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((files(__package__) / "known.json").read_text("utf-8"))
    return found


def _is(match: Mapping[str, Any], model: Model, given: Value, name: str, sha256: str) -> bool:
    if sha256 and match.get("sha256") == sha256:
        return True
    if not set(match) - {"sha256"}:
        return False
    sides = _sides(given.shape or (), _is_last(given.shape or ()))
    told = [side for side in sides if isinstance(side, int) and side > 0]
    if ("any_size" in match and told) or not set(told) <= set(match.get("shape", told)):
        return False
    return (
        re.search(match.get("file", ""), name, re.IGNORECASE) is not None
        and match.get("input", given.name) == given.name
        and ("output" not in match or match["output"] in [each.name for each in model.outputs])
    )


def _picture(model: Model) -> Value:
    """The one input."""
    if len(model.inputs) != 1:
        raise UnusableNetwork(f"the network has {len(model.inputs)} inputs; it can have one, a picture", "input")
    (given,) = model.inputs
    shape = given.shape
    if given.kind not in (FLOAT, FLOAT16) or shape is None or len(shape) != 4:
        raise UnusableNetwork(f"the network's input {given.name!r} is no picture of floats with four axes", "input")
    if shape[3 if _is_last(shape) else 1] not in (3, None) and not isinstance(shape[1], str):
        raise UnusableNetwork(f"the network's input {given.name!r} has not the three channels of a picture", "input")
    return given


def _is_last(shape: Shape) -> bool:
    """Whether channels are the last axis."""
    return len(shape) == 4 and shape[3] == 3 and shape[1] != 3


def _sides(shape: Shape, last: bool) -> tuple[int | str | None, int | str | None]:
    """Height and width as the file tells them."""
    if len(shape) != 4:
        return None, None
    return (shape[1], shape[2]) if last else (shape[2], shape[3])


def _guesses(model: Model, given: Value, name: str) -> list[dict[str, Any]]:
    shape = given.shape or ()
    height, width = _sides(shape, _is_last(shape))
    fixed = isinstance(height, int) and isinstance(width, int) and min(height, width) > 0
    answer = _answer(model)
    channels = (answer.shape or ())[3 if _is_last(shape) else 1 :][:1] if len(answer.shape or ()) == 4 else ()
    several = bool(channels) and isinstance(channels[0], int) and channels[0] > 1
    bounded = _is_bounded(model, answer.name)
    told = {
        "title": name,
        "input": given.name,
        "layout": "NHWC" if _is_last(shape) else "NCHW",
        **({"size": [height, width]} if fixed else {"multiple": 32}),
        "output": answer.name,
        "kind": "classes" if several else "alpha" if bounded else "logits",
        "post": "minmax" if bounded and len(model.outputs) > 1 and not several else "none",
        "note": GUESS,
    }
    inputs = [IMAGENET, HALF, SIGNED, PLAIN]
    if bounded and len(model.outputs) > 1 and fixed and height == 1024:  # as ISNet has them
        inputs = [HALF, IMAGENET, SIGNED, PLAIN]
    if not fixed:
        inputs = [SIGNED, IMAGENET, HALF, PLAIN]
    return [{**told, **each} for each in inputs]


def _answer(model: Model) -> Value:
    """The output that is likeliest a mask."""
    named = [each for name in _MASKS for each in model.outputs if each.name.lower() == name]
    return (named or list(model.outputs))[0]


def _is_bounded(model: Model, name: str) -> bool:
    """Whether an output comes out of something that ends in 0..1."""
    makers = {each: node for node in model.nodes for each in node.outputs}
    for _ in range(len(model.nodes)):
        node = makers.get(name)
        if node is None or not node.inputs:
            return False
        if node.op in ("Sigmoid", "HardSigmoid", "Softmax"):
            return True
        if node.op not in _PASSING:
            return False
        name = node.inputs[0]
    return False
