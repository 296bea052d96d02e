"""How fast the built site is in Chromium with 2 threads: start-up, and every stage of a small and a large photo.

    python3 build.py bench browser [--photo FILE…] [--json FILE] [--runs N]

Each photo runs once to warm up, then N times; the figures are medians. The host is this machine, so that nothing
waits for a network.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

import blockage
import build
from pictures import enlarged
from static_host import serving
from visitor import Visitor, choose, chromium, settle

THREADS = 2
RUNS = 3

# Timed on the page: from the file's choice to the draft's appearance, and to the result's.
HOOKS = f"""
Object.defineProperty(Navigator.prototype, "hardwareConcurrency", {{ get: () => {THREADS} }});
document.addEventListener("change", () => (globalThis.shown = {{ chosen: performance.now() }}), true);
document.addEventListener("mattebox:result", () => (globalThis.shown.done = performance.now()));
new MutationObserver(() => (globalThis.shown[document.documentElement.dataset.picture] ??= performance.now())).observe(
  document, {{ attributes: true, subtree: true, attributeFilter: ["data-picture"] }});
globalThis.shown = {{}};
"""

READ = """() => {
  const { timings, heapBytes, width, height } = globalThis.latestResult;
  const { chosen, draft, done } = globalThis.shown;
  return { timings, heapBytes, width, height, draft: draft - chosen, total: done - chosen };
}"""

# Stages that are not Python's own; the rest of the pipeline's timings is.
NOT_PYTHON = {"decode", "draft_inference", "inference", "cut", "preview", "encode", "total"}

Figures = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(prog="build.py bench browser", description=__doc__.splitlines()[0])
    parser.add_argument("--photo", type=Path, nargs="+", metavar="FILE", help="instead of one of 1.5 and one of 12 MP")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"after the warm-up (default {RUNS})")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        photos = given.photo or default_photos(Path(folder))
        figures = measure(photos, given.runs)
    show(figures)
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n")


def default_photos(folder: Path) -> list[Path]:
    return [
        enlarged(build.photo("astronaut"), 1500, 1000, folder / "astronaut-1.5MP.jpg"),
        enlarged(build.photo("coffee"), 4000, 3000, folder / "coffee-12MP.jpg"),
    ]


def measure(photos: list[Path], runs: int) -> dict[str, Any]:
    with sync_playwright() as playwright, serving() as host, chromium(playwright) as browser:
        visitor = Visitor(browser, host)
        visitor.context.add_init_script(HOOKS)
        first, page = timed(visitor.open)
        page.close()
        second, page = timed(visitor.open)
        return {
            "chromium": browser.version,
            "cores": os.cpu_count(),
            "threads": THREADS,
            "runs": runs,
            "first_visit_bytes": first_visit_bytes(),
            "first_start_s": first,
            "next_start_s": second,
            "photos": {photo.name: measure_photo(page, photo, runs) for photo in photos},
        }


def timed(act: Callable[[], Page]) -> tuple[float, Page]:
    start = time.perf_counter()
    page = act()
    return time.perf_counter() - start, page


def first_visit_bytes() -> int:
    """As a host sends them that compresses what is not compressed already."""
    files = json.loads((build.DIST / "assets.json").read_text())["files"]
    return sum(file["gzip_bytes"] for file in files if file["group"] != "gpu")


def measure_photo(page: Page, photo: Path, runs: int) -> Figures:
    each = [measure_run(page, photo) for _ in range(runs + 1)][1:]
    return {key: statistics.median(run[key] for run in each) for key in each[0]}


def measure_run(page: Page, photo: Path) -> Figures:
    blockage.watch(page)
    choose(page, photo)
    if settle(page) != "done":
        raise SystemExit(f"{photo}: {page.locator('#message').inner_text()}")
    page.wait_for_timeout(500)  # until the full-size result is on the screen
    block = blockage.seen(page)
    run = page.evaluate(READ)
    timings = {stage: ms / 1000 for stage, ms in run["timings"].items()}
    python = {stage.removeprefix("py_"): s for stage, s in timings.items() if stage not in NOT_PYTHON}
    return {
        "megapixels": run["width"] * run["height"] / 1e6,
        "decode_s": timings["decode"],
        "draft_inference_s": timings["draft_inference"],
        "draft_shown_s": run["draft"] / 1000,
        "inference_s": timings["inference"],
        **{f"python_{stage}_s": s for stage, s in python.items()},
        "python_sum_s": sum(python.values()),
        "preview_s": timings["preview"],
        "encode_s": timings["encode"],
        "total_s": run["total"] / 1000,
        "longest_task_ms": block.task,
        "latest_timer_ms": block.timer,
        "heap_mb": run["heapBytes"] / 1e6,
    }


UNITS = {"s": (2, "s"), "ms": (0, "ms"), "mb": (0, "MB"), "bytes": (0, "bytes")}


def written(key: str, value: float | None) -> str:
    """A figure with the unit that its key ends in."""
    if value is None:
        return ""
    if key == "longest_task_ms" and not value:
        return "under 50 ms"
    digits, unit = UNITS.get(key.rsplit("_", 1)[-1], (1, ""))
    return f"{value:.{digits}f} {unit}".rstrip()


def show(figures: dict[str, Any]) -> None:
    photos = figures["photos"]
    print(f"Chromium {figures['chromium']}, {figures['threads']} threads, {figures['cores']} cores, ", end="")
    print(f"median of {figures['runs']} runs after one to warm up")
    megabytes = figures["first_visit_bytes"] / 1e6
    print(f"first visit    {megabytes:.1f} MB (gzip), ready in {figures['first_start_s']:.1f} s")
    print(f"next visit     ready in {figures['next_start_s']:.1f} s")
    print("".join(["\n", " " * 24, *(f"{name[:22]:>24}" for name in photos)]))
    for key in dict.fromkeys(key for photo in photos.values() for key in photo):
        label = key.rsplit("_", 1)[0].replace("_", " ")
        print(f"{label:24}" + "".join(f"{written(key, photo.get(key)):>24}" for photo in photos.values()))


if __name__ == "__main__":
    main()
