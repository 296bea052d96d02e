"""Pictures that go wrong, corrected by a script with few strokes.

    python3 build.py bench hand --data DIR [--pictures N] [--strokes N]

Of the pictures of DIR (see accuracy.py) whose intersection over union with the truth is below 0.9 the worst are taken.
Each stroke is a lasso around the largest region that is wrong, drawn so many pixels too wide as a hand would; of a hint
and an exact area, and of two widths, the one stays that comes nearer to the truth, as somebody would undo what made it
worse. Prints the intersection over union before and after each stroke.
"""

import argparse
import asyncio
import os
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import numpy as np
from accuracy import SUBSETS, pictures
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from mattebox import native
from mattebox.files.decode import open_image
from mattebox.imaging.grid import Grid
from mattebox.live import Live
from mattebox.options.edges import Edges
from mattebox.options.fixes import Stroke
from mattebox.pipeline import Pipeline
from mattebox.subject.sight import Sight
from native_cut import iou
from tools.site import MODELS

Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]

WRONG, RIGHT = 0.9, 0.97
# Long side in pixels at which a stroke is planned: a hand sees no more.
PLAN = 512
# How much wider than the region a lasso is, as a share of the region's own width, and its corners.
SLOPPY = (0.02, 0.06)
CORNERS = 80
# Regions thinner than this, in pixels of the plan, are nothing to draw around.
THINNEST = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=MODELS)
    parser.add_argument("--pictures", type=int, default=16)
    parser.add_argument("--strokes", type=int, default=6)
    given = parser.parse_args()
    pipeline = native.pipeline(given.models)
    wrong = sorted(misses(pipeline, given.data), key=lambda miss: miss[0])[: given.pictures]
    reached = 0
    for before, name, sight, truth in wrong:
        fixes = corrected(sight, truth, given.strokes)
        steps = [matched(pipeline, sight, fixes[: count + 1], truth) for count in range(len(fixes))]
        after = max(steps, default=before)
        reached += after >= RIGHT
        print(f"{name:36s} {before:.3f} -> {after:.3f}  ({' '.join(f'{step:.3f}' for step in steps)})", flush=True)
    print(f"{reached} of {len(wrong)} reach {RIGHT} with at most {given.strokes} strokes, {os.cpu_count()} cores")


def misses(pipeline: Pipeline, data: Path) -> Iterator[tuple[float, str, Sight, Bytes]]:
    for subset in SUBSETS:
        for stem, photo in pictures(data / subset):
            image, _ = open_image(photo.read_bytes())
            sight = asyncio.run(pipeline.find(image))
            path = next(
                photo.with_name(f"{stem}_{kind}.png")
                for kind in ("alpha", "mask")
                if (photo.parent / f"{stem}_{kind}.png").exists()
            )
            truth = np.asarray(Image.open(path).convert("L"))
            before = matched(pipeline, sight, (), truth)
            if before < WRONG:
                yield before, f"{subset}/{stem}", sight, truth


def matched(pipeline: Pipeline, sight: Sight, fixes: Sequence[Stroke], truth: Bytes) -> float:
    return iou(asyncio.run(pipeline.matte(sight, fixes=fixes)).alpha, truth)


def corrected(sight: Sight, truth: Bytes, most: int) -> list[Stroke]:
    """Strokes, each the best of its kind for what is wrong then."""
    alive, size = Live(sight), sight.size
    scale = min(1.0, PLAN / max(size))
    plan = Grid((round(size[0] * scale), round(size[1] * scale)), (0, 0, *size))
    wanted = np.asarray(Image.fromarray(truth).resize(plan.size, Image.Resampling.BILINEAR))

    def after(fixes: Sequence[Stroke]) -> Bytes:
        if not sight.subject.found and not fixes:
            return np.zeros(plan.size[::-1], np.uint8)
        return alive.render(sight, Edges(), fixes, plan)[..., 3]

    fixes: list[Stroke] = []
    while len(fixes) < most:
        now = after(fixes)
        region = largest((now >= 128) != (wanted >= 128))
        if region is None:
            break
        effect = "restore" if (wanted[region] >= 128).mean() > 0.5 else "erase"
        tries = [
            Stroke(effect, outline(region, sloppy, 1 / scale), "lasso", hard)  # type: ignore[arg-type]
            for sloppy, hard in product(SLOPPY, (False, True))
        ]
        matches = [iou(after([*fixes, stroke]), wanted) for stroke in tries]
        best = int(np.argmax(matches))
        if matches[best] <= iou(now, wanted):
            break
        fixes.append(tries[best])
    return fixes


def largest(wrong: Mask) -> Mask | None:
    """The largest region that is worth a stroke."""
    labels, count = ndimage.label(ndimage.binary_opening(wrong, iterations=THINNEST // 2))
    if not count:
        return None
    sizes = ndimage.sum_labels(wrong, labels, range(1, count + 1))
    return np.asarray(labels == int(np.argmax(sizes)) + 1)


def outline(region: Mask, sloppy: float, step: float) -> tuple[tuple[float, float, float], ...]:
    """A lasso around a region without its holes, in pixels of the full picture."""
    reach = max(1, round(sloppy * np.sqrt(region.sum())))
    padded = np.pad(region, reach + 1)
    corners = traced(ndimage.binary_fill_holes(ndimage.binary_dilation(padded, iterations=reach))) - reach - 1
    chosen = corners[:: max(1, len(corners) // CORNERS)]
    return tuple((float(x + 0.5) * step, float(y + 0.5) * step, 0.0) for y, x in chosen)


def traced(region: Mask) -> NDArray[np.intp]:
    """The border pixels (y, x) of one region in turn (Moore neighbours, clockwise)."""
    around = [(0, -1), (-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1)]
    first = tuple(np.argwhere(region)[0])
    at, came, border = first, 0, [first]
    while True:
        turns = [(came + turn) % 8 for turn in range(8)]
        ahead = next((t for t in turns if region[at[0] + around[t][0], at[1] + around[t][1]]), None)
        if ahead is None:
            return np.array(border)
        at = at[0] + around[ahead][0], at[1] + around[ahead][1]
        if at == first:
            return np.array(border)
        came = (ahead + 5) % 8
        border.append(at)


if __name__ == "__main__":
    main()
