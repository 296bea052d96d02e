"""Command line: factor a network on free pictures, fit the factors to what it says itself, write the result.

With no minutes to fit the factors are written as they come out, and torch is not needed.
"""

import argparse
import hashlib
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import onnx
from onnx import ModelProto

from ..__main__ import write
from ..catalog import Model, load
from ..fetch import FetchError, fetch, megabytes, sha256
from ..graph import rewrite
from ..quantize import quantize_weights
from .factorize import edges, factorize
from .moments import collect
from .network import cost, parameters
from .pictures import packages, prepare
from .scenes import Pictures, scene

ROOT = Path(__file__).resolve().parents[2]

# A C library that gives memory back to the system after each step spends most of its time on getting it again. It reads
# these when a process starts.
MALLOC = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "100000000000", "MALLOC_TOP_PAD_": "500000000"}

SCENES, FIRST_SCENE = 40, 1 << 29  # to take moments on: seeds that no fitting comes to
SCENE_SIZE = 1024
DECIDES = "factorize", "low_rank", "moments", "network", "scenes", "view"  # the modules behind the factors


@dataclass(frozen=True)
class Plan:
    """How to factor a network: the size that moments are taken at, and the shares of variance given up.

    A share is that of a convolution's output, on either side; `stages` has those of the stages that differ.
    """

    size: int
    share: float
    stages: Mapping[str, float]

    def of(self, edge: str) -> float:
        """An edge's name begins with its stage: /stage1d/rebnconv2/…"""
        return self.stages.get(edge.strip("/").split("/")[0], self.share)


# In ISNet's outer stages, at the finest sizes, the mask's edges are made: they give up less.
PLANS = {
    "isnet": Plan(768, 0.02, {"stage1": 0.004, "stage2": 0.01, "stage1d": 0.002, "stage2d": 0.01}),
    "u2netp": Plan(320, 0.005, {}),
}
FITTED, DRAFT = "isnet", "u2netp"  # the first can be fitted; what it shall say takes the second


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m model.distil", description=__doc__)
    parser.add_argument("--network", choices=PLANS, default=FITTED, help=f"of the catalogue; the default is {FITTED}")
    parser.add_argument("--cache", type=Path, required=True, help="folder for downloads, as of python -m model")
    parser.add_argument("--out", type=Path, required=True, help="ONNX file to write; a fit is saved beside it")
    parser.add_argument("--minutes", type=float, required=True, help="how long to fit, in all; a fit is gone on with")
    size = "sides of the input to fit at, each with the share of scenes it gets"
    parser.add_argument("--size", nargs="+", default=["1024"], metavar="SIDE[:SHARE]", help=size)
    parser.add_argument("--never", type=Path, help="folder of pictures not to train on: those for judging the result")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.minutes and arguments.network != FITTED:
        parser.error(f"only {FITTED} can be fitted: give --minutes 0")
    run_again_with(MALLOC | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "py")])})
    try:
        distil(arguments)
    except (FetchError, ValueError, ModuleNotFoundError) as error:
        hint = " Install it: pip install '.[dev,distil]'" if isinstance(error, ModuleNotFoundError) else ""
        print(f"error: {error}.{hint}", file=sys.stderr)
        return 1
    return 0


def run_again_with(environment: dict[str, str]) -> None:
    """Replace this process by one with these variables, if it is not that one."""
    if environment.items() <= os.environ.items():
        return
    os.execve(sys.executable, [sys.executable, "-m", "model.distil", *sys.argv[1:]], os.environ | environment)


def distil(arguments: argparse.Namespace) -> None:
    model = load()[arguments.network]
    full = network(arguments.network, model, arguments.cache)
    pictures = prepare(packages(), arguments.cache, arguments.never)
    print(f"pictures: {len(pictures.photos)} photographs, {len(pictures.cutouts)} cutouts", flush=True)
    result = factored(full, model, PLANS[arguments.network], pictures, arguments.cache)
    work, weights = cost(result) / cost(full), parameters(result) / parameters(full)
    print(f"factors: {work:.3f} of the work, {weights:.3f} of the weights", flush=True)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    if arguments.minutes:
        result = fitted(result, full, pictures, arguments)
    if model.weights == "int8":
        quantize_weights(result)
    onnx.checker.check_model(result, full_check=True)
    data = result.SerializeToString(deterministic=True)
    write(arguments.out, data)
    print(f"{arguments.out}: {megabytes(len(data))}, bytes = {len(data)}, sha256 = {sha256(data)}")


def network(name: str, model: Model, cache: Path) -> ModelProto:
    """A network of the catalogue, rewritten, in float32."""
    original = onnx.load(fetch(name, model.source, cache))
    return rewrite(original, model.input.multiple, model.input.name, model.output.name)


def factored(full: ModelProto, model: Model, plan: Plan, pictures: Pictures, cache: Path) -> ModelProto:
    """A network with its convolutions split by what it says itself about some scenes; kept in the cache."""
    from .view import view  # not at the top: it needs the pipeline, which this process finds once it is run again

    folder = Path(__file__).parent
    code = b"".join((folder / f"{name}.py").read_bytes() for name in DECIDES)
    key = hashlib.sha256(code + repr((model.source, model.input, plan, pictures)).encode()).hexdigest()
    path = cache / f"factors-{key[:8]}.onnx"
    if not path.exists():
        print(f"factors: taking moments on {SCENES} scenes; this takes minutes", flush=True)
        scenes = (scene(FIRST_SCENE + i, pictures, SCENE_SIZE) for i in range(SCENES))
        moments = collect(full, edges(full), (view(picture, model.input, plan.size) for picture in scenes))
        write(path, factorize(full, moments, plan.of).SerializeToString(deterministic=True))
    return onnx.load(path)


def fitted(factors: ModelProto, full: ModelProto, pictures: Pictures, arguments: argparse.Namespace) -> ModelProto:
    """The factors after a fit, which goes on where an earlier one of the same output file was broken off."""
    import torch  # in this function alone: the tests import this module and have no torch

    from .teacher import Teacher
    from .train import Fit, Settings, fit

    torch.set_flush_denormal(True)
    torch.manual_seed(0)
    sides, shares = zip(*(size.partition(":")[::2] for size in arguments.size), strict=True)
    settings = Settings(tuple(map(int, sides)), tuple(float(share or 1) for share in shares), seed=arguments.seed)
    models = load()
    teacher = Teacher(models[FITTED], full, models[DRAFT], network(DRAFT, models[DRAFT], arguments.cache))
    training = Fit(factors, teacher, lambda seed: scene(seed, pictures, SCENE_SIZE), settings)
    return fit(training, arguments.minutes, arguments.out.with_suffix(".checkpoint"))


if __name__ == "__main__":
    sys.exit(main())
