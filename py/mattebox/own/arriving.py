"""A network on its way in, read at random where its files lie: what it is, and the file that is to be kept.

Browsers keep with it what people bring, of which nothing is ever in memory as a whole; natively `library` does that.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from ..errors import InvalidOption, UnusableNetwork
from ..graph import segments, structure
from ..graph.deform import Rewriting, to_deform_conv
from ..graph.structure import Tensor
from ..graph.wire import Source, Span
from ..subject.models import ModelSpec
from . import descriptor, known


@dataclass(frozen=True, slots=True)
class Survey:
    """What a file is.

    Attributes:
        sha256: of its bytes, in hexadecimal.
        descriptors: what its contract may be, the likeliest first.
        known: whether anybody wrote that down; else it is a guess.
        rewritten: how many convolutions become one node when it is kept.
        data: where it says that its external data lie, by the names of their files.
    """

    sha256: str
    descriptors: tuple[dict[str, Any], ...]
    known: bool
    rewritten: int
    data: dict[str, str]


class Arriving:
    """The files that somebody has chosen: one network, perhaps with external data or a descriptor."""

    def __init__(self, files: Mapping[str, Source]) -> None:
        """Read the network's structure.

        Args:
            files: by name, without folders.

        Raises:
            UnusableNetwork: none of them is a network, or some of its external data are missing.
        """
        self.name = next((name for name in files if name.lower().endswith(".onnx")), next(iter(files)))
        model = structure.read(files[self.name])
        self._data = {location: PurePosixPath(location).name for location in sorted(model.locations)}
        missing = sorted({name for name in self._data.values() if name not in files or name == self.name})
        if missing:
            raise UnusableNetwork(f"{', '.join(missing)} is missing; choose it together with {self.name}", "data")
        self._model = replace(model, others={place: files[name] for place, name in self._data.items()})
        _check_data(self._model)
        beside = files.get(f"{self.name}.json") or files.get(f"{_stem(self.name)}.json")
        self._told = beside.part(Span(0, beside.size)) if beside is not None else None

    def survey(self, read: Callable[[int], object]) -> Survey:
        """What it is.

        Args:
            read: told how many more bytes were read; the file is read once.

        Raises:
            UnusableNetwork: it takes no picture, or gives nothing that could be a mask.
            InvalidOption: it has a descriptor of its own, and that is wrong.
        """
        sha256 = hashlib.sha256()
        for part in _parts(self._model.source):
            sha256.update(part)
            read(len(part))
        name = _stem(self.name)
        if self._told is not None:
            found: tuple[ModelSpec, ...] = (descriptor.from_json(self._told, name),)
        else:
            found = known.contracts(self._model, name, sha256.hexdigest())
        for spec in found:
            known.check(self._model, spec)
        told = tuple(descriptor.to_dict(spec) for spec in found)
        count = self._rewriting.count if self._rewriting is not None else 0
        return Survey(sha256.hexdigest(), told, found[0].note != known.GUESS, count, self._data)

    def checked(self, text: str) -> dict[str, Any]:
        """A descriptor of it, whole. Raises InvalidOption, which names the field."""
        spec = descriptor.from_json(text, _stem(self.name))
        known.check(self._model, spec)
        return descriptor.to_dict(spec)

    def copy(self, write: Callable[[bytes], object]) -> None:
        """Write the file that is to be kept, a little at a time."""
        whole: list[segments.Segment] = [Span(0, self._model.source.size)]
        pieces = self._rewriting.segments if self._rewriting is not None else whole
        segments.copy(self._model.source, pieces, write)

    @cached_property
    def _rewriting(self) -> Rewriting | None:
        return to_deform_conv(self._model)


def source_of(file: Any) -> Source:
    """A file of JavaScript's: its ``size``, and ``read(start, stop) => Uint8Array``."""
    return Source(int(file.size), lambda start, stop: bytes(file.read(start, stop).to_bytes()))


class Reception:
    """For JavaScript: what it is asked it answers in JSON; {"trouble", "text"} where a network cannot be used."""

    def __init__(self) -> None:
        self._arrived: Arriving | None = None

    def receive(self, files: Iterable[Any], read: Callable[[int], object]) -> str:
        """A `Survey` of them; files: of each its name, size and ``read``, see `source_of`."""

        def survey() -> dict[str, Any]:
            self._arrived = Arriving({each.name: source_of(each) for each in files})
            return asdict(self._arrived.survey(read))

        return answered(survey)

    def checked(self, text: str) -> str:
        """A descriptor, whole."""
        return answered(lambda: self._arrived and self._arrived.checked(text))

    def write(self, write: Callable[[bytes], object]) -> None:
        """Write the file that is to be kept, a little at a time."""
        if self._arrived is not None:
            self._arrived.copy(write)


def answered(work: Callable[[], object]) -> str:
    """What some work gives, as JSON; of a network that cannot be used, or a wrong descriptor, {"trouble", "text"}."""
    try:
        return json.dumps(work())
    except UnusableNetwork as error:
        return json.dumps({"trouble": error.reason, "text": str(error)})
    except InvalidOption as error:
        return json.dumps({"trouble": "descriptor", "text": str(error)})


def _check_data(model: structure.Model) -> None:
    """Raises UnusableNetwork where external data are shorter than the network says."""
    constants = (each for node in model.nodes for each in node.attributes.values() if isinstance(each, Tensor))
    for tensor in (*model.initialisers.values(), *constants):
        if (away := tensor.external) is not None:
            stop = away.offset + (away.length or 0)
            if min(away.offset, stop) < 0 or stop > model.others[away.location].size:
                raise UnusableNetwork(f"{away.location} ends too soon; it was not copied completely", "data")


def _parts(source: Source) -> Iterator[bytes]:
    for start in range(0, source.size, segments.CHUNK):
        yield source.part(Span(start, min(start + segments.CHUNK, source.size)))


def _stem(name: str) -> str:
    return name[: -len(".onnx")] if name.lower().endswith(".onnx") else name
