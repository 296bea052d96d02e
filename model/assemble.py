"""The networks as they are shipped, put together from what is committed: standard library only.

`graphs/` has the graphs and models.json, as `python -m model` made them. The weights that lie outside the graphs are
taken out of the whole ONNX files in `weights/`.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .catalog import shipped
from .fetch import FOLDER, FetchError, fetch, sha256

GRAPHS = FOLDER / "graphs"

# Of ONNX's messages (onnx.proto), the numbers of the fields that are read here.
MODEL_GRAPH, GRAPH_INITIALIZER = 7, 5
TENSOR_NAME, TENSOR_RAW_DATA, TENSOR_EXTERNAL_DATA = 8, 9, 13
ENTRY_KEY, ENTRY_VALUE = 1, 2

Fields = dict[int, list[memoryview]]


def put_networks(out: Path) -> dict[str, Any]:
    """Make `out` hold models.json, and the graphs and weights that it names.

    Returns:
        What models.json says.
    """
    out.mkdir(parents=True, exist_ok=True)
    models = (GRAPHS / "models.json").read_bytes()
    entries: dict[str, Any] = json.loads(models)
    for name, entry in entries.items():
        graphs = entry["graphs"].values()
        for graph in graphs:
            put(out, graph, (GRAPHS / graph["file"]).read_bytes())
        if not is_whole(out, entry["weights"]):
            whole = fetch(name, shipped()[name].source, out).read_bytes()
            put(out, entry["weights"], weights(whole, (out / next(iter(graphs))["file"]).read_bytes()))
    (out / "models.json").write_bytes(models)
    return entries


def is_whole(folder: Path, file: dict[str, Any]) -> bool:
    path = folder / file["file"]
    return path.exists() and bool(sha256(path.read_bytes()) == file["sha256"])


def put(folder: Path, file: dict[str, Any], data: bytes) -> None:
    if sha256(data) != file["sha256"]:
        raise FetchError(f"{file['file']}: model/graphs and model/weights do not fit together. Run `python -m model`.")
    (folder / file["file"]).write_bytes(data)


def weights(whole: bytes, graph: bytes) -> bytes:
    """The tensors of a whole ONNX file that `graph`, the same network, wants beside it: each where it looks for it."""
    values = {bytes(tensor[TENSOR_NAME][0]): tensor[TENSOR_RAW_DATA] for tensor in tensors(whole)}
    file = bytearray()
    for tensor in tensors(graph):
        if TENSOR_EXTERNAL_DATA in tensor:
            pairs = [fields(entry) for entry in tensor[TENSOR_EXTERNAL_DATA]]
            place = {bytes(pair[ENTRY_KEY][0]): bytes(pair[ENTRY_VALUE][0]) for pair in pairs}
            file.extend(bytes(int(place[b"offset"]) - len(file)))
            file.extend(values[bytes(tensor[TENSOR_NAME][0])][0])
    return bytes(file)


def tensors(model: bytes) -> Iterator[Fields]:
    """The initialisers of an ONNX file, in order."""
    (graph,) = fields(memoryview(model))[MODEL_GRAPH]
    return map(fields, fields(graph)[GRAPH_INITIALIZER])


def fields(message: memoryview) -> Fields:
    """The delimited fields of a protobuf message (text, bytes, messages), by their numbers; the others are left out."""
    found: Fields = {}
    at = 0
    while at < len(message):
        key, at = varint(message, at)
        number, kind = key >> 3, key & 7
        if kind == 0:
            _, at = varint(message, at)
        elif kind == 2:
            size, at = varint(message, at)
            found.setdefault(number, []).append(message[at : at + size])
            at += size
        else:
            at += 8 if kind == 1 else 4
    return found


def varint(message: memoryview, at: int) -> tuple[int, int]:
    """A number in groups of seven bits, the lowest first, and where it ends."""
    value = shift = 0
    while message[at] >= 128:
        value |= (message[at] & 127) << shift
        at, shift = at + 1, shift + 7
    return value | message[at] << shift, at + 1
