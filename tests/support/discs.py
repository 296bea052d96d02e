"""The pipeline with a disc in the place of what networks see, and a picture of it."""

import asyncio

import numpy as np

from mattebox.options.fixes import Stroke
from mattebox.pipeline import Pipeline
from mattebox.subject.models import ModelSpec

MAIN = ModelSpec("main", "Main", 128, 128, 64, "none", (128, 128, 128), (256, 256, 256), "unit")
DRAFT = ModelSpec("draft", "Draft", 64, 64, 32, "max", (0.5, 0.5, 0.5), (0.2, 0.2, 0.2), "minmax")
# Strokes over the disc of a picture of 400 × 300, and in the empty corner.
ERASE = Stroke("erase", ((200, 120, 30), (230, 150, 30)))
RESTORE = Stroke("restore", ((60, 60, 25),))


def disc(h, w, radius=0.3, softness=0.02):
    y, x = np.mgrid[:h, :w].astype(np.float32)
    distance = np.hypot((y + 0.5) / h - 0.5, (x + 0.5) / w - 0.5)
    return np.clip((radius - distance) / softness + 0.5, 0, 1).astype(np.float32)


def photo(h=300, w=400):
    rng = np.random.default_rng(7)
    alpha = disc(h, w)[..., None]
    texture = rng.integers(0, 40, (h, w, 3)).astype(np.float32)
    rgb = alpha * (np.array([200, 120, 60]) + texture) + (1 - alpha) * (np.array([20, 90, 180]) + texture)
    return np.dstack([rgb.astype(np.uint8), np.full((h, w), 255, np.uint8)])


class Discs:
    """A segmenter that sees the disc, whatever it is shown; remembers what it was asked."""

    def __init__(self, strength=1.0):
        self.asked = []
        self.strength = strength

    async def __call__(self, role, tensor):
        self.asked.append(role)
        return disc(*tensor.shape[2:]) * self.strength


PIPELINE = Pipeline({"main": MAIN, "draft": DRAFT}, Discs())


def cut(image, segment=None, **keywords):
    return asyncio.run(Pipeline({"main": MAIN, "draft": DRAFT}, segment or Discs()).cut(image, **keywords))
