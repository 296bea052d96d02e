"""What a fuzzer feeds with bytes of its own (tests/bench/fuzz.py): each target fails where a promise is broken.

What was found so stays in tests/data/seeds/TARGET, and tests/unit/test_seeds.py feeds it again.
"""

import io
import json
import struct
from collections.abc import Callable
from dataclasses import fields
from typing import Any, get_args

import numpy as np
from PIL import Image

from mattebox.errors import TooLarge, UnreadableImage
from mattebox.files import encode, metadata, png
from mattebox.files.decode import MAX_PIXELS, open_image
from mattebox.finish import plate, render
from mattebox.fixes.history import MaskHistory
from mattebox.imaging import resample
from mattebox.imaging.grid import Grid, sample
from mattebox.matte.render import paint
from mattebox.options import finish
from mattebox.options.edges import Edge, Edges
from mattebox.options.fixes import Stroke, parse
from mattebox.options.output import Format, Metadata, Output
from mattebox.subject.fusion import Subject
from mattebox.subject.models import ModelSpec
from mattebox.subject.tensor import to_tensor

_GPS, _ORIENTATION, _THUMBNAIL = 0x8825, 0x0112, 0x0201

# What a page, a file of settings or a command line may say by mistake or on purpose.
_ODD: tuple[Any, ...] = (None, True, False, "", "x", "#12ab34", [], {}, [1, 2], -1, 0, 0.5, 1, 2, 90, 1e-9, 1e9, 1e308)
_ODD_NUMBERS = (float("nan"), float("inf"), float("-inf"))


class Reader:
    """A file as a source of decisions; zeros when it is at its end."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def number(self, low: int, high: int) -> int:
        return low + int.from_bytes(self._data.read(3), "little") % (high - low + 1)

    def real(self) -> float:
        return float(struct.unpack("<d", self._data.read(8).ljust(8, b"\0"))[0])

    def choice(self, choices: Any) -> Any:
        return choices[self.number(0, len(choices) - 1)]

    def rest(self) -> bytes:
        return self._data.read()

    def value(self, usual: tuple[Any, ...]) -> Any:
        """Mostly a sensible one."""
        match self.number(0, 7):
            case 0:
                return self.choice(_ODD + _ODD_NUMBERS)
            case 1:
                return self.real()
        return self.choice(usual)


def decode(data: bytes) -> None:
    """A picture of a size that can be held, or one of two errors."""
    try:
        image, notices = open_image(data)
    except (UnreadableImage, TooLarge):
        return
    assert image.dtype == np.uint8 and image.ndim == 3 and image.shape[2] == 4
    assert 0 < image.shape[0] * image.shape[1] <= MAX_PIXELS
    assert set(notices) <= {"first-frame", "scaled"}


def write_png(data: bytes) -> None:
    """Pillow reads exactly what was written."""
    reader = Reader(data)
    width, height = reader.number(1, 400), reader.number(1, 400)
    shape = (height, width) if reader.number(0, 1) else (height, width, 4)
    dpi = (reader.real(), reader.real()) if reader.number(0, 1) else None
    if dpi and not all(1 < each < 1e6 for each in dpi):
        dpi = None
    exif = reader.rest() if reader.number(0, 1) else b""
    pixels = np.resize(np.frombuffer(reader.rest() or b"\x07\x80", np.uint8), shape)
    parts: list[bytes] = []
    fractions = list(png.write(pixels, parts.append, dpi, exif))
    assert fractions == sorted(fractions) and fractions[-1] == 1
    with Image.open(io.BytesIO(b"".join(parts))) as picture:
        assert np.array_equal(np.asarray(picture), pixels)
        if dpi:
            assert np.allclose(picture.info["dpi"], dpi, rtol=1e-3, atol=0.1)


def strip_metadata(data: bytes) -> None:
    """Whatever a file tells: each format can be written, and tells no more than it should."""
    tags = metadata.read(data)
    rgba = np.full((3, 5, 4), 200, np.uint8)
    for format_ in get_args(Format):
        for kind in get_args(Metadata):
            parts: list[bytes] = []
            list(encode.write(rgba, Output(format_, metadata=kind), tags, None, parts.append))
            with Image.open(io.BytesIO(b"".join(parts))) as picture:
                picture.load()
                found = picture.getexif()
                assert picture.size == (5, 3)
                assert found.get(_ORIENTATION, 1) == 1
                assert kind == "all" or not found.get_ifd(_GPS)
                assert not found.get_ifd(_THUMBNAIL)
                if kind == "none" and format_ != "tiff":
                    assert not len(found)


def settings(data: bytes) -> None:
    """What is no setting is refused by a ValueError, TypeError or KeyError; what is one works."""
    reader = Reader(data)
    try:
        Edges(**_values(reader, Edges, {"edge": get_args(Edge)}))
        Output(**_values(reader, Output, {"format": get_args(Format), "metadata": get_args(Metadata)}))
        wanted = finish.read(_finish(reader))
    except (ValueError, TypeError, KeyError):
        return
    json.dumps(_plain(wanted), allow_nan=False)
    y, x = np.mgrid[:20, :30]
    cutout = np.dstack([x * 8, y * 12, x + y, np.where((x - 15) ** 2 + (y - 10) ** 2 < 50, 255, 0)]).astype(np.uint8)
    cutout[0] = 0
    original = cutout.copy()
    original[..., 3] = 255
    ground = Image.new("RGBA", (7, 5), "#336699")
    made = render.preview(plate.Plate(cutout, original), wanted, ground)
    assert made.dtype == np.uint8 and made.shape[2] == 4


def corrections(data: bytes) -> None:
    """The same of what is drawn by hand."""
    reader = Reader(data)
    try:
        fixes = parse([_fix(reader) for _ in range(reader.number(0, 4))])
    except (ValueError, TypeError, KeyError):
        return
    grid = Grid((48, 36), (0, 0, 480, 360))
    y, x = np.mgrid[:36, :48].astype(np.float32)
    mask = ((x - 20) ** 2 + (y - 18) ** 2 < 120).astype(np.float32)
    picture = np.stack([x / 48, y / 36, mask])
    made = MaskHistory(picture, Subject(mask, bool(reader.number(0, 1))), grid).state(fixes, {}).mask
    assert made.shape == mask.shape and np.isfinite(made).all() and made.min() >= 0 and made.max() <= 1
    image = np.full((36, 48, 4), 255, np.uint8)
    paint(image[..., 3].copy(), image.copy(), image, [fix for fix in fixes if isinstance(fix, Stroke)], grid)


def tensors(data: bytes) -> None:
    """Pictures of all shapes come into the network, and its answer back onto all of their pixels."""
    reader = Reader(data)
    width, height = reader.number(1, 3000), reader.number(1, 40)
    if reader.number(0, 1):
        width, height = height, width
    small = resample.fit(width, height, reader.number(1, 4000))
    assert 1 <= small[0] <= width and 1 <= small[1] <= height
    pixels = np.resize(np.frombuffer(reader.rest() or b"\0\x80\xff", np.uint8), (height, width, 3))
    side = 32
    spec = ModelSpec("fuzz", "fuzz", side, side, side, "max", (0.5, 0.5, 0.5), (1.0, 1.0, 1.0), "unit")
    tensor = to_tensor(Image.fromarray(pixels), spec)
    assert tensor.shape == (1, 3, side, side) and tensor.dtype == np.float32 and np.isfinite(tensor).all()
    planes = np.clip(tensor[0], -1, 1) * 0.5 + 0.5
    index = np.arange(0, width * height, max(1, width * height // 500))
    values = sample(planes, index, (width, height))
    assert values.shape == (3, index.size) and values.min() >= planes.min() - 1e-5
    assert values.max() <= planes.max() + 1e-5
    assert resample.double(resample.halve(planes), planes.shape[1:]).shape == planes.shape


def _values(reader: Reader, kind: type, choices: dict[str, tuple[Any, ...]]) -> dict[str, Any]:
    names = [each.name for each in fields(kind)]
    some = [name for name in names if reader.number(0, 1)]
    usual = (0, 1, 0.5, 5, 20.0, True, False)
    return {name: reader.value(choices.get(name, usual)) for name in some}


def _finish(reader: Reader) -> dict[str, Any]:
    choices: dict[str, tuple[Any, ...]] = {
        "kind": get_args(finish.Ground),
        "colour": ("#ffffff", "#000", "#12ab34"),
        "end": ("#ffffff", "#12ab34"),
        "fit": get_args(finish.Fit),
        "crop": get_args(finish.Crop),
        "unit": get_args(finish.Unit),
        "anchor": get_args(finish.Anchor),
        "turn": (*finish.TURNS, 45),
        "size": ([30, 40], [1, 7000], [0, 5], [12.5, 3], None),
        "aspect": (0.1, 1, 10, None),
        "fill": (0.1, 0.85, 1, None),
        "dpi": (1, 300, None),
    }
    made_by = {each.name: each.default_factory for each in fields(finish.Finish)}
    kinds = {name: kind for name, kind in made_by.items() if isinstance(kind, type)}
    parts = {name: _values(reader, kind, choices) for name, kind in kinds.items() if reader.number(0, 1)}
    return {**parts, **({"match": reader.value((0, 0.5, 1))} if reader.number(0, 1) else {})}


def _plain(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value


def _fix(reader: Reader) -> dict[str, Any]:
    number = lambda: reader.value((0, 5, 100, 240.5, 360, 480, -50, 1e4))  # noqa: E731
    match reader.number(0, 4):
        case 0:
            points = [number() for _ in range(reader.choice((3, 6, 12, 4, 0)))]
            return {
                "type": "stroke",
                "points": points,
                "effect": reader.value(("restore", "erase")),
                "tool": reader.value(("brush", "lasso")),
                "hard": reader.value((True, False)),
                "softness": reader.value((0, 0.5, 1)),
            }
        case 1:
            return {"type": "pick", "at": [number(), number()], "keep": reader.value((True, False))}
        case 2:
            return {"type": "closer", "box": [number() for _ in range(4)]}
        case 3:
            return {"type": "tidy", "what": reader.value(("holes", "specks"))}
    return {"type": reader.value(("stroke", "pick")), "at": reader.value(((), (1, 2)))}


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decode": decode,
    "png": write_png,
    "metadata": strip_metadata,
    "settings": settings,
    "corrections": corrections,
    "tensors": tensors,
}
