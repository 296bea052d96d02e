"""Moments of a network's edges on pictures, from the network itself with those edges made outputs."""

from collections.abc import Collection, Iterable, Iterator

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnx import ModelProto, helper

from .low_rank import Moments

PIXELS = 2_000  # of an edge in one picture, at random places: with forty pictures plenty, and the sums stay cheap


def collect(model: ModelProto, edges: Collection[str], pictures: Iterable[NDArray[np.float32]]) -> dict[str, Moments]:
    """The moments of `edges`, means of those on each of the `pictures`, tensors 1×3×H×W."""
    random = np.random.default_rng(0)
    sums: dict[str, Moments] = {}
    count = 0
    for values in edge_values(model, sorted(edges), pictures):
        count += 1
        for name, value in values.items():
            new = of_pixels(value, random)
            old = sums.get(name)
            sums[name] = new if old is None else Moments(old.mean + new.mean, old.second + new.second)
    return {name: Moments(total.mean / count, total.second / count) for name, total in sums.items()}


def edge_values(
    model: ModelProto, names: Collection[str], pictures: Iterable[NDArray[np.float32]]
) -> Iterator[dict[str, NDArray[np.float32]]]:
    """By its name, in this order, what each of the edges holds, 1×C×H×W: of one of the `pictures` after the other."""
    session = with_outputs(model, names)
    (source,) = session.get_inputs()
    for picture in pictures:
        yield dict(zip(names, session.run(names, {source.name: picture}), strict=True))


def with_outputs(model: ModelProto, names: Iterable[str]) -> onnxruntime.InferenceSession:
    """A session of `model` that also gives the edges `names`."""
    copy = ModelProto()
    copy.CopyFrom(model)
    del copy.graph.output[:]
    copy.graph.output.extend(helper.make_empty_tensor_value_info(name) for name in names)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(copy.SerializeToString(), options, providers=["CPUExecutionProvider"])


def of_pixels(value: NDArray[np.float32], random: np.random.Generator) -> Moments:
    """The moments of a tensor's channels over `PIXELS` of its pixels, with repetition; over all if it has no more."""
    pixels = value.reshape(value.shape[1], -1)
    if pixels.shape[1] > PIXELS:
        pixels = np.ascontiguousarray(pixels[:, random.integers(pixels.shape[1], size=PIXELS)])
    second = (pixels @ pixels.T).astype(np.float64) / pixels.shape[1]
    return Moments(pixels.mean(1, dtype=np.float64), second)
