"""The pictures of docs/how.md: what the pipeline makes of the page's own sample, stage by stage, into docs/stages/.

    PYTHONPATH=py .venv/bin/python docs/site/stages.py

They are committed: a release has to be the same byte for byte on every machine, and the last bits of a network's answer
are the processor's. tests/unit/docs/test_stages.py looks whether they still are what the pipeline makes.
"""

import asyncio
from pathlib import Path

import numpy as np
from PIL import Image

from mattebox import native
from mattebox.arrays import Bytes, Float
from mattebox.files.decode import open_image
from mattebox.low_cache import LowCache
from mattebox.pipeline import Pipeline
from mattebox.subject import models
from mattebox.subject.tensor import to_mask

ROOT = Path(__file__).resolve().parents[2]
PHOTO = ROOT / "web" / "samples" / "portrait.jpg"
NETWORKS = ROOT / "py" / "mattebox" / "networks"
STAGES = ROOT / "docs" / "stages"
# A part of the edge with hair in it, and by how much it is enlarged.
DETAIL, TIMES = (144, 24, 208, 72), 7
# Behind it: neither the old background's colour nor the hair's.
GROUND = (24, 92, 120)
QUALITY = 82


async def stages() -> dict[str, Bytes]:
    """By name: uint8 (H, W) for masks, (H, W, 3) or (H, W, 4) for pictures."""
    image, _ = open_image(PHOTO.read_bytes())
    specs = models.read(NETWORKS / "models.json")
    inner = native.segmenter(specs, NETWORKS)
    size = (image.shape[1], image.shape[0])
    masks: dict[str, Float] = {}

    async def segment(role: str, tensor: Float) -> Float:
        answer = await inner(role, tensor)
        masks[role] = to_mask(answer, specs[role], size)
        return answer

    pipeline = Pipeline(specs, segment)
    sight = await pipeline.find(image)
    cache = LowCache(sight)
    cut = await pipeline.matte(sight, cache=cache)
    low = cache.matte(cache.state((), {}).mask, "auto")
    opaque = np.where(cut.alpha > 0, 255, 0).astype(np.uint8)
    plain = np.dstack([image[..., :3], cut.alpha])
    return {
        "draft": levels(masks["draft"]),
        "main": levels(masks["main"]),
        "trimap": low.regions,
        "alpha": cut.alpha,
        "colours": np.dstack([cut.rgba[..., :3], opaque]),
        "result": cut.rgba,
        "edge": np.hstack([laid(plain), laid(cut.rgba)]),
    }


def levels(mask: Float) -> Bytes:
    """float32 0..1 as uint8."""
    return np.rint(mask * 255).astype(np.uint8)


def laid(rgba: Bytes) -> Bytes:
    """`DETAIL` of a cut-out on `GROUND`, enlarged: uint8 (h, w, 3)."""
    part = Image.fromarray(rgba).crop(DETAIL)
    ground = Image.new("RGBA", part.size, (*GROUND, 255))
    ground.alpha_composite(part)
    large = ground.convert("RGB").resize((part.width * TIMES, part.height * TIMES), Image.Resampling.NEAREST)
    return np.asarray(large)


def save(folder: Path) -> None:
    for name, pixels in asyncio.run(stages()).items():
        Image.fromarray(pixels).save(folder / f"{name}.webp", quality=QUALITY, method=6)


if __name__ == "__main__":
    save(STAGES)
