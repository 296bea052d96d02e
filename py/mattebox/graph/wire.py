"""Protobuf's wire format, read at random from files of any size and written in pieces.

The ``onnx`` package would load every weight, and brings a compiled runtime of protobuf, which browsers would fetch for
a few tags and lengths. See https://protobuf.dev/programming-guides/encoding.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import UnusableNetwork

if TYPE_CHECKING:
    from mmap import mmap

# Read at once around where reading goes on.
WINDOW = 1 << 16
# More fields than any network's structure has; reading them would take minutes.
MOST_FIELDS = 4_000_000
# Bytes of a name or another text.
LONGEST_TEXT = 1 << 20

VARINT, FIXED64, LENGTH, FIXED32 = 0, 1, 2, 5


@dataclass(frozen=True, slots=True)
class Span:
    """The bytes of a file from start up to stop."""

    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start


class Source:
    """A file, or what is like one, of which any bytes can be had."""

    def __init__(self, size: int, read: Callable[[int, int], bytes]) -> None:
        """Args: its bytes in all; ``read(start, stop)`` gives some of them."""
        self.size = size
        self._read = read
        self._begin, self._window = 0, b""
        self._left = MOST_FIELDS

    def part(self, span: Span) -> bytes:
        """Raises UnusableNetwork where the file is shorter."""
        data = self._read(span.start, span.stop) if 0 <= span.start <= span.stop <= self.size else b""
        if len(data) != len(span):
            raise UnusableNetwork("the network's file ends too soon; it was not copied or downloaded completely")
        return data

    def text(self, span: Span) -> str:
        """Raises UnusableNetwork where it is none."""
        if len(span) > LONGEST_TEXT:
            raise _damaged()
        try:
            return self._near(span).decode()
        except UnicodeDecodeError as error:
            raise _damaged() from error

    def varint(self, at: int, stop: int) -> tuple[int, int]:
        """The number at a place, of at most 64 bits, and where it ends."""
        index = at - self._begin
        if at < stop and 0 <= index < len(self._window) and (byte := self._window[index]) < 0x80:
            return byte, at + 1  # as nearly all are
        value = shift = 0
        near = self._near(Span(at, min(at + 10, stop)))
        for index, byte in enumerate(near):
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value & (1 << 64) - 1, at + index + 1
            shift += 7
        raise _damaged()

    def count(self) -> None:
        """Raises UnusableNetwork when fields were read for too long."""
        self._left -= 1
        if self._left < 0:
            raise UnusableNetwork("the file has more parts than any network; it is damaged or made to do harm")

    def _near(self, span: Span) -> bytes:
        """Few bytes, which lie close to those that were read before."""
        if not self._begin <= span.start <= span.stop <= self._begin + len(self._window):
            stop = min(self.size, max(span.start + WINDOW, span.stop))
            self._begin, self._window = span.start, self.part(Span(span.start, stop))
        return self._window[span.start - self._begin : span.stop - self._begin]


def in_memory(data: "bytes | mmap") -> Source:
    """What is there as a whole, or as if it were."""
    return Source(len(data), lambda start, stop: data[start:stop])


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a message.

    Attributes:
        begin, start, stop: where it begins, with its tag; where its value does; where it ends.
        value: of a varint.
    """

    number: int
    kind: int
    begin: int
    start: int
    stop: int
    value: int = 0

    @property
    def whole(self) -> Span:
        """Its bytes with tag and length."""
        return Span(self.begin, self.stop)

    @property
    def span(self) -> Span:
        """Those of its value."""
        return Span(self.start, self.stop)


def fields(source: Source, message: Span) -> Iterator[Field]:
    """Those of a message, in order. Raises UnusableNetwork where it is none."""
    at = message.start
    while at < message.stop:
        source.count()
        begin = at
        tag, at = source.varint(at, message.stop)
        number, kind, value = tag >> 3, tag & 7, 0
        if kind == VARINT:
            value, end = source.varint(at, message.stop)
        elif kind == LENGTH:
            length, at = source.varint(at, message.stop)
            end = at + length
        elif kind in (FIXED32, FIXED64):
            end = at + (4 if kind == FIXED32 else 8)
        else:
            raise _damaged()
        if number == 0 or end > message.stop:
            raise _damaged()
        yield Field(number, kind, begin, at, end, value)
        at = end


def whole_numbers(source: Source, field: Field) -> Iterator[int]:
    """Those of a repeated int64 field, packed or not."""
    if field.kind != LENGTH:
        yield signed(field.value)
        return
    at = field.span.start
    while at < field.span.stop:
        source.count()
        value, at = source.varint(at, field.span.stop)
        yield signed(value)


def signed(value: int) -> int:
    """The int64 that a varint stands for."""
    return value - (1 << 64) if value >> 63 else value


def varint(value: int) -> bytes:
    """Written as one."""
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*out, value))


def head(number: int, length: int) -> bytes:
    """What stands before a field's value of so many bytes."""
    return varint(number << 3 | LENGTH) + varint(length)


def written(number: int, value: bytes | str | int) -> bytes:
    """A whole field."""
    if isinstance(value, int):
        return varint(number << 3 | VARINT) + varint(value)
    data = value.encode() if isinstance(value, str) else value
    return head(number, len(data)) + data


def _damaged() -> UnusableNetwork:
    return UnusableNetwork("the file is no ONNX network, or a damaged one")
