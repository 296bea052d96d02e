"""Leaks: a page makes an engine of the npm package, cuts a picture and disposes of the engine, again and again.

    python3 build.py bench embed [--cycles N] [--json FILE]

Told every few cycles, the first time when the browser has its caches: workers that are left, the page's heap after a
collection of garbage, and what all processes of the browser take of the machine's memory once it falls no more.
"""

import argparse
import json
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from batch import process_megabytes, profile
from playwright.sync_api import Page, sync_playwright

from static_host import serving
from tools import samples
from tools.here import put
from tools.npm import package
from visitor import wait_until

PAGE = '<!doctype html><title>A shop</title><script type="module" src="page.js"></script>'
SCRIPT = """
import { createMattebox } from "./index.js";
globalThis.cycle = async () => {
  const mattebox = await createMattebox();
  const { width } = await mattebox.cut("picture", { mode: "fast" });
  await mattebox.dispose();
  return width;
};
"""
TOLD_EVERY = 5
# The browser gives memory back by and by: it is looked at so often, until it falls by less than this share.
LOOK_S, STILL = 3, 0.01

Figures = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(prog="build.py bench embed", description=__doc__.splitlines()[0])
    parser.add_argument("--cycles", type=int, default=50, metavar="N")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        serving(shop(Path(folder))) as host,
        profile(playwright, "") as (context, processes),
    ):
        page = context.new_page()
        page.goto(f"{host.url}page.html")
        page.wait_for_function("() => globalThis.cycle")
        rows = []
        for number in range(1, TOLD_EVERY + given.cycles + 1):
            start = time.perf_counter()
            page.evaluate("cycle()")
            print(f"{number}: {time.perf_counter() - start:.1f} s", flush=True)
            if number % TOLD_EVERY == 0 or number == TOLD_EVERY + given.cycles:
                rows.append({"cycles": number, **left(page, processes)})
                print(rows[-1], flush=True)
    for key in ("heap_mb", "processes_mb"):
        print(f"{key}: {rows[-1][key] / rows[0][key] - 1:+.1%} in {given.cycles} cycles")
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1) + "\n")


def shop(folder: Path) -> Path:
    """The package's modules and assets beside a page that uses them."""
    for path in package.SOURCES.glob("*.js"):
        shutil.copy(path, folder)
    for name, data in package.assets().items():
        put(folder / name, data)
    shutil.copy(samples.photos()["coffee"], folder / "picture")
    put(folder / "page.html", PAGE.encode())
    put(folder / "page.js", SCRIPT.encode())
    return folder


def left(page: Page, processes: Path) -> Figures:
    """What there is when nothing is at work: a number, and megabytes."""
    wait_until(page, lambda: not page.workers, "the workers to end")
    devtools = page.context.new_cdp_session(page)
    before, now = float("inf"), process_megabytes(processes) or 0
    while now < (1 - STILL) * before:
        devtools.send("HeapProfiler.collectGarbage")
        page.wait_for_timeout(1000 * LOOK_S)
        before, now = now, process_megabytes(processes) or 0
    heap = devtools.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    devtools.detach()
    return {"workers": len(page.workers), "heap_mb": heap, "processes_mb": now}


if __name__ == "__main__":
    main()
