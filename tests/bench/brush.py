"""From a stroke to refreshed pixels, in Chromium.

    python3 build.py bench brush [--strokes N]

Draws over a finished cut-out of 2 and of 12 megapixels, the whole picture on the screen and then enlarged, and takes
the time from lifting the pointer until the live preview of the visible part has been painted. The first stroke counts,
too. Prints median and worst.
"""

import argparse
import os
import statistics
import tempfile
from pathlib import Path

from compare import sized
from playwright.sync_api import Page, sync_playwright

from static_host import serving
from visitor import Visitor, chromium, cut, wait_until

SIZES = (2, 12)
STROKES = 12
MOST_MS = 300

# From the last pointerup until the frame after the next change of the live preview.
WATCH = """() => {
  globalThis.times = [];
  let lifted = null;
  addEventListener("pointerup", () => (lifted = performance.now()), true);
  new MutationObserver(() => {
    if (lifted === null || document.querySelector(".live").hidden) return;
    const since = lifted;
    lifted = null;
    requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - since)));
  }).observe(document.querySelector(".live"), { attributes: true });
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strokes", type=int, default=STROKES, help=f"of each kind (default {STROKES})")
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        serving() as host,
        chromium(playwright) as browser,
    ):
        print(f"Chromium {browser.version}, {os.cpu_count()} cores, {given.strokes} strokes of each kind")
        visitor = Visitor(browser, host, viewport={"width": 1440, "height": 900})
        for megapixels in SIZES:
            page = visitor.open()
            cut(page, sized(Path(folder), "astronaut", megapixels))
            page.keyboard.press("b")
            page.locator(".live").wait_for(state="attached")
            page.wait_for_timeout(2000)
            page.evaluate(WATCH)
            for view, key in (("whole", "0"), ("actual size", "1")):
                page.keyboard.press(key)
                for hard in (False, True):
                    page.locator("#brush-hard").set_checked(hard)
                    times = measured(page, given.strokes)
                    median, worst = statistics.median(times), max(times)
                    verdict = "" if worst <= MOST_MS else f"  over {MOST_MS} ms"
                    kind = "painted" if hard else "hint"
                    figures = f"median {median:4.0f} ms  worst {worst:4.0f} ms{verdict}"
                    print(f"{megapixels:3d} MP  {view:12s} {kind:8s} {figures}", flush=True)
            page.close()
        assert not visitor.faults, visitor.faults


def measured(page: Page, strokes: int) -> list[float]:
    box = page.locator("#stage").bounding_box()
    assert box
    page.evaluate("times.length = 0")
    for stroke in range(strokes):
        page.locator(f"input[name=effect][value={('erase', 'restore')[stroke % 2]}]").check(force=True)
        x = box["x"] + box["width"] * (0.3 + 0.4 * ((stroke * 7) % strokes) / strokes)
        y = box["y"] + box["height"] * (0.3 + 0.4 * ((stroke * 5) % strokes) / strokes)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 60, y + 40, steps=10)
        page.mouse.up()
        wait_until(page, lambda: len(page.evaluate("times")) == stroke + 1, "the live preview")  # noqa: B023
        page.wait_for_timeout((0, 900, 1600)[stroke % 3])  # at once, while the file is made, and after it
    times: list[float] = page.evaluate("times")
    return times


if __name__ == "__main__":
    main()
