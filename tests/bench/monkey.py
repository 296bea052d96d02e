"""Somebody who does everything there is on the page, in any order and at any moment.

    python3 build.py bench monkey [--minutes M] [--seed N] [--steps N]

Each walk begins as a newcomer and takes so many steps at random: any control that can be reached, any key, pictures
good and bad, batches, strokes, another size of the window, a reload. After each step the page has to answer, to show no
fault and to know where its focus is. At the end of a walk all work has to end, and a picture has to become what it
becomes in a fresh tab, bit for bit. Walks are numbered by their seeds (from N on, default 1); with --seed and
--minutes 0 one is walked again, as far as its timing allows.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from static_host import StaticHost, serving
from tools import samples
from tools.samples import PHOTOS
from visitor import Visitor, chromium, cut, settle, wait_until

# Milliseconds within which the page answers, and after which a step is judged.
ANSWERS_MS = 5000
SETTLES_MS = 250
ENDS_S = 180

KEYS = (
    *("b", "e", "r", "x", "s", "c", "o", "a", "f", "[", "]", "+", "-", "0", "1", "?", "Escape", "Enter", " ", "Tab"),
    *("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageDown", "Delete", "Shift+Tab"),
    *("Control+z", "Control+Shift+z", "Control+y", "Control+s", "Control+c", "Control+o"),
)

# Dialogs of the system are given up, as by Escape.
NO_DIALOGS = """
for (const name of ["showSaveFilePicker", "showDirectoryPicker"])
  window[name] = () => Promise.reject(new DOMException("", "AbortError"));
if (window.EyeDropper) EyeDropper.prototype.open = () => Promise.resolve({ sRGBHex: "#12ab34" });
"""

# What can be reached, as indexes into all of its kind.
REACHABLE = """(kind) => {
  const modal = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document;
  return [...document.querySelectorAll(kind)].flatMap((e, index) =>
    modal.contains(e) && !e.disabled && e.type !== "file" && e.type !== "color" && e.checkVisibility() ? [index] : []);
}"""
CONTROLS = "button, input, select, summary, [role=slider]"

# null: the page that was waited for has gone, and another one begins.
FAULTS = """async () => {
  const faults = [];
  const { dataset } = document.documentElement;
  if (dataset.booted === undefined) return null;
  if (!["empty", "working", "done", "error"].includes(dataset.state)) faults.push(`state ${dataset.state}`);
  if (document.documentElement.scrollWidth > innerWidth) faults.push("wider than the window");
  const { activeElement: at } = document;
  const unseen = at && at !== document.body && !at.getClientRects().length;
  if (unseen) faults.push(`focus on ${at.id || at.outerHTML} unseen`);
  const { messages } = await import("./app/messages/index.js");
  const { title } = messages.error("internal");
  const shown = document.getElementById("message");
  if (shown?.checkVisibility() && shown.textContent.includes(title)) faults.push(`told: ${shown.textContent}`);
  return faults;
}"""


class Fell(Exception):
    """A walk has found a fault."""


class Walk:
    def __init__(self, browser: Browser, host: StaticHost, pictures: list[Path], seed: int) -> None:
        self.chance = random.Random(seed)
        self.visitor = Visitor(browser, host)
        self.visitor.context.add_init_script(NO_DIALOGS)
        self.pictures = pictures
        self.page = self.visitor.open()
        self.visitor.context.set_default_timeout(ANSWERS_MS)
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.trail: list[str] = []

    def step(self) -> None:
        actions: dict[Callable[[], str], int] = {
            self.control: 46,
            self.key: 14,
            self.stroke: 12,
            self.picture: 9,
            self.batch: 5,
            self.resize: 4,
            self.rest: 6,
            self.reload: 4,
        }
        (act,) = self.chance.choices(list(actions), list(actions.values()))
        try:
            self.trail.append(act())
        except PlaywrightError as error:
            # What moved, was covered or went away meanwhile is no fault; neither is a page that loads anew.
            self.trail.append(f"{act.__name__}: {str(error).splitlines()[0]}")
        self.judge()

    def judge(self) -> None:
        page = self.page
        try:
            page.locator("html[data-booted]").wait_for(state="attached", timeout=ENDS_S * 1000)
            page.wait_for_timeout(SETTLES_MS)
            faults = page.evaluate(FAULTS)
            if faults is None:
                return self.judge()
        except PlaywrightError as error:
            if "navigat" in str(error) or "destroyed" in str(error):
                return self.judge()
            faults = [f"no answer: {error}"]
        if faults := [*faults, *self.visitor.faults]:
            raise Fell("; ".join(faults))

    def control(self) -> str:
        index = self.chance.choice(self.page.evaluate(REACHABLE, CONTROLS))
        element = self.page.locator(CONTROLS).nth(index)
        name = element.evaluate("(e) => e.id || e.name + e.value || e.className || e.textContent")
        kind = element.evaluate("(e) => e.type ?? e.localName")
        if kind == "range":
            low, high = (float(element.get_attribute(each) or 0) for each in ("min", "max"))
            element.evaluate(
                """(e, value) => {
                  e.value = value;
                  for (const type of ["input", "change"]) e.dispatchEvent(new Event(type, { bubbles: true }));
                }""",
                self.chance.uniform(low, high),
            )
        elif kind == "select-one":
            options = element.locator("option:not([disabled])")
            element.select_option(index=self.chance.randrange(options.count()))
        elif kind in {"text", "number"}:
            element.fill(str(self.chance.choice((0, 1, 300, 2000))))
            element.press("Enter")
        else:
            element.click(timeout=1000, force=kind in {"radio", "checkbox"})
        return f"{kind} {name}"

    def key(self) -> str:
        key = self.chance.choice(KEYS)
        self.page.keyboard.press(key)
        return f"key {key}"

    def stroke(self) -> str:
        box = self.page.locator("#stage").bounding_box(timeout=1000)
        if not box:
            return "no stage"
        for index in range(self.chance.randint(1, 4)):
            x, y = (box[at] + self.chance.random() * box[side] for at, side in (("x", "width"), ("y", "height")))
            self.page.mouse.move(x, y, steps=4)
            if index == 0:
                self.page.mouse.down()
        self.page.mouse.up()
        return "stroke"

    def picture(self) -> str:
        picture = self.chance.choice(self.pictures)
        self.page.set_input_files("#file", picture)
        return f"picture {picture.name}"

    def batch(self) -> str:
        some = self.chance.sample(self.pictures, self.chance.randint(2, 5))
        self.page.set_input_files("#file", some)
        return f"batch of {len(some)}"

    def resize(self) -> str:
        width, height = self.chance.choice(((1280, 800), (768, 1024), (360, 740), (320, 560), (1600, 500)))
        self.page.set_viewport_size({"width": width, "height": height})
        return f"window {width}×{height}"

    def rest(self) -> str:
        self.page.wait_for_timeout(self.chance.choice((100, 1000, 4000)))
        return "rest"

    def reload(self) -> str:
        self.page.reload()
        return "reload"

    def end(self, picture: Path, expected: bytes) -> None:
        """All work ends, and the page does what it would have done at first."""
        page = self.page
        try:
            idle = "() => document.documentElement.dataset.state !== 'working'"
            wait_until(page, lambda: page.evaluate(idle), "the end of the work", ENDS_S)
            page.reload()
            self.judge()
            page.context.set_default_timeout(ENDS_S * 1000)
            page.evaluate("document.getElementById('clear-stored').click()")
            page.evaluate("document.querySelector('#batch-clear-dialog[open] #batch-clear-yes')?.click()")
            page.select_option("#mode", "fast")
            if cut(page, picture).png != expected:
                raise Fell("another result than in a fresh tab")
        except AssertionError as error:
            raise Fell(str(error)) from error
        finally:
            settle(page)


def sources(folder: Path) -> list[Path]:
    """Small photographs, and what is hardly a picture or none."""
    made = []
    for name in PHOTOS:
        with Image.open(samples.photo(name)) as photo:
            photo.thumbnail((320, 320))
            made.append(folder / f"{name}.jpg")
            photo.convert("RGB").save(made[-1])
    Image.new("RGBA", (1, 1)).save(folder / "dot.png")
    Image.new("L", (700, 3), 200).save(folder / "line.png")
    (folder / "broken.jpg").write_bytes(made[0].read_bytes()[:900])
    (folder / "notes.jpg").write_text("no picture")
    return [*made, *(folder / name for name in ("dot.png", "line.png", "broken.jpg", "notes.jpg"))]


def walk(browser: Browser, host: StaticHost, pictures: list[Path], seed: int, steps: int, expected: bytes) -> Any:
    """How many steps were taken, and what was found."""
    walk = Walk(browser, host, pictures, seed)
    try:
        for _ in range(steps):
            walk.step()
        walk.end(pictures[0], expected)
        return len(walk.trail), None
    except Fell as fault:
        return len(walk.trail), f"seed {seed}: {fault}\n    after {' | '.join(walk.trail[-12:])}"
    finally:
        walk.visitor.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="build.py bench monkey", description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=60)
    given = parser.parse_args()
    end = time.monotonic() + given.minutes * 60
    seed = given.seed
    taken, faults = 0, 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, serving() as host:
        pictures = sources(Path(folder))
        with chromium(playwright) as browser:
            fresh = Visitor(browser, host)
            page = fresh.open()
            page.select_option("#mode", "fast")
            expected = cut(page, pictures[0]).png
            fresh.close()
            while seed == given.seed or time.monotonic() < end:
                steps, fault = walk(browser, host, pictures, seed, given.steps, expected)
                taken += steps
                faults += fault is not None
                print(fault or f"seed {seed}: {steps} steps, nothing found", flush=True)
                seed += 1
    print(f"{seed - given.seed} walks, {taken} steps, {faults} faults")


if __name__ == "__main__":
    main()
