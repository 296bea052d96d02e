"""What kind of file a finished picture becomes."""

from dataclasses import dataclass
from typing import Literal, get_args

from . import checks

Format = Literal["png", "png8", "webp", "jpeg", "mask", "tiff"]
Metadata = Literal["none", "camera", "all"]


@dataclass(frozen=True, slots=True)
class Output:
    """A file's format and what it tells of the original.

    Attributes:
        format: ``png``: lossless, straight alpha. ``png8``: the same with 256 colours. ``webp``. ``jpeg``: over white
            where nothing is behind the subject. ``mask``: the alpha alone as a grey PNG. ``tiff``: the finished picture
            and its mask as two pages.
        lossless: of WebP.
        quality: of JPEG and of WebP that is not lossless, 1..100.
        metadata: ``none`` of the original's. ``camera``: its EXIF but not the place. ``all``: the place, too. The
            thumbnail is never kept, and orientation is always upright.

    Raises:
        InvalidOption: a value is out of its range.
    """

    format: Format = "png"
    lossless: bool = False
    quality: int = 90
    metadata: Metadata = "none"

    def __post_init__(self) -> None:
        checks.choice("format", self.format, get_args(Format))
        checks.choice("lossless", self.lossless, (True, False))
        checks.number("quality", self.quality, 1, 100)
        checks.choice("metadata", self.metadata, get_args(Metadata))
