"""Command line: fetch, rewrite and quantise the models that are shipped; write graphs, weights and models.json."""

import argparse
import hashlib
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import onnx

from .catalog import Model, shipped
from .external import share_weights
from .fetch import FetchError, fetch, megabytes, sha256
from .graph import rewrite
from .quantize import quantize_weights
from .quantizers import has_quantizers, without_quantizers
from .self_test import self_test

KEY = "inputs.sha256"  # in the output folder: what the files there were made from


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m model", description=__doc__)
    parser.add_argument("--cache", type=Path, required=True, help="folder for the downloaded source files")
    parser.add_argument("--out", type=Path, required=True, help="folder for the models and models.json")
    arguments = parser.parse_args()
    try:
        build(arguments.cache, arguments.out)
    except FetchError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def build(cache: Path, out: Path) -> None:
    """Make `out` hold what the catalogue describes; does nothing if it already does."""
    key = inputs_key()
    if is_built(out, key):
        print(f"models: {out} is up to date")
        return
    out.mkdir(parents=True, exist_ok=True)
    (out / KEY).unlink(missing_ok=True)
    entries = {}
    for name, model in shipped().items():
        source = fetch(name, model.source, cache)
        start = time.monotonic()
        entries[name] = entry(model) | files(name, convert(source.read_bytes(), model), model, out)
        seconds = time.monotonic() - start
        size = megabytes(entries[name]["weights"]["bytes"])
        print(f"{name}: {size}, {model.weights} weights, {seconds:.0f} s", flush=True)
    write(out / "models.json", json.dumps(entries, indent=2, ensure_ascii=False).encode() + b"\n")
    write(out / KEY, key.encode())


def convert(original: bytes, model: Model) -> bytes:
    """The ONNX file for the browser from the one that was published, or stored as it shall be."""
    if model.weights == "stored":
        return original
    graph = rewrite(onnx.load_model_from_string(original), model.input.multiple, model.input.name, model.output.name)
    if model.weights == "int8":
        quantize_weights(graph)
    data: bytes = graph.SerializeToString(deterministic=True)
    return data


def files(name: str, data: bytes, model: Model, out: Path) -> dict[str, Any]:
    """Write a graph for each kind of device, and the weights that they share; their part of the model's entry.

    Where activations are quantised, WebAssembly runs the graph as it is and WebGPU runs it without the quantisers. Else
    both run one graph.
    """
    whole = onnx.load_model_from_string(data)
    graphs = {f"{name}.onnx": whole}
    if has_quantizers(whole):
        graphs[f"{name}.gpu.onnx"] = without_quantizers(whole)
    weights = put(out / f"{name}.weights", share_weights(list(graphs.values()), f"{name}.weights"))
    entries = []
    for file, graph in graphs.items():
        written = put(out / file, graph.SerializeToString(deterministic=True))
        entries.append(written | {"self_test": self_test(out / file, model.input.name, model.output.name)})
    return {"graphs": {"wasm": entries[0], "webgpu": entries[-1]}, "weights": weights}


def put(path: Path, data: bytes) -> dict[str, Any]:
    """Write a file; how models.json tells of it."""
    write(path, data)
    return {"file": path.name, "bytes": len(data), "sha256": sha256(data)}


def entry(model: Model) -> dict[str, Any]:
    """What Python and JS know of a model, but for its files."""
    return {
        "title": model.title,
        "role": model.role,
        "input": asdict(model.input),
        "output": asdict(model.output),
        "licence": model.licence,
        "licence_note": model.licence_note,
        "source": str(model.source),
    }


def inputs_key() -> str:
    """A hash over everything in this folder that decides what the models become."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for path in sorted([*folder.glob("*.py"), folder / "catalog.toml"]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_built(out: Path, key: str) -> bool:
    """Whether `out` was made from the inputs behind `key` and is still whole."""
    try:
        if (out / KEY).read_text() != key:
            return False
        entries = json.loads((out / "models.json").read_bytes())
        written = [file for entry in entries.values() for file in (*entry["graphs"].values(), entry["weights"])]
        return all(sha256((out / file["file"]).read_bytes()) == file["sha256"] for file in written)
    except FileNotFoundError:
        return False


def write(path: Path, data: bytes) -> None:
    """Write a file so that no one ever sees half of it."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)


if __name__ == "__main__":
    sys.exit(main())
