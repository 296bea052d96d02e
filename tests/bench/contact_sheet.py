"""Sheets for the eye: pictures cut natively, beside what the common open tools make of the same network.

    python3 build.py bench contact_sheet --data DIR --out DIR [--pictures SUBSET/NAME …] [option=value …]

One sheet per picture, OUT/<subset>_<name>.png, and OUT/index.png with all of them. Columns: the input; "peer-style",
the main network's mask stretched over the picture, colours left alone; ours. The last two on white, black and red.
Below them crops at 100 % from where our alpha is most in doubt. Options are the fields of mattebox.options.edges.Edges.
"""

import argparse
import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from accuracy import parse_options
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from mattebox import native
from mattebox.files import decode
from mattebox.imaging import resample
from mattebox.options.edges import Edges
from mattebox.pipeline import Pipeline
from mattebox.subject import models
from mattebox.subject.fusion import unit_range
from tools.site import MODELS

Bytes = NDArray[np.uint8]
Float = NDArray[np.float32]
Box = tuple[int, int, int, int]

PICTURES = (
    *("matting/am_GT03", "matting/am_GT22", "matting_silver/p3m_d684dae3", "matting_silver/lemur"),
    *("matting/comp_girl_hair", "photos/u2net_human_1080p", "photos/rembg_girl-1", "photos/skimage_chelsea"),
    *("matting/prod_monstera", "matting/prod_bottle_oil", "matting/prod_bicycle", "matting/prod_glove"),
    *("matting/comp_bulb", "matting/comp_dandelion", "photos/u2net_group", "photos/squoosh_redpanda_10mp"),
    *("photos/rembg_car-3", "sod/ecssd/0024", "sod/ccp/0200", "matting_synth/syn_am2k_sample10_house"),
)
ENDINGS = (".jpg", ".png", ".jpeg", ".webp")
BACKDROPS = {"white": (255, 255, 255), "black": (0, 0, 0), "red": (220, 30, 30)}
HEADINGS = ("input", *(f"{who} on {name}" for who in ("peer-style", "ours") for name in BACKDROPS))

CROP, CROPS = 256, 3
INDEX_CELL, INDEX_BLOCKS = 156, 2
GAP, LINE = 6, 14
# Crops are placed on a grid of cells of this side.
GRID = 8
PAPER, INK = (128, 128, 128), (255, 255, 255)


@dataclass(frozen=True)
class Shown:
    """A picture and two cut-outs of it, RGBA; `where` its crops lie; `note` what there is to say."""

    name: str
    note: str
    picture: Image.Image
    cutouts: tuple[Image.Image, Image.Image]
    where: list[Box]


class Cutter:
    """The native pipeline, with what the main network said kept."""

    def __init__(self, directory: Path) -> None:
        self._specs = models.read(directory / "models.json")
        self._inner = native.segmenter(self._specs, directory)
        self._main: Float = np.zeros((1, 1), np.float32)
        self._pipeline = Pipeline(self._specs, self._segment)

    async def _segment(self, role: str, tensor: Float) -> Float:
        mask = await self._inner(role, tensor)
        if role == "main":
            self._main = unit_range(mask, stretch=self._specs[role].range == "minmax")
        return mask

    def show(self, name: str, file: Path, options: Edges) -> Shown:
        image, _ = decode.open_image(file.read_bytes())
        result = asyncio.run(self._pipeline.cut(image, options))
        height, width = image.shape[:2]
        mask = np.clip(resample.resize_plane(self._main, (width, height)), 0, 1)
        peer = np.dstack([image[..., :3], np.rint(mask * 255).astype(np.uint8)])
        seconds = sum(s for stage, s in result.timings.items() if stage not in {"draft", "segment"})
        note = f"{width} x {height}, {seconds:.2f} s of Python" + ("" if result.found else ", NO SUBJECT FOUND")
        cutouts = Image.fromarray(peer), Image.fromarray(result.rgba)
        return Shown(name, note, Image.fromarray(image), cutouts, doubtful(result.alpha))


def doubtful(alpha: Bytes) -> list[Box]:
    """Windows of CROP pixels that hold the most half-transparency, none of them over another's middle."""
    height, width = alpha.shape
    a = alpha.astype(np.float32) / 255
    doubt = np.pad(4 * a * (1 - a), ((0, -height % GRID), (0, -width % GRID)))
    cells = doubt.reshape(doubt.shape[0] // GRID, GRID, doubt.shape[1] // GRID, GRID).sum((1, 3))
    side = CROP // GRID
    window = min(side, cells.shape[0]), min(side, cells.shape[1])
    boxes: list[Box] = []
    while len(boxes) < CROPS:
        sums = np.lib.stride_tricks.sliding_window_view(cells, window).sum((2, 3))
        row, column = (int(i) for i in np.unravel_index(sums.argmax(), sums.shape))
        if sums[row, column] <= 0:
            break
        top, left = max(0, min(row * GRID, height - CROP)), max(0, min(column * GRID, width - CROP))
        boxes.append((left, top, min(width, left + CROP), min(height, top + CROP)))
        cells[row : row + side, column : column + side] = 0
    return boxes


def on(backdrop: tuple[int, int, int], cutout: Image.Image) -> Image.Image:
    """A cut-out composited as browsers do it."""
    out = Image.new("RGBA", cutout.size, backdrop)
    out.alpha_composite(cutout)
    return out.convert("RGB")


def panels(shown: Shown, box: Box | None, side: int) -> list[Image.Image]:
    """A row of the sheet: the whole picture fitted into a square, or one of its crops as it is."""
    row = []
    for cutout in (shown.picture, *shown.cutouts):
        part = cutout.crop(box) if box else cutout
        for colour in list(BACKDROPS.values())[: 1 if cutout is shown.picture else None]:
            flat = on(colour, part)
            if not box:
                flat.thumbnail((side, side), Image.Resampling.LANCZOS)
            row.append(flat)
    return row


def text(sheet: Image.Image, at: tuple[int, int], words: str) -> None:
    ImageDraw.Draw(sheet).text(at, words, fill=INK, font=ImageFont.load_default(11))


def paste(sheet: Image.Image, row: Sequence[Image.Image], at: tuple[int, int], pitch: int) -> None:
    for i, panel in enumerate(row):
        sheet.paste(panel, (at[0] + i * pitch, at[1]))


def sheet_of(shown: Shown, options: Edges) -> Image.Image:
    rows = [panels(shown, box, CROP) for box in (None, *shown.where)]
    heights = [max(panel.height for panel in row) for row in rows]
    pitch = CROP + GAP
    size = GAP + len(HEADINGS) * pitch, 2 * (LINE + GAP) + sum(heights) + len(rows) * (LINE + GAP)
    sheet = Image.new("RGB", size, PAPER)
    text(sheet, (GAP, GAP // 2), f"{shown.name}   {shown.note}   {options}")
    for i, heading in enumerate(HEADINGS):
        text(sheet, (GAP + i * pitch, LINE + GAP), heading)
    y = 2 * (LINE + GAP)
    for row, height, box in zip(rows, heights, (None, *shown.where), strict=True):
        text(sheet, (GAP, y - 1), f"crop at {box[0]}, {box[1]}, 100 %" if box else "")
        paste(sheet, row, (GAP, y + LINE), pitch)
        y += height + LINE + GAP
    return sheet


def index_of(rows: list[tuple[str, list[Image.Image]]]) -> Image.Image:
    """All pictures, small, in blocks side by side."""
    each = -(-len(rows) // INDEX_BLOCKS)
    pitch, step = INDEX_CELL + 2, INDEX_CELL + LINE + GAP
    block = GAP + len(HEADINGS) * pitch
    sheet = Image.new("RGB", (block * INDEX_BLOCKS, LINE + GAP + each * step), PAPER)
    for n, (name, row) in enumerate(rows):
        x, y = n // each * block + GAP, LINE + GAP + n % each * step
        if n % each == 0:
            for i, heading in enumerate(HEADINGS):
                text(sheet, (x + i * pitch, GAP // 2), heading)
        text(sheet, (x, y), name)
        paste(sheet, row, (x, y + LINE), pitch)
    return sheet


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pictures", nargs="*", default=[], metavar="SUBSET/NAME", help="instead of the usual 20")
    parser.add_argument("options", nargs="*", metavar="option=value")
    given = parser.parse_intermixed_args()
    words = [*given.pictures, *given.options]  # argparse gives what follows the names to the names
    options = parse_options([word for word in words if "=" in word])
    cutter = Cutter(MODELS)
    given.out.mkdir(parents=True, exist_ok=True)
    rows = []
    for name in [word for word in words if "=" not in word] or PICTURES:
        file = next((f for ending in ENDINGS if (f := given.data / f"{name}{ending}").exists()), None)
        if file is None:
            print(f"{name}: not there, skipped")
            continue
        shown = cutter.show(name, file, options)
        sheet_of(shown, options).save(given.out / f"{name.replace('/', '_')}.png")
        rows.append((name, panels(shown, None, INDEX_CELL)))
        print(f"{name}: {shown.note}", flush=True)
    if rows:
        index_of(rows).save(given.out / "index.png")


if __name__ == "__main__":
    main()
