"""Endurance: hundreds of pictures of mixed size and kind, one after the other in one tab of Chromium with 2 threads.

    python3 build.py bench soak [--pictures N] [--mode MODE] [--data DIR] [--json FILE]

They are made from the photographs of DIR (default ../shared/eval where it is there), or else the free ones: turned,
of 0.4 to 24 megapixels, in every format that people have, and now and then damaged or no picture at all. Whatever
fails must be one of those. Some are cut again in tabs of their own: the files must be the same to the byte. Memory is
told as in `bench batch`, each time with the same picture on the stage.
"""

import argparse
import hashlib
import json
import os
import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pillow_heif
from batch import DATA, SEED, THREADS, TWO_THREADS, opened, photos, process_megabytes, profile
from contenders import ASK_MEMORY, READ_MEMORY
from PIL import Image, ImageOps
from playwright.sync_api import Page, sync_playwright

from mattebox.options.mode import Mode
from static_host import serving
from tools import samples
from visitor import KEEP_RESULT, choose, latest, settle

SIZES = {0.4: 3, 1.5: 5, 3: 3, 6: 2, 12: 2, 24: 1}  # megapixels, and how common they are
KINDS = ("jpg", "jpg", "jpg", "png", "webp", "avif", "tiff", "heic", "gif")
OPTIONS: dict[str, dict[str, Any]] = {"avif": {"speed": 10}, "jpg": {"quality": 92}}
PLAIN = 0.8  # so many are in colour and opaque; the others are grey or have alpha
DAMAGED_EVERY = 12
AGAIN_EVERY = 10
TOLD_EVERY = 60
YARDSTICK_MP = 1.5

Figures = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(prog="build.py bench soak", description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", type=int, default=300, metavar="N")
    parser.add_argument("--mode", choices=get_args(Mode), default="standard")
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    given = parser.parse_args()
    pillow_heif.register_heif_opener()
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        serving() as host,
        profile(playwright, TWO_THREADS + KEEP_RESULT) as (context, processes),
    ):
        sources = photos(given.data, Path(folder), given.pictures) or list(samples.photos().values())
        page = opened(context, host)
        page.select_option("#mode", given.mode)
        print(f"{os.cpu_count()} cores, {THREADS} threads, {given.pictures} pictures, {given.mode}", flush=True)
        figures = soak(page, sources, Path(folder), processes, given.pictures)
        page.close()
        figures["again"] = again = []
        for index in range(0, given.pictures, AGAIN_EVERY):
            if figures["files"][index]["sound"]:
                fresh = opened(context, host)  # it remembers the mode
                outcome = told(fresh, picture(sources, Path(folder), index))
                again.append({"index": index, "same": outcome["sha256"] == figures["files"][index]["sha256"]})
                fresh.close()
    show(figures)
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n")


def soak(page: Page, sources: list[Path], folder: Path, processes: Path, number: int) -> Figures:
    files, memory = [], []
    for index in range(number):
        path = picture(sources, folder, index)
        files.append({"name": path.name, "sound": not damaged(index), **told(page, path)})
        path.unlink()
        if (index + 1) % TOLD_EVERY == 0 or index + 1 == number:
            memory.append({"pictures": index + 1, **held(page, sources[0], folder, processes)})
            print(memory[-1], flush=True)
    return {"files": files, "memory": memory}


def damaged(index: int) -> bool:
    return index % DAMAGED_EVERY == DAMAGED_EVERY - 1


def picture(sources: list[Path], folder: Path, index: int) -> Path:
    """The picture of this number, always the same: a photograph turned a little, of some size, in some format."""
    chance = random.Random(SEED * 1_000_003 + index)
    kind = chance.choice(KINDS)
    path = folder / f"soak-{index:03}.{kind}"
    megapixels = chance.choices(list(SIZES), list(SIZES.values()))[0]
    made = sized(chance.choice(sources), megapixels, chance.uniform(-8, 8), portrait=chance.random() < 0.4)
    if chance.random() > PLAIN:
        made = made.convert("L") if kind in {"jpg", "gif"} or chance.random() < 0.5 else faded(made)
    made.save(path, **OPTIONS.get(kind, {}))
    if damaged(index):
        data = path.read_bytes()
        path.write_bytes(chance.choice((b"", data[: len(data) // 50], b"no picture " * 999, data[:20] + bytes(5000))))
    return path


def sized(source: Path, megapixels: float, angle: float = 0, *, portrait: bool = False) -> Image.Image:
    with Image.open(source) as photo:
        turned = photo.convert("RGB").rotate(angle, Image.Resampling.BICUBIC)
    width, height = round((megapixels * 1e6 * 4 / 3) ** 0.5), round((megapixels * 1e6 * 3 / 4) ** 0.5)
    return ImageOps.fit(turned, (height, width) if portrait else (width, height), Image.Resampling.BICUBIC)


def faded(photo: Image.Image) -> Image.Image:
    """Transparent towards the right."""
    photo.putalpha(Image.linear_gradient("L").rotate(90).resize(photo.size).point(lambda level: min(255, level * 2)))
    return photo


def told(page: Page, path: Path) -> Figures:
    """What becomes of a file in this tab: the state, seconds, what was said, the hash of what is saved."""
    start = time.perf_counter()
    choose(page, path)
    state = settle(page)
    seconds = time.perf_counter() - start
    if state == "done":
        return {"state": state, "seconds": seconds, "sha256": hashlib.sha256(latest(page).png).hexdigest()}
    card = page.locator("#message .card.error")
    said = " ".join(card.inner_text().split())
    card.get_by_role("button", name="Close").click()
    return {"state": state, "seconds": seconds, "said": said, "sha256": None}


def held(page: Page, source: Path, folder: Path, processes: Path) -> Figures:
    """Megabytes, with the yardstick on the stage."""
    yardstick = folder / "yardstick.png"
    sized(source, YARDSTICK_MP).save(yardstick)
    outcome = told(page, yardstick)
    page.evaluate(ASK_MEMORY)
    own = page.evaluate(READ_MEMORY)  # it comes after a collection of garbage
    return {
        "page_mb": own and round(own / 1e6),
        "processes_mb": round(process_megabytes(processes) or 0),
        "heap_mb": round(latest(page).heap_bytes / 1e6),
        "sha256": outcome["sha256"],
    }


def show(figures: Figures) -> None:
    files, memory, again = figures["files"], figures["memory"], figures["again"]
    outcomes = Counter((file["sound"], file["state"]) for file in files)
    for (sound, state), number in sorted(outcomes.items()):
        print(f"{number:4} {'sound' if sound else 'damaged'}: {state}")
    for said, number in Counter(file["said"] for file in files if "said" in file).most_common():
        print(f"{number:4} times: {said}")
    for file in files:
        if file["sound"] and file["state"] != "done":
            print(f"FAILED {file['name']}: {file.get('said')}")
    seconds = sum(file["seconds"] for file in files)
    print(f"{seconds:.0f} s, slowest {max(file['seconds'] for file in files):.1f} s")
    for key in ("page_mb", "processes_mb", "heap_mb"):
        if memory[0][key]:
            print(f"{key}: " + ", ".join(f"{row[key]} after {row['pictures']}" for row in memory), end="")
            print(f" ({memory[-1][key] / memory[0][key] - 1:+.0%})")
    yardsticks = {row["sha256"] for row in memory}
    print(f"the same picture, {len(memory)} times in between: {len(yardsticks)} different results")
    print(f"again in tabs of their own: {sum(row['same'] for row in again)} of {len(again)} the same to the byte")


if __name__ == "__main__":
    main()
