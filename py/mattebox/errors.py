"""What can go wrong, as exceptions whose text says what to do."""

from typing import Literal

Reason = Literal["file", "data", "input", "answer", "numbers", "memory", "time", "failed"]


class MatteboxError(Exception):
    """Base of every error that Mattebox raises on purpose; files that cannot be read or written are an OSError."""


class Cancelled(MatteboxError):
    """The person asked to stop; nothing was produced."""


class UnreadableImage(MatteboxError):
    """The bytes are not a picture that can be decoded."""


class TooLarge(MatteboxError):
    """The picture has more pixels than can be held in memory."""


class TooLong(MatteboxError):
    """The picture is wider or higher than the kind of file that it is to become can hold."""


class RawPicture(MatteboxError):
    """A camera's raw file, in which no picture is finished yet."""


class InvalidOption(MatteboxError, ValueError):
    """What was asked for does not exist, or is out of its range; the text names it and what it can be."""


class InvalidSource(MatteboxError, TypeError):
    """A Python object that is no picture and no file of one."""


class WouldOverwrite(MatteboxError):
    """A file would be written over the picture that it was made of."""


class NoNetworks(MatteboxError):
    """The networks cannot be used: not there, closed, or not on the processor that was asked for."""


class UnusableNetwork(MatteboxError):
    """A network that somebody brought: its file is none, or its answers are no masks; the text says which.

    Attributes:
        reason: the same for those who have words of their own. ``file``: it is none, or damaged. ``data``: its external
            data are missing. ``input``: it takes no picture. ``answer``: that is no mask. ``numbers``: they are none.
            ``memory``: there is too little. ``time``: it took too long. ``failed``: the runtime refused it.
    """

    def __init__(self, text: str, reason: Reason = "file") -> None:
        super().__init__(text)
        self.reason: Reason = reason
