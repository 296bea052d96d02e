"""What kinds of file cannot hold: sides that are too long, and camera data that is too much."""

from ..errors import TooLong
from ..options.output import Format

# Pixels a side: 14 bits less one (RFC 9649, 2.7); libjpeg's own limit, a little below the format's 65,535.
SIDES: dict[Format, int] = {"webp": 16_383, "jpeg": 65_500}

# Bytes of a JPEG segment less its length and the six that introduce EXIF (Exif 2.32, 4.7.2).
JPEG_EXIF = 65_535 - 2 - 6


def check_sides(size: tuple[int, int], format: Format) -> None:
    """Before any work is lost.

    Args:
        size: (width, height) in pixels.

    Raises:
        TooLong: files of this format hold no picture of this size.
    """
    most = SIDES.get(format)
    if most is not None and max(size) > most:
        width, height = size
        raise TooLong(
            f"{format.upper()} files hold up to {most} pixels a side, and the picture has {width}×{height}; "
            "save it as PNG or TIFF, or smaller"
        )
