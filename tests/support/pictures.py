"""Pictures that tests and benchmarks make, most of them out of the free photographs."""

import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

ORIENTATION = 0x0112


def enlarged(photo: Path, width: int, height: int, target: Path, *, orientation: int = 1) -> Path:
    """A JPEG of the middle of a photo that is width × height upright; `orientation` 6: stored lying on its side."""
    with Image.open(photo) as source:
        picture = ImageOps.fit(source.convert("RGB"), (width, height), Image.Resampling.LANCZOS)
    exif = Image.Exif()
    if orientation == 6:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
        exif[ORIENTATION] = orientation
    picture.save(target, "JPEG", quality=92, exif=exif)
    return target


def gradient(target: Path) -> Path:
    """Nothing to be seen: a smooth grey slope."""
    slope = np.linspace(100, 160, 320).astype(np.uint8)
    Image.fromarray(np.repeat(slope[None, :], 240, axis=0)).convert("RGB").save(target)
    return target


def translucent(photo: Path, target: Path) -> Path:
    """A PNG with every alpha from 0 in its corners to 255 in a disc, and the photo's colours everywhere."""
    with Image.open(photo) as source:
        rgb = np.asarray(source.convert("RGB"))
    height, width = rgb.shape[:2]
    y, x = np.ogrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    alpha = np.clip((1.3 - np.hypot(x, y)) * 600, 0, 255).astype(np.uint8)
    Image.fromarray(np.dstack([rgb, alpha])).save(target)
    return target


def camera_photo(kind: str = "JPEG", dpi: tuple[int, int] = (240, 240)) -> bytes:
    """A picture lying on its side, with camera, place and thumbnail."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x0132] = "Maker", 6, "2024:05:06 07:08:09"
    exif.get_ifd(0x8769).update({0x829A: 0.01, 0x9003: "2024:05:06 07:08:09", 0xA002: 64, 0xA003: 48})
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0)})
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, kind, exif=exif, dpi=dpi)
    return out.getvalue()
