"""Pictures that tests and benchmarks make out of the free photographs."""

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
