"""Command line: make graphs/ anew, once weights/ or the catalogue have changed; assemble.py makes the rest from it."""

import json
import shutil
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import onnx

from .assemble import GRAPHS
from .catalog import Model, shipped
from .external import share_weights
from .fetch import FetchError, fetch, megabytes, sha256
from .graph import rewrite
from .quantize import quantize_weights
from .quantizers import has_quantizers, without_quantizers
from .self_test import self_test


def main() -> int:
    try:
        with tempfile.TemporaryDirectory() as folder:
            build(Path(folder))
            shutil.rmtree(GRAPHS, ignore_errors=True)
            shutil.copytree(folder, GRAPHS, ignore=shutil.ignore_patterns("*.weights"))
    except FetchError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def build(out: Path) -> None:
    """Make `out` hold what the catalogue describes."""
    entries = {}
    for name, model in shipped().items():
        source = fetch(name, model.source, out)
        start = time.monotonic()
        entries[name] = entry(model) | files(name, convert(source.read_bytes(), model), model, out)
        seconds = time.monotonic() - start
        size = megabytes(entries[name]["weights"]["bytes"])
        print(f"{name}: {size}, {model.weights} weights, {seconds:.0f} s", flush=True)
    write(out / "models.json", json.dumps(entries, indent=2, ensure_ascii=False).encode() + b"\n")


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


def write(path: Path, data: bytes) -> None:
    """Write a file so that no one ever sees half of it."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)


if __name__ == "__main__":
    sys.exit(main())
