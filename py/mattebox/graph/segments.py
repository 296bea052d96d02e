"""A network's file with other nodes, as pieces: new bytes, and ranges of the old file, which is never in memory."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from .structure import GRAPH, INITIALISER, INT64, NODE, OPSET, VALUE, Model, value
from .wire import Source, Span, fields, head, written

Segment = bytes | Span

# Bytes that `copy` moves at a time.
CHUNK = 1 << 20


def size(segments: Sequence[Segment]) -> int:
    """Bytes of the file that they make."""
    return sum(map(len, segments))


def copy(source: Source, segments: Sequence[Segment], write: Callable[[bytes], object]) -> None:
    """Write the file that they make, a little at a time."""
    for each in segments:
        if isinstance(each, bytes):
            write(each)
        else:
            for start in range(each.start, each.stop, CHUNK):
                write(source.part(Span(start, min(start + CHUNK, each.stop))))


def int64(name: str, numbers: Sequence[int]) -> bytes:
    """An initialiser: a list of whole numbers."""
    raw = b"".join(number.to_bytes(8, "little", signed=True) for number in numbers)
    return written(1, len(numbers)) + written(2, INT64) + written(8, name) + written(9, raw)


def rewritten(
    model: Model, nodes: Mapping[int, bytes | None], added: Sequence[bytes], unused: Collection[str], opset: int
) -> list[Segment]:
    """The file with some nodes replaced.

    Args:
        nodes: by their number, the node that takes its place; None: it goes.
        added: new initialisers.
        unused: names that nothing needs any more; initialisers and descriptions of values so called go.
        opset: the version of ONNX's own operators.
    """
    out: list[Segment] = []
    for each in fields(model.source, Span(0, model.source.size)):
        if each.number == GRAPH:
            graph = _joined(_graph(model, nodes, added, unused))
            _add(out, head(GRAPH, size(graph)))
            for part in graph:
                _add(out, part)
        elif each.number != OPSET:
            _add(out, each.whole)
    for domain, version in model.opsets.items():
        entry = written(1, domain) + written(2, version if domain else opset)
        _add(out, written(OPSET, entry))
    return out


def _graph(
    model: Model, nodes: Mapping[int, bytes | None], added: Sequence[bytes], unused: Collection[str]
) -> Iterator[Segment]:
    number = -1
    for each in fields(model.source, model.graph):
        if each.number == NODE:
            number += 1
            node = nodes.get(number, each.whole)
            if isinstance(node, bytes):
                yield written(NODE, node)
            elif node is not None:
                yield node
        elif each.number == VALUE:
            if value(model.source, each).name not in unused:
                yield each.whole
        elif each.number != INITIALISER:
            yield each.whole
    yield from (tensor.whole for name, tensor in model.initialisers.items() if name not in unused)
    yield from (written(INITIALISER, each) for each in added)


def _joined(segments: Iterator[Segment]) -> list[Segment]:
    out: list[Segment] = []
    for each in segments:
        _add(out, each)
    return out


def _add(out: list[Segment], segment: Segment) -> None:
    """Append, together with what is next to it already."""
    last = out[-1] if out else None
    if isinstance(last, bytes) and isinstance(segment, bytes):
        out[-1] = last + segment
    elif isinstance(last, Span) and isinstance(segment, Span) and last.stop == segment.start:
        out[-1] = Span(last.start, segment.stop)
    else:
        out.append(segment)
