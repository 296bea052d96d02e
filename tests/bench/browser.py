"""How fast the built site is in Chromium with 2 threads: start-up, and every stage of a small and a large photo.

    python3 build.py bench browser [--photo FILE…] [--json FILE] [--runs N] [--edge QUALITY…]

Each photo runs once to warm up, then N times; the figures are medians. The host is this machine, so that nothing
waits for a network.

With --edge: what Python takes for each quality of edges instead. Every photo and quality gets a fresh engine, because
the heap never shrinks; its first cut is the warm-up, the N after it repeat only what the edges need.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

from playwright.sync_api import Page, sync_playwright

import blockage
from mattebox.options.edges import Edge
from pictures import enlarged
from static_host import serving
from tools import samples
from tools.here import DIST
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

# An input of its own, so that the page does not cut the picture, too.
ADD_INPUT = """document.body.append(Object.assign(document.createElement("input"), { type: "file", id: "bench" }))"""

CUT_AND_EDIT = """async ([edge, runs]) => {
  const { Engine } = await import("./engine/index.js");
  const engine = new Engine({ base: new URL("./", location.href) });
  const [file] = document.getElementById("bench").files;
  const results = [];
  for (let run = 0; run <= runs; run++) {
    const { timings, heapBytes, width, height, found } = await engine.cut(file, { edges: { edge } });
    results.push({ timings, heapBytes, width, height, found });
  }
  engine.dispose();
  return results;
}"""

# Stages that are not Python's own; the rest of the pipeline's timings is.
NOT_PYTHON = {"decode", "draft_inference", "inference", "cut", "preview", "encode", "total"}

Figures = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(prog="build.py bench browser", description=__doc__.splitlines()[0])
    parser.add_argument("--photo", type=Path, nargs="+", metavar="FILE", help="instead of one of 1.5 and one of 12 MP")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"after the warm-up (default {RUNS})")
    parser.add_argument("--edge", nargs="+", choices=get_args(Edge), help="what Python takes for each of these")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        photos = given.photo or default_photos(Path(folder), 2.0 if given.edge else 1.5)
        figures = measure_edges(photos, given.edge, given.runs) if given.edge else measure(photos, given.runs)
    (show_edges if given.edge else show)(figures)
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n")


def default_photos(folder: Path, small: float) -> list[Path]:
    height = round((small * 1e6 / 1.5) ** 0.5)
    return [
        enlarged(samples.photo("astronaut"), round(1.5 * height), height, folder / f"astronaut-{small}MP.jpg"),
        enlarged(samples.photo("coffee"), 4000, 3000, folder / "coffee-12MP.jpg"),
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
    files = json.loads((DIST / "assets.json").read_text())["files"]
    return sum(file["gzip_bytes"] for file in files if file["group"] in ("shell", "engine"))


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
    python = python_stages(run["timings"])
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


def python_stages(timings: Figures) -> Figures:
    """Seconds of Python's own stages, from the milliseconds of a result."""
    return {stage.removeprefix("py_"): ms / 1000 for stage, ms in timings.items() if stage not in NOT_PYTHON}


def measure_edges(photos: list[Path], edges: list[str], runs: int) -> dict[str, Any]:
    with sync_playwright() as playwright, serving() as host, chromium(playwright) as browser:
        visitor = Visitor(browser, host)
        visitor.context.add_init_script(HOOKS)
        page = visitor.open()
        page.evaluate(ADD_INPUT)
        figures: dict[str, dict[str, Figures]] = {}
        for photo in photos:
            page.set_input_files("#bench", photo)
            figures[photo.name] = {edge: measure_edge(page, edge, runs) for edge in edges}
        machine = {"chromium": browser.version, "cores": os.cpu_count(), "threads": THREADS, "runs": runs}
        return {**machine, "edges": figures}


def measure_edge(page: Page, edge: str, runs: int) -> Figures:
    first, *edits = page.evaluate(CUT_AND_EDIT, [edge, runs])
    if not first["found"]:
        raise SystemExit("there is no subject, and so there are no edges")
    each = [python_stages(edit["timings"]) for edit in edits]
    medians = {stage: statistics.median(run[stage] for run in each) for stage in each[0]}
    once = {stage: s for stage, s in python_stages(first["timings"]).items() if stage not in medians}
    return {
        "megapixels": first["width"] * first["height"] / 1e6,
        **{f"once_{stage}_s": s for stage, s in once.items()},
        **{f"{stage}_s": s for stage, s in medians.items()},
        "edit_sum_s": statistics.median(sum(run.values()) for run in each),
        "python_sum_s": sum(once.values()) + sum(medians.values()),
        "first_heap_mb": first["heapBytes"] / 1e6,
        "heap_mb": edits[-1]["heapBytes"] / 1e6,
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
    show_machine(figures)
    megabytes = figures["first_visit_bytes"] / 1e6
    print(f"first visit    {megabytes:.1f} MB (gzip), ready in {figures['first_start_s']:.1f} s")
    print(f"next visit     ready in {figures['next_start_s']:.1f} s")
    show_table("", figures["photos"])


def show_edges(figures: dict[str, Any]) -> None:
    show_machine(figures)
    for photo, edges in figures["edges"].items():
        show_table(photo, edges)


def show_machine(figures: dict[str, Any]) -> None:
    print(f"Chromium {figures['chromium']}, {figures['threads']} threads, {figures['cores']} cores, ", end="")
    print(f"median of {figures['runs']} runs after one to warm up")


def show_table(title: str, columns: dict[str, Figures]) -> None:
    print("".join(["\n", f"{title[:23]:24}", *(f"{name[:22]:>24}" for name in columns)]))
    for key in dict.fromkeys(key for column in columns.values() for key in column):
        label = key.rsplit("_", 1)[0].replace("_", " ")
        print(f"{label:24}" + "".join(f"{written(key, column.get(key)):>24}" for column in columns.values()))


if __name__ == "__main__":
    main()
