"""What an ONNX file holds: inputs, outputs, nodes, and where in the file its weights lie. No weight is loaded.

Numbers of fields are those of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..errors import UnusableNetwork
from .wire import LENGTH, VARINT, Field, Source, Span, fields, signed, whole_numbers

# TensorProto.DataType
FLOAT, UINT8, INT8, INT32, INT64, FLOAT16, DOUBLE = 1, 2, 3, 6, 7, 10, 11

IR, GRAPH, OPSET, METADATA, FUNCTION = 1, 7, 8, 14, 25  # of ModelProto
NODE, INITIALISER, INPUT, OUTPUT, VALUE, SPARSE = 1, 5, 11, 12, 13, 15  # of GraphProto

Shape = tuple[int | str | None, ...]


@dataclass(frozen=True, slots=True)
class External:
    """Where the values of a tensor lie that are in another file."""

    location: str
    offset: int = 0
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Tensor:
    """A tensor of the file.

    Attributes:
        kind: TensorProto.DataType.
        whole: the field that holds it.
        raw: where its values lie, little-endian; or ``typed``: the fields that hold them.
    """

    name: str
    kind: int
    dims: tuple[int, ...]
    whole: Span
    raw: Span | None = None
    typed: tuple[Field, ...] = ()
    external: External | None = None


Attribute = int | bytes | tuple[int, ...] | Tensor | None  # None: of a kind that nothing here needs


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A node. ``nested``: it has graphs of its own, which are not read. ``whole``: the field that holds it."""

    op: str
    domain: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: Mapping[str, Attribute]
    whole: Span
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """An input or output. ``kind``: of its elements, 0 if it is no tensor. ``shape``: None if not told."""

    name: str
    kind: int
    shape: Shape | None
    whole: Span


@dataclass(frozen=True, slots=True)
class Model:
    """A file's structure.

    Attributes:
        others: the files of external data that can be read, by location.
        opsets: versions by domain; ONNX's own is ``""``.
        inputs: those that have no initialiser.
        plain: whether it has neither functions of its own nor sparse initialisers.
    """

    source: Source
    others: Mapping[str, Source]
    ir: int
    opsets: Mapping[str, int]
    metadata: Mapping[str, str]
    graph: Span
    nodes: tuple[Node, ...]
    initialisers: Mapping[str, Tensor]
    inputs: tuple[Value, ...]
    outputs: tuple[Value, ...]
    plain: bool

    @property
    def locations(self) -> frozenset[str]:
        """Of all external data."""
        tensors = [*self.initialisers.values()]
        tensors += [each for node in self.nodes for each in node.attributes.values() if isinstance(each, Tensor)]
        return frozenset(each.external.location for each in tensors if each.external is not None)


def read(source: Source, others: Mapping[str, Source] | None = None) -> Model:
    """Read a file's structure.

    Raises:
        UnusableNetwork: it is no ONNX file, or a damaged one.
    """
    ir, graph, plain = 0, None, True
    opsets: dict[str, int] = {}
    metadata: dict[str, str] = {}
    for each in fields(source, Span(0, source.size)):
        if each.number == IR and each.kind == VARINT:
            ir = each.value
        elif each.number == GRAPH:
            graph = _message(each)
        elif each.number == OPSET:
            domain, version = _opset(source, each)
            opsets["" if domain == "ai.onnx" else domain] = version
        elif each.number == METADATA:
            key, value = _pair(source, each)
            metadata[key] = value
        elif each.number == FUNCTION:
            plain = False
    if graph is None or not opsets or not ir:
        raise UnusableNetwork("the file is no ONNX network")
    return _graph(source, others or {}, graph, plain, ir, opsets, metadata)


def _graph(
    source: Source,
    others: Mapping[str, Source],
    graph: Span,
    plain: bool,
    ir: int,
    opsets: Mapping[str, int],
    metadata: Mapping[str, str],
) -> Model:
    nodes: list[Node] = []
    initialisers: dict[str, Tensor] = {}
    inputs: list[Value] = []
    outputs: list[Value] = []
    for each in fields(source, graph):
        if each.number == NODE:
            nodes.append(_node(source, each))
        elif each.number == INITIALISER:
            tensor = _tensor(source, each)
            initialisers[tensor.name] = tensor
        elif each.number == INPUT:
            inputs.append(value(source, each))
        elif each.number == OUTPUT:
            outputs.append(value(source, each))
        elif each.number == SPARSE:
            plain = False
    given = tuple(each for each in inputs if each.name not in initialisers)
    return Model(
        *(source, others, ir, opsets, metadata, graph, tuple(nodes), initialisers, given, tuple(outputs), plain)
    )


def _node(source: Source, whole: Field) -> Node:
    inputs: list[str] = []
    outputs: list[str] = []
    op = domain = ""
    attributes: dict[str, Attribute] = {}
    nested = False
    for each in fields(source, _message(whole)):
        if each.number == 1:
            inputs.append(source.text(_message(each)))
        elif each.number == 2:
            outputs.append(source.text(_message(each)))
        elif each.number == 4:
            op = source.text(_message(each))
        elif each.number == 5:
            name, found, graphs = attribute(source, each)
            attributes[name] = found
            nested = nested or graphs
        elif each.number == 7:
            domain = source.text(_message(each))
    own = "" if domain == "ai.onnx" else domain
    return Node(op, own, tuple(inputs), tuple(outputs), attributes, whole.whole, nested)


def attribute(source: Source, whole: Field) -> tuple[str, Attribute, bool]:
    """An attribute's name and value, and whether it is a graph."""
    name, found, nested = "", None, False
    numbers: list[int] = []
    result: Attribute = None
    for each in fields(source, _message(whole)):
        if each.number == 1:
            name = source.text(_message(each))
        elif each.number == 3 and each.kind == VARINT:
            result = signed(each.value)
        elif each.number == 4:
            result = source.text(_message(each)).encode()
        elif each.number == 5:
            result = _tensor(source, each)
        elif each.number == 8:
            numbers += whole_numbers(source, each)
        elif each.number in (6, 11):
            nested = True
        elif each.number == 20 and each.kind == VARINT:
            found = each.value
    return name, tuple(numbers) if numbers or found == 7 else result, nested


def _tensor(source: Source, whole: Field) -> Tensor:
    name, kind, raw, away = "", 0, None, False
    dims: list[int] = []
    typed: list[Field] = []
    told: dict[str, str] = {}
    for each in fields(source, _message(whole)):
        if each.number == 1:
            dims += whole_numbers(source, each)
        elif each.number == 2 and each.kind == VARINT:
            kind = each.value
        elif each.number in (4, 5, 7):
            typed.append(each)
        elif each.number == 8:
            name = source.text(_message(each))
        elif each.number == 9:
            raw = _message(each)
        elif each.number == 13:
            key, entry = _pair(source, each)
            told[key] = entry
        elif each.number == 14:
            away = each.value == 1
    external = _external(told) if away else None
    return Tensor(name, kind, tuple(dims), whole.whole, raw, tuple(typed), external)


def _external(told: Mapping[str, str]) -> External:
    try:
        length = int(told["length"]) if "length" in told else None
        return External(told["location"], int(told.get("offset", "0")), length)
    except (KeyError, ValueError) as error:
        raise UnusableNetwork("the network does not tell where its external data lie", "data") from error


def value(source: Source, whole: Field) -> Value:
    """A ValueInfoProto."""
    name, kind, shape = "", 0, None
    for each in fields(source, _message(whole)):
        if each.number == 1:
            name = source.text(_message(each))
        elif each.number == 2:
            for tensor in _within(source, each, 1):
                for part in fields(source, _message(tensor)):
                    if part.number == 1 and part.kind == VARINT:
                        kind = part.value
                    elif part.number == 2:
                        shape = tuple(_dimension(source, dim) for dim in _within(source, part, 1))
    return Value(name, kind, shape, whole.whole)


def _dimension(source: Source, whole: Field) -> int | str | None:
    found: int | str | None = None
    for each in fields(source, _message(whole)):
        if each.number == 1 and each.kind == VARINT:
            found = signed(each.value)
        elif each.number == 2:
            found = source.text(_message(each))
    return found


def _within(source: Source, whole: Field, number: int) -> Iterator[Field]:
    return (each for each in fields(source, _message(whole)) if each.number == number)


def _pair(source: Source, whole: Field) -> tuple[str, str]:
    """A StringStringEntryProto."""
    found = {each.number: source.text(_message(each)) for each in fields(source, _message(whole))}
    return found.get(1, ""), found.get(2, "")


def _opset(source: Source, whole: Field) -> tuple[str, int]:
    domain, version = "", 0
    for each in fields(source, _message(whole)):
        if each.number == 1:
            domain = source.text(_message(each))
        elif each.number == 2 and each.kind == VARINT:
            version = signed(each.value)
    return domain, version


def _message(each: Field) -> Span:
    if each.kind != LENGTH:
        raise UnusableNetwork("the file is no ONNX network, or a damaged one")
    return each.span
