"""What a file tells besides the pixels: resolution, what the camera has written (EXIF), and where it comes from."""

import io
import re
from dataclasses import dataclass
from typing import Any

from PIL import Image

from ..options.output import Metadata
from . import heif, orientation
from .quiet import quiet

# What stands in a PNG of which Pillow makes EXIF. It may come after the pixels, so Pillow decodes them to look for it.
_IN_PNG = (b"eXIf", b"Raw profile type", b"XML:com.adobe.xmp")

# Of what a file tells, more is nonsense.
MAX_DPI = 1e5

# Exif 2.32: what an upright picture says, tags that would be wrong in the new file, and where the parts are.
_UPRIGHT = 1
_SIZES = (0xA002, 0xA003)
# A maker's own notes: serial numbers, places and previews in a form that nobody else can take apart.
_MAKER_NOTE = 0x927C
_EXIF, _GPS, _INTEROP = 0x8769, 0x8825, 0xA005
_PARTS = (_EXIF, _GPS)
# Tags of the pixels' layout in a TIFF file: they belong to the file that they stand in.
_LAYOUT = frozenset({*range(0x00FE, 0x010D), *range(0x0111, 0x011E), *range(0x0128, 0x0129), *range(0x013D, 0x0143)})
_LAYOUT_MORE = frozenset({0x0152, 0x0153, 0x02BC, 0x8649, 0x83BB, 0x8773, 0x014A, 0x015B, 0x0201, 0x0202})
_RESOLUTION = frozenset({0x011A, 0x011B, 0x0128})

# Content Credentials and the source types of generative models, at both ends of the file: as in provenance.js.
_AT_EACH_END = 1 << 20
_CREDENTIALS = b"jumdc2pa"
_GENERATED = re.compile(rb"[tT]rainedAlgorithmicMedia")


@dataclass(frozen=True, slots=True)
class Tags:
    """What is known of an original.

    Attributes:
        dpi: pixels per inch across and down, if the file tells.
        exif: by kind of `Metadata`: a TIFF structure without thumbnail, upright; empty where there is none.
    """

    dpi: tuple[float, float] | None = None
    camera: bytes = b""
    all: bytes = b""

    def exif(self, kind: Metadata) -> bytes:
        """What is kept."""
        return {"none": b"", "camera": self.camera, "all": self.all}[kind]


def read(data: bytes) -> Tags:
    """The tags of a file; none where it cannot be read."""
    try:
        with quiet(), _opened(data) as picture:
            orientation.adopt_exif(picture, data)
            if picture.format == "PNG" and not any(each in data for each in _IN_PNG):
                return Tags(_dpi(picture))
            return of(picture)
    except Exception:  # Metadata of any program and age: whatever is wrong with it, the picture is not.
        return Tags()


def _opened(data: bytes) -> Image.Image:
    """Of HEIF and AVIF, which Pillow need not know, a picture in their place with their EXIF."""
    if not heif.is_heif(data):
        return Image.open(io.BytesIO(data))
    picture = Image.new("L", (1, 1))
    picture.info["exif"] = heif.exif(data)
    return picture


def origin(data: bytes) -> dict[str, dict[str, int]]:
    """What a file says of where its picture comes from, to be told before that is lost.

    Returns:
        notices: ``"has-credentials"`` (Content Credentials), ``"made-by-ai"`` (a source type of generative models).
    """
    ends = data if len(data) <= 2 * _AT_EACH_END else data[:_AT_EACH_END] + b"\n" + data[-_AT_EACH_END:]
    found = {"has-credentials": _CREDENTIALS in ends, "made-by-ai": bool(_GENERATED.search(ends))}
    return {code: {} for code, there in found.items() if there}


def of(picture: Image.Image) -> Tags:
    """The tags of a picture that Pillow has opened; none where they are broken."""
    try:
        with quiet():
            return Tags(_dpi(picture), _exif(picture, place=False), _exif(picture, place=True))
    except Exception:  # as above
        return Tags()


def _dpi(picture: Image.Image) -> tuple[float, float] | None:
    across, down = (float(each) for each in picture.info.get("dpi", (0, 0)))
    # 72 is what programs write that know nothing; anything is better than 0 or 1, or what no device can have.
    return (across, down) if all(1 < each <= MAX_DPI for each in (across, down)) else None


def _exif(picture: Image.Image, *, place: bool) -> bytes:
    found = picture.getexif()
    kept = Image.Exif()
    for tag, value in found.items():
        if tag not in _LAYOUT | _LAYOUT_MORE | _RESOLUTION | {_EXIF, _GPS, _INTEROP}:
            kept[tag] = value
    parts = {_EXIF: {k: v for k, v in found.get_ifd(_EXIF).items() if k not in (*_SIZES, _MAKER_NOTE, _INTEROP)}}
    if place:
        parts[_GPS] = dict(found.get_ifd(_GPS))
    for tag, values in parts.items():
        if values:
            kept.get_ifd(tag).update(values)
            kept[tag] = values
    if not len(kept):
        return b""
    kept[orientation.TAG] = _UPRIGHT
    return kept.tobytes().removeprefix(b"Exif\0\0")


def shortened(exif: bytes, most: int) -> bytes:
    """An EXIF block without its largest values, so that it has so many bytes at most; itself if it has already."""
    if len(exif) <= most:
        return exif
    kept = Image.Exif()
    kept.load(exif)
    for part in _PARTS:
        if part in kept:
            kept[part] = dict(kept.get_ifd(part))
    while len(exif) > most:
        held = [
            (_bytes(value), ifd, tag) for ifd in _directories(kept) for tag, value in ifd.items() if tag not in _PARTS
        ]
        _, ifd, tag = max(held, key=lambda each: each[0])
        del ifd[tag]
        exif = kept.tobytes().removeprefix(b"Exif\0\0")
    return exif


def _directories(exif: Image.Exif) -> list[Any]:
    """The first, and those inside it."""
    return [exif, *(exif[part] for part in _PARTS if part in exif)]


def _bytes(value: Any) -> int:
    """About how much room a value takes: text and bytes are the only ones that can be long, or rows of numbers."""
    return len(value) * (1 if isinstance(value, str | bytes) else 8) if hasattr(value, "__len__") else 8
