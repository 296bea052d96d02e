"""Files that hold more than one picture, when only one of them is taken: what is to be said of the others."""

from PIL import Image

from ..errors import UnreadableImage
from . import tiff

# Kinds whose pictures follow each other in time, and the major brands of those among HEIF files.
_MOVING = {"GIF", "PNG", "WEBP", "AVIF", "FLI"}
_SEQUENCES = {b"msf1", b"hevc", b"hevx"}

# A Photoshop file says in this block, after four bytes, whether it holds what its layers make together.
_VERSION_INFO = 1057

# CIPA DC-007: pictures in their own right, rather than thumbnails or what is computed with.
_OWN = ("Baseline", "Multi-Frame")


def notices(picture: Image.Image, data: bytes) -> dict[str, dict[str, int]]:
    """What is left out of an opened picture.

    Returns:
        notices with their values: ``"first-frame"`` (it moves), ``"one-of-many"`` (it is one of ``count``).

    Raises:
        UnreadableImage: it has layers, but not the picture that they make.
    """
    if picture.format == "PSD":
        _look_for_composite(picture)
        return {}
    count = _count(picture)
    if count < 2 or tiff.is_tiff(data):  # whose pages are looked at more closely
        return {}
    moves = picture.format in _MOVING or (picture.format == "HEIF" and data[8:12] in _SEQUENCES)
    return {"first-frame": {}} if moves else {"one-of-many": {"count": count}}


def _count(picture: Image.Image) -> int:
    if picture.format == "MPO":
        entries = getattr(picture, "mpinfo", {}).get(0xB002, [])
        return sum(each["Attribute"]["MPType"].startswith(_OWN) for each in entries)
    return int(getattr(picture, "n_frames", 1))


def _look_for_composite(picture: Image.Image) -> None:
    for number, _, block in getattr(picture, "resources", []):
        if number == _VERSION_INFO and block[4:5] == b"\0":
            raise UnreadableImage(
                "it has layers only, not the picture that they make; "
                "turn on compatibility when saving it, or save it as JPEG or PNG in another program and try that"
            )
