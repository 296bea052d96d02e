"""Mattebox and the strongest comparable library (see contenders.py), by turns in one Chromium with 2 threads each.

    python3 build.py bench compare [--photo FILE…] [--modes MODE…] [--runs N] [--first N [--hasty]] [--json FILE]
    python3 build.py bench compare --sizes [MP…] | --batch N | --accuracy DATA --out DIR  [--mode MODE]

The first form measures both: first visits with an empty profile, until a photo of 1.5 MP is cut out; then every photo
by turns, once to warm up and N times for the figures, which are medians (the longest task: of all runs). A ratio is
ours to the peer's. On a first visit the file is handed over to the page that stays, because nobody chooses one in the
blink before the reload for threads; with --hasty to the page before it, which then stays on one thread.

The other forms measure Mattebox alone: cost against size; a batch handed over at once; and the page's
cut-outs of all pictures that have a truth (laid out as for the benchmark `accuracy`), for score.py.
"""

import argparse
import base64
import json
import math
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import contenders
from accuracy import SUBSETS, pictures
from browser import ADD_INPUT, THREADS, first_visit_bytes, show_machine, show_table
from contenders import BothHost, Contender, Figures
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from pictures import enlarged
from static_host import serving
from tools import samples
from tools.here import DIST, SetupError
from visitor import READ_RESULT, chromium

MODES = ("fast", "standard", "best")
PHOTOS = (("astronaut", 0.4), ("astronaut", 1.5), ("coffee", 12.0))
FIRST_PHOTO = ("astronaut", 1.5)
MANY_PHOTOS = (("astronaut", 1.5), ("chelsea", 1.5), ("coffee", 1.5))
SIZES = (0.4, 1.5, 6, 12, 24, 48)
SIZE_RUNS = 3
RUNS, FIRST_VISITS = 5, 3

# After a large picture a fresh Python boots while the page looks at the result.
REST_S = 5

CUT_ALL = """async (count) => {
  const { files } = document.getElementById("bench");
  const chosen = Array.from({ length: count }, (_, i) => files[i % files.length]);
  const batch = chosen.map((file, i) => new File([file], `${i} ${file.name}`, { type: file.type }));
  const started = performance.now();
  const results = await Promise.all(batch.map((file) => globalThis.engine.cut(file)));
  return { wall: performance.now() - started, timings: results.map(({ timings }) => timings) };
}"""


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="build.py bench compare", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--photo", type=Path, nargs="+", metavar="FILE", help="instead of 0.4, 1.5 and 12 MP")
    parser.add_argument("--modes", "--mode", nargs="+", choices=MODES, default=["standard"], help="one, but to compare")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"after the warm-up (default {RUNS})")
    parser.add_argument("--first", type=int, default=FIRST_VISITS, help=f"first visits (default {FIRST_VISITS})")
    parser.add_argument("--hasty", action="store_true", help="do not wait for the page that stays")
    parser.add_argument("--sizes", type=float, nargs="*", metavar="MP", help=f"default {SIZES}")
    parser.add_argument("--batch", type=int, metavar="N")
    parser.add_argument("--accuracy", type=Path, metavar="DATA")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where --accuracy writes OUT/<subset>/<name>.png")
    parser.add_argument("--limit", type=int, metavar="N", help="at most so many pictures of each subset")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there, too")
    given = parser.parse_args()
    if (given.accuracy is None) != (given.out is None):
        parser.error("--accuracy and --out belong together")
    try:
        with tempfile.TemporaryDirectory() as folder:
            figures = perform(given, Path(folder))
    except SetupError as error:
        raise SystemExit(f"error: {error}") from error
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n")


def perform(given: argparse.Namespace, folder: Path) -> Figures:
    """Measures what was asked for, and shows it."""
    if given.sizes is not None:
        return sizes(given, folder)
    if given.batch is not None:
        return batch(given, folder)
    if given.accuracy is not None:
        return accuracy(given)
    figures = compare(given, folder)
    show(figures)
    return figures


def sized(folder: Path, name: str, megapixels: float) -> Path:
    """A photo of about so many megapixels, three to two."""
    photo = folder / f"{name}-{megapixels:g}MP.jpg"
    height = round((megapixels * 1e6 / 1.5) ** 0.5)
    return photo if photo.exists() else enlarged(samples.photo(name), round(1.5 * height), height, photo)


def machine(browser: Browser, runs: int) -> Figures:
    load = os.getloadavg()[0]  # of others, and ours soon
    return {"chromium": browser.version, "cores": os.cpu_count(), "threads": THREADS, "runs": runs, "load_before": load}


# ---------------------------------------------------------------------------------------------------- both


def compare(given: argparse.Namespace, folder: Path) -> Figures:
    site = folder / "peer"
    site.mkdir()
    contenders.install(site)
    photos = given.photo or [sized(folder, *photo) for photo in PHOTOS]
    with sync_playwright() as playwright, contenders.serving_both(site) as host, chromium(playwright) as browser:
        figures = machine(browser, given.runs)
        figures["first_visit"] = first_visits(browser, host, sized(folder, *FIRST_PHOTO), given)
        with contenders.profile(browser) as ours, contenders.profile(browser) as theirs:
            mattebox, peer = contenders.opened(ours, host.url), contenders.opened(theirs, host.peer_url)
            sides = {mode: Contender(mattebox, mode) for mode in given.modes} | {"peer": Contender(peer, None)}
            figures["photos"] = {photo.name: by_turns(sides, photo, given.runs) for photo in photos}
            print("memory: the browser takes a minute to tell", flush=True)
            figures["memory_mb"] = dict(zip(("mattebox", "peer"), contenders.memory([mattebox, peer]), strict=True))
        figures["bytes"] = {
            "mattebox": {"first_visit": first_visit_bytes(), "model": model_bytes()},
            "peer": {"first_visit": host.peer_bytes(model=False), "model": host.peer_bytes(model=True)},
        }
    return figures


def by_turns(sides: dict[str, Contender], photo: Path, runs: int) -> dict[str, Figures]:
    seen: dict[str, list[Figures]] = {name: [] for name in sides}
    for _ in range(runs + 1):
        for name, contender in sides.items():
            seen[name].append(contenders.measure(contender, photo))
    figures = {name: medians(each[1:]) for name, each in seen.items()}
    for name, figure in figures.items():
        figure["longest_task_ms"] = max(run["longest_task_ms"] for run in seen[name][1:])
        figure["ratio"] = figure["total_s"] / figures["peer"]["total_s"]
    return figures


def medians(runs: list[Figures]) -> Figures:
    """Of what every run has."""
    keys = [key for key in runs[0] if all(run[key] is not None for run in runs)]
    return {key: statistics.median(run[key] for run in runs) for key in keys}


def first_visits(browser: Browser, host: BothHost, photo: Path, given: argparse.Namespace) -> dict[str, Figures]:
    """By turns; the ratios are to the peer's only result."""
    mode = given.modes[0]
    seen: dict[str, list[Figures]] = {mode: [], "peer": []}
    for _ in range(given.first):
        seen[mode].append(contenders.first_visit(browser, host.url, photo, mode, hasty=given.hasty))
        seen["peer"].append(contenders.first_visit(browser, host.peer_url, photo, None))
    figures = {name: medians(each) for name, each in seen.items() if each}
    for figure in figures.values():
        for stage in ("draft", "final"):
            if f"{stage}_s" in figure:
                figure[f"{stage}_ratio"] = figure[f"{stage}_s"] / figures["peer"]["final_s"]
    return figures


def model_bytes() -> int:
    files = json.loads((DIST / "assets.json").read_text())["files"]
    return sum(f["gzip_bytes"] for f in files if f["path"].startswith("models/") and f["group"] != "gpu")


def show(figures: Figures) -> None:
    show_machine(figures)
    print(f"load before    {figures['load_before']:.1f}")
    for title, columns in {"first visit": figures["first_visit"], **figures["photos"]}.items():
        if not columns:
            continue
        plain = {name: {k: v for k, v in c.items() if not k.endswith("ratio")} for name, c in columns.items()}
        show_table(title, plain)
        for name, column in columns.items():
            if name != "peer":
                ratios = [f"{key.removesuffix('ratio')}{v:.3f}" for key, v in column.items() if key.endswith("ratio")]
                print(f"{name} to the peer: {', '.join(ratios).replace('_', ' ')}")
    print()
    held = figures["memory_mb"]
    show_pair("memory", held["mattebox"], held["peer"], "MB")
    for key, label in (("first_visit", "first visit's bytes"), ("model", "model's bytes")):
        ours, theirs = figures["bytes"]["mattebox"][key], figures["bytes"]["peer"][key]
        show_pair(label, ours / 1e6, theirs / 1e6, "MB")


def show_pair(label: str, ours: float | None, theirs: float | None, unit: str) -> None:
    if ours is None or theirs is None:
        print(f"{label:24}not available")
    else:
        print(f"{label:24}{ours:.1f} {unit}, peer {theirs:.1f} {unit}, ratio {ours / theirs:.3f}")


# ---------------------------------------------------------------------------------------------------- Mattebox alone


@contextmanager
def alone(given: argparse.Namespace) -> Iterator[tuple[Contender, Figures]]:
    with (
        sync_playwright() as playwright,
        serving() as host,
        chromium(playwright) as browser,
        contenders.profile(browser) as one,
    ):
        figures = {**machine(browser, given.runs), "mode": given.modes[0]}
        show_machine(figures)
        yield Contender(contenders.opened(one, host.url), given.modes[0]), figures


def sizes(given: argparse.Namespace, folder: Path) -> Figures:
    given.runs = min(given.runs, SIZE_RUNS)
    with alone(given) as (contender, figures):
        print(f"{'MP':>6}{'total':>10}{'networks':>10}{'rest':>10}{'rest per MP':>13}")
        figures["sizes"] = []
        for size in given.sizes or SIZES:
            row = measure_size(contender, sized(folder, "astronaut", size), given.runs)
            figures["sizes"].append(row)
            print(f"{row['megapixels']:6.1f}{row['total_s']:8.2f} s{row['inference_s']:8.2f} s", end="")
            print(f"{row['rest_s']:8.2f} s{row['rest_s_per_megapixel']:11.3f} s", flush=True)
    return figures


def measure_size(contender: Contender, photo: Path, runs: int) -> Figures:
    seen = []
    for _ in range(runs + 1):
        seen.append(contenders.measure(contender, photo))
        time.sleep(REST_S)
    with Image.open(photo) as picture:
        megapixels = math.prod(picture.size) / 1e6
    row = medians(seen[1:])
    rest = row["total_s"] - row["inference_s"]
    return {"megapixels": megapixels, **row, "rest_s": rest, "rest_s_per_megapixel": rest / megapixels}


def batch(given: argparse.Namespace, folder: Path) -> Figures:
    photos = [sized(folder, *photo) for photo in MANY_PHOTOS]
    with alone(given) as (contender, figures):
        page = contender.page
        contenders.measure(contender, photos[0])
        page.evaluate(ADD_INPUT)
        page.evaluate("document.getElementById('bench').multiple = true")
        page.set_input_files("#bench", photos)
        run = page.evaluate(CUT_ALL, given.batch)
    wall, networks = run["wall"] / 1000, sum(contenders.inference(timings) or 0 for timings in run["timings"])
    figures["batch"] = {"photos": given.batch, "wall_s": wall, "inference_s": networks, "ratio": wall / networks}
    print(f"{given.batch} photos at once: {wall:.2f} s, networks {networks:.2f} s, ratio {wall / networks:.3f}")
    return figures


def accuracy(given: argparse.Namespace) -> Figures:
    with alone(given) as (contender, figures):
        page = contender.page
        page.evaluate(contenders.SET_MODE, contender.mode)
        figures["accuracy"] = {}
        for subset in SUBSETS:
            jobs, start = pictures(given.accuracy / subset)[: given.limit], time.perf_counter()
            for name, photo in jobs:
                contenders.cut(page, photo)
                target = given.out / subset / f"{name}.png"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(base64.b64decode(page.evaluate(READ_RESULT)["png"]))
            seconds = time.perf_counter() - start
            figures["accuracy"][subset] = {"pictures": len(jobs), "seconds": seconds}
            print(f"{subset:15s} {len(jobs):4d} pictures  {seconds:6.1f} s", flush=True)
    return figures


if __name__ == "__main__":
    main()
