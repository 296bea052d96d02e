"""What can go wrong, as exceptions whose text says what to do."""


class MatteboxError(Exception):
    """Base of every error that Mattebox raises on purpose."""


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
