"""A finished picture, to be looked at, computed with or saved."""

import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypedDict

from PIL import Image

from .arrays import Bytes
from .errors import InvalidOption, WouldOverwrite
from .files import encode
from .files.metadata import Tags
from .options.output import Format, Output
from .progress import drain
from .subject.advice import Tip

# By the ending of a file's name, in small letters.
FORMATS: dict[str, Format] = {
    ".png": "png",
    ".webp": "webp",
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".jpe": "jpeg",
    ".jfif": "jpeg",
    ".tif": "tiff",
    ".tiff": "tiff",
}
# Those that share an ending.
_PNGS: frozenset[Format] = frozenset({"png", "png8", "mask"})


class Notice(TypedDict):
    """What is to be said of a picture.

    ``code``: ``no-subject`` (nothing was taken away), ``already-transparent`` (its transparent parts were kept),
    ``already-cut`` (so much so that no network was asked), ``scaled`` (it had too many pixels; ``from`` and ``to``, in
    megapixels), ``first-frame`` (it moves), ``one-of-many`` (of ``count`` in its file), ``raw-preview`` (a camera's raw
    file), ``hdr`` (its highlights were toned down), ``has-credentials`` and ``made-by-ai`` (its file says so, which
    another does not), ``metadata-shortened`` (the kind of file that was asked for holds less of its EXIF than was),
    ``network-failed`` (the network that was asked for: Mattebox's own took its place).
    """

    code: str
    values: Mapping[str, int]


@dataclass(frozen=True, eq=False)
class Cutout:
    """A picture whose subject was cut out, finished as was asked for.

    Attributes:
        rgba: uint8 (H, W, 4), straight alpha, sRGB, upright. Where no frame has resampled it and no light was matched,
            opaque pixels of the subject are the original's, bit for bit.
        matte: uint8 (h, w): how much of each pixel of the original is subject, 0..255, before any finish.
        found: whether there is a subject; if not, nothing was taken away before it was finished.
        tips: what in the original stands in the way of a better cut-out.
        notices: what else is to be said.
        timings: seconds by stage: ``decode``, ``draft`` and ``segment`` (the networks), ``tensor``, ``band``, ``fuse``,
            ``foreground``, ``compose``, ``finish`` and others.
        output: the kind of file that was asked for.
        source: path of the original's file, if it came from one.
    """

    rgba: Bytes
    matte: Bytes
    found: bool
    tips: tuple[Tip, ...] = ()
    notices: tuple[Notice, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict)
    output: Output = field(default_factory=Output)
    source: Path | None = None
    _tags: Tags = field(default_factory=Tags, repr=False)
    _dpi: float | None = field(default=None, repr=False)

    @property
    def alpha(self) -> Bytes:
        """uint8 (H, W), a view of the finished picture's alpha: 255 everywhere once something is behind the subject."""
        return self.rgba[..., 3]

    @cached_property
    def image(self) -> Image.Image:
        """The finished picture, as a Pillow image of mode RGBA."""
        return Image.fromarray(self.rgba)

    @cached_property
    def mask(self) -> Image.Image:
        """The matte, as a Pillow image of mode L at the original's size."""
        return Image.fromarray(self.matte)

    def encoded(self, output: Output | None = None) -> bytes:
        """A file of the finished picture.

        Args:
            output: its kind; what was asked for if None.

        Returns:
            Its bytes: tagged as sRGB, with the original's resolution and as much of its EXIF as ``output.metadata``
            says.
        """
        parts: list[bytes] = []
        drain(encode.write(self.rgba, output or self.output, self._tags, self._dpi, parts.append))
        return b"".join(parts)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the finished picture as a file, whole or not at all.

        Args:
            path: its ending says the format: ``.png`` (``png8`` and ``mask``, too, where the output asks for them),
                ``.webp``, ``.jpg``, ``.jpeg``, ``.jpe``, ``.jfif``, ``.tif`` or ``.tiff``. What is there is replaced.

        Returns:
            The path.

        Raises:
            InvalidOption: the ending is none of these.
            WouldOverwrite: it is the original's file, under this name or another.
            OSError: it cannot be written.
        """
        target = Path(path)
        output = replace(self.output, format=format_of(target, self.output.format))
        if self.source is not None and _is_same(self.source, target):
            raise WouldOverwrite(f"{target} is the picture itself; save the cut-out under another name")
        write_whole(target, self.encoded(output))
        return target


def format_of(path: Path, wanted: Format = "png") -> Format:
    """The format that a file's ending stands for.

    Args:
        wanted: chosen among those that share the ending ``.png``.

    Raises:
        InvalidOption: none is written under this ending.
    """
    found = FORMATS.get(path.suffix.lower())
    if found is None:
        raise InvalidOption(f"{path.name!r} can not be written; its name can end in {', '.join(FORMATS)}")
    return wanted if found == "png" and wanted in _PNGS else found


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and then move it there, so that nobody ever sees a part of it.

    Raises:
        OSError: the disk is full, the folder is not there or cannot be written to; nothing is left behind.
    """
    part = path.with_name(f".{secrets.token_hex(8)}.part")  # not of its name, which may be as long as can be
    write_new(part, data)
    try:
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, through to the disk. Raises OSError; then nothing is left behind."""
    try:
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def _is_same(source: Path, target: Path) -> bool:
    try:
        return source.samefile(target)
    except OSError:
        return False


def notice(code: str, values: Mapping[str, Any] | None = None) -> Notice:
    return {"code": code, "values": values or {}}
