"""Command line: write a network of the catalogue so that it does the same in less time and fewer bytes."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto

from ..__main__ import write
from ..catalog import Model, load
from ..fetch import FetchError, fetch, megabytes, sha256
from ..graph import rewrite
from . import activations, rounding
from .enlarge import move
from .equalize import equalize
from .factorize import edges, factorize
from .moments import collect
from .network import Network, cost, parameters
from .pictures import packages, prepare
from .prune import prune_channels
from .qdq import quantize_activations
from .scenes import Pictures, scene
from .stem import merge_stem

SCENES, MOVING_SCENES = 40, 16
FIRST_SCENE, SCENE_SIZE = 1 << 29, 1024  # a seed, and the sides of the scenes in pixels


@dataclass(frozen=True)
class Plan:
    """How to compress a network: the size to look at it, and the shares of variance that may be given up.

    `share` is that of a convolution's output, on either side of its factors; `stages` has those of the stages that
    differ. `moved` is the most that moving a convolution before the enlargement of what it reads may change, `pruned`
    what channels may have said that are dropped. Of activations all but `cut`, at either end, are held in eight bits.
    What is 0 is not done.
    """

    size: int
    share: float = 0
    stages: Mapping[str, float] = field(default_factory=dict)
    moved: float = 0
    pruned: float = 0
    cut: float = 0

    def of(self, edge: str) -> float:
        """An edge's name begins with its stage: /stage1d/rebnconv2/…"""
        return self.stages.get(edge.strip("/").split("/")[0], self.share)


# ISNet keeps its layers: factors leave edges that eight bits hold badly (model/README.md). In U²-Net-p hardly a
# convolution can be moved: its maps are small, and so not smooth.
PLANS = {
    "isnet": Plan(1024, pruned=1e-4, cut=1e-4),
    "u2netp": Plan(320, share=0.005),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m model.compress", description=__doc__)
    parser.add_argument("--network", choices=PLANS, required=True, help="of the catalogue")
    parser.add_argument("--cache", type=Path, required=True, help="folder for downloads, as of python -m model")
    parser.add_argument("--out", type=Path, required=True, help="ONNX file to write")
    parser.add_argument("--never", type=Path, help="folder of pictures not to look at: those for judging the result")
    arguments = parser.parse_args()
    try:
        compress(arguments)
    except (FetchError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def compress(arguments: argparse.Namespace) -> None:
    model, plan = load()[arguments.network], PLANS[arguments.network]
    full = network(arguments.network, model, arguments.cache)
    pictures = prepare([each for each in packages() if not each.judge], arguments.cache, arguments.never)
    pictures = replace(pictures, cutouts=pictures.cutouts[1::2])  # the others are for judging, too
    print(f"pictures: {len(pictures.photos)} photographs, {len(pictures.cutouts)} cutouts", flush=True)
    result = smaller(full, model, plan, pictures)
    work, weights = cost(result) / cost(full), parameters(result) / parameters(full)
    print(f"{work:.3f} of the work, {weights:.3f} of the weights", flush=True)
    if plan.cut:
        result = in_eight_bits(result, model, plan, pictures)
    onnx.checker.check_model(result, full_check=True)
    data = result.SerializeToString(deterministic=True)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    write(arguments.out, data)
    print(f"{arguments.out}: {megabytes(len(data))}, bytes = {len(data)}, sha256 = {sha256(data)}")


def smaller(full: ModelProto, model: Model, plan: Plan, pictures: Pictures) -> ModelProto:
    """A copy that does nearly the same in floats, with less work."""
    result = full
    if plan.pruned:
        result = merge_stem(full)
        moments = collect(result, edges(result), views(pictures, model, plan.size, SCENES))
        result = prune_channels(result, moments, plan.pruned)
    if plan.share:
        moments = collect(result, edges(result), views(pictures, model, plan.size, SCENES))
        result = factorize(result, moments, plan.of)
    if plan.moved:
        result = move(result, views(pictures, model, plan.size, MOVING_SCENES), plan.moved)
    return result


def in_eight_bits(network: ModelProto, model: Model, plan: Plan, pictures: Pictures) -> ModelProto:
    """A copy that computes in integers but for its ends."""
    samples = activations.collect(network, views(pictures, model, plan.size, SCENES))
    network, samples = equalize(network, samples)
    quantizers = activations.ranges(network, samples, plan.cut)
    source = network.graph.input[0].name
    exact = activations.of_input(model.input.mean, model.input.std, model.input.scale == "max")
    if exact is not None:
        gathered = next(node for node in Network(network).convolutions() if node.input[0] == source)
        quantizers |= {source: exact, gathered.output[0]: exact}
    moments = rounding.collect(network, views(pictures, model, plan.size, SCENES), quantizers)
    return quantize_activations(network, quantizers, moments)


def network(name: str, model: Model, cache: Path) -> ModelProto:
    """A network of the catalogue, rewritten, in float32."""
    original = onnx.load(fetch(name, model.source, cache))
    return rewrite(original, model.input.multiple, model.input.name, model.output.name)


def views(pictures: Pictures, model: Model, size: int, count: int) -> Iterator[NDArray[np.float32]]:
    """What the network gets of the first scenes."""
    from mattebox.subject.models import ModelSpec  # not at the top: main() finds the package
    from mattebox.subject.tensor import to_tensor

    contract = model.input
    scaling = contract.scale, contract.mean, contract.std
    spec = ModelSpec("", "", size, size, contract.multiple, *scaling, range="unit")

    for i in range(count):
        yield to_tensor(scene(FIRST_SCENE + i, pictures, SCENE_SIZE), spec)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "py"))
    sys.exit(main())
