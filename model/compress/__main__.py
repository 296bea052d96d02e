"""Command line: write a network of the catalogue so that it does the same with a third of the work."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto

from ..__main__ import write
from ..catalog import Model, load
from ..fetch import FetchError, fetch, megabytes, sha256
from ..graph import rewrite
from ..quantize import quantize_weights
from .enlarge import move
from .factorize import edges, factorize
from .moments import collect
from .network import cost, parameters
from .pictures import packages, prepare
from .scenes import Pictures, scene

SCENES, MOVING_SCENES = 40, 16
FIRST_SCENE, SCENE_SIZE = 1 << 29, 1024  # a seed, and the sides of the scenes in pixels


@dataclass(frozen=True)
class Plan:
    """How to compress a network: the size to look at it, and the shares of variance that may be given up.

    `share` is that of a convolution's output, on either side; `stages` has those of the stages that differ. `moved` is
    the most that moving a convolution before the enlargement of what it reads may change; none if it is 0.
    """

    size: int
    share: float
    stages: Mapping[str, float]
    moved: float

    def of(self, edge: str) -> float:
        """An edge's name begins with its stage: /stage1d/rebnconv2/…"""
        return self.stages.get(edge.strip("/").split("/")[0], self.share)


# In ISNet's outer stages, at the finest sizes, the mask's edges are made: they give up less. In U²-Net-p hardly a
# convolution can be moved: its maps are small, and so not smooth.
PLANS = {
    "isnet": Plan(768, 0.012, {"stage1": 0.006, "stage2": 0.01, "stage1d": 0.004, "stage2d": 0.01}, moved=0.012),
    "u2netp": Plan(320, 0.005, {}, moved=0),
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
    pictures = prepare(packages(), arguments.cache, arguments.never)
    print(f"pictures: {len(pictures.photos)} photographs, {len(pictures.cutouts)} cutouts", flush=True)
    moments = collect(full, edges(full), views(pictures, model, plan.size, SCENES))
    result = factorize(full, moments, plan.of)
    if plan.moved:
        result = move(result, views(pictures, model, plan.size, MOVING_SCENES), plan.moved)
    work, weights = cost(result) / cost(full), parameters(result) / parameters(full)
    print(f"{work:.3f} of the work, {weights:.3f} of the weights", flush=True)
    if model.weights == "int8":
        quantize_weights(result)
    onnx.checker.check_model(result, full_check=True)
    data = result.SerializeToString(deterministic=True)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    write(arguments.out, data)
    print(f"{arguments.out}: {megabytes(len(data))}, bytes = {len(data)}, sha256 = {sha256(data)}")


def network(name: str, model: Model, cache: Path) -> ModelProto:
    """A network of the catalogue, rewritten, in float32."""
    original = onnx.load(fetch(name, model.source, cache))
    return rewrite(original, model.input.multiple, model.input.name, model.output.name)


def views(pictures: Pictures, model: Model, size: int, count: int) -> Iterator[NDArray[np.float32]]:
    """What the network gets of the first scenes."""
    from .view import view  # not at the top: it needs the pipeline, which main() finds

    for i in range(count):
        yield view(scene(FIRST_SCENE + i, pictures, SCENE_SIZE), model.input, size)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "py"))
    sys.exit(main())
