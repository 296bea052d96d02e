"""One scene from a seed: a photograph, cropped, perhaps with a cutout or two in front, its colours changed.

No truth is needed. A scene need not be likely, only such that the network's layers see what they see in use. The same
seed and pictures give the same scene.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

CROPPED = 0.5  # the share of scenes whose photograph is cropped
CROP_LEAST = 0.45  # of the photograph's sides
CROP_STRETCH = 0.25  # log of by how much a crop's aspect differs
BLANK = 64  # pixels a crop has at least

WITH_CUTOUT = 0.28
BACKGROUND_BLURRED, BLUR = 0.5, (1.0, 9.0)
SECOND_CUTOUT = 0.2
CUTOUT_SIZE = 0.3, 0.95  # of the scene's side
CUTOUT_STRETCH = 0.3
CUTOUT_LEAST = 8
TURNED, TURN = 0.3, 40  # degrees to either side
OUTSIDE = 6  # a cutout leaves the scene by at most one part in so many of its own size

ENHANCED = 0.5
ENHANCERS = (ImageEnhance.Brightness, 0.3), (ImageEnhance.Contrast, 0.3), (ImageEnhance.Color, 0.5)
GREY = 0.15
SOFTENED, SOFTNESS = 0.15, (0.3, 1.5)
TINTED, TINT = 0.2, (0.8, 1.2)


@dataclass(frozen=True)
class Pictures:
    """Files: photographs, and foregrounds with alpha."""

    photos: Sequence[Path]
    cutouts: Sequence[Path]


def scene(seed: int, pictures: Pictures, size: int) -> Image.Image:
    """An RGB picture size × size, squeezed as the network's input is."""
    random = Random(seed)
    with Image.open(random.choice(pictures.photos)) as file:
        picture = file.convert("RGB")
    if random.random() < CROPPED:
        picture = crop(picture, random)
    picture = flip(picture, random).resize((size, size), Image.Resampling.LANCZOS)
    if pictures.cutouts and random.random() < WITH_CUTOUT:
        if random.random() < BACKGROUND_BLURRED:
            picture = picture.filter(ImageFilter.GaussianBlur(random.uniform(*BLUR)))
        for _ in range(1 + (random.random() < SECOND_CUTOUT)):
            with Image.open(random.choice(pictures.cutouts)) as file:
                paste(file.convert("RGBA"), picture, random)
    return recolour(picture, random)


def crop(picture: Image.Image, random: Random) -> Image.Image:
    part = random.uniform(CROP_LEAST, 1)
    stretch = math.exp(random.uniform(-CROP_STRETCH, CROP_STRETCH))
    width, height = (
        min(side, max(BLANK, int(side * min(1.0, part * factor))))
        for side, factor in zip(picture.size, (stretch, 1 / stretch), strict=True)
    )
    x, y = random.randint(0, picture.width - width), random.randint(0, picture.height - height)
    return picture.crop((x, y, x + width, y + height))


def flip(picture: Image.Image, random: Random) -> Image.Image:
    return picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if random.random() < 0.5 else picture


def paste(cutout: Image.Image, onto: Image.Image, random: Random) -> None:
    """Put a cutout somewhere in front of a picture, in some size, stretched, mirrored and turned a little."""
    size = onto.width
    scale = random.uniform(*CUTOUT_SIZE) * size / max(cutout.size)
    stretch = math.exp(random.uniform(-CUTOUT_STRETCH, CUTOUT_STRETCH))
    width, height = (
        max(CUTOUT_LEAST, min(size, int(side * scale * factor)))
        for side, factor in zip(cutout.size, (stretch, 1 / stretch), strict=True)
    )
    cutout = flip(cutout.resize((width, height), Image.Resampling.LANCZOS), random)
    if random.random() < TURNED:
        cutout = cutout.rotate(random.uniform(-TURN, TURN), Image.Resampling.BICUBIC, expand=True)
    x, y = (random.randint(-(side // OUTSIDE), max(1, size - side * (OUTSIDE - 1) // OUTSIDE)) for side in cutout.size)
    onto.paste(cutout, (x, y), cutout)


def recolour(picture: Image.Image, random: Random) -> Image.Image:
    for enhancer, most in ENHANCERS:
        if random.random() < ENHANCED:
            picture = enhancer(picture).enhance(random.uniform(1 - most, 1 + most))
    if random.random() < GREY:
        picture = picture.convert("L").convert("RGB")
    if random.random() < SOFTENED:
        picture = picture.filter(ImageFilter.GaussianBlur(random.uniform(*SOFTNESS)))
    if random.random() < TINTED:
        tint = np.array([random.uniform(*TINT) for _ in range(3)], np.float32)
        tinted = np.asarray(picture, np.float32) * tint
        picture = Image.fromarray(tinted.clip(0, 255).astype(np.uint8))
    return picture
