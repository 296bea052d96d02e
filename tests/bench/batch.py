"""A large batch in Chromium with 2 threads: is the page blocked, does memory grow, does a killed tab cost anything?

    python3 build.py bench batch [--pictures N] [--mode MODE] [--data DIR] [--json FILE]

The pictures are those of DIR (default ../shared/eval where it is there), or else the free photographs, cropped, turned
and mirrored. One run goes to the end. A second one, in the fast mode, loses its tab halfway and goes on in another.
Memory is told twice: what the page and its workers hold (as in `bench compare`), and what all of the browser's
processes take of the machine (Linux).
"""

import argparse
import contextlib
import json
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, get_args

from contenders import ASK_MEMORY, READ_MEMORY
from PIL import Image, ImageOps
from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

import blockage
from mattebox.options.mode import Mode
from static_host import StaticHost, serving
from tools.browsers import find_chromium
from tools.here import ROOT
from tools.samples import PHOTOS, photo
from visitor import ARGUMENTS, wait_until

THREADS = 2
DATA = ROOT.parent / "shared" / "eval"
ENDINGS = {".jpg", ".jpeg", ".png", ".webp"}
NOT_PHOTOS = ("_alpha", "_mask", "_fg")
SEED = 5

# The first pictures let the networks and Python take what they need.
SETTLED = 10
PATIENCE_S = 3600

TWO_THREADS = f"""
Object.defineProperty(Navigator.prototype, "hardwareConcurrency", {{ get: () => {THREADS} }});
"""

# What READ_MEMORY wants to know; the page's own results do not pass by the page in a batch.
HOOKS = f"""
{TWO_THREADS}
globalThis.latestResult = {{ heapBytes: 0 }};
globalThis.finished = 0;
const {{ set }} = Object.getOwnPropertyDescriptor(Worker.prototype, "onmessage");
Object.defineProperty(Worker.prototype, "onmessage", {{
  configurable: true,
  set(handle) {{
    set.call(this, (event) => {{
      const {{ heapBytes }} = event.data.value ?? {{}};
      if (heapBytes) Object.assign(globalThis, {{ latestResult: {{ heapBytes }}, finished: globalThis.finished + 1 }});
      handle.call(this, event);
    }});
  }},
}});
"""

Figures = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(prog="build.py bench batch", description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", type=int, default=100, metavar="N")
    parser.add_argument("--mode", choices=get_args(Mode), default="standard", help="of the first run")
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, serving() as host:
        pictures = photos(given.data, Path(folder), given.pictures) or made(Path(folder), given.pictures)
        figures = {
            "pictures": len(pictures),
            "whole": whole(playwright, host, pictures, given.mode),
            "killed": killed(playwright, host, pictures),
        }
    show(figures)
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n")


def photos(data: Path, folder: Path, number: int) -> list[Path]:
    """So many of a folder's photographs, mixed, by name, too, as the page sorts them; none without the folder."""
    found = [path for path in sorted(data.rglob("*")) if path.suffix in ENDINGS and not path.stem.endswith(NOT_PHOTOS)]
    whole = [path for path in found if not {"hostile", "video"} & set(path.parts)]
    some = random.Random(SEED).sample(whole, min(number, len(whole)))
    return [Path(shutil.copy(path, folder / f"{index:03}{path.suffix}")) for index, path in enumerate(some)]


def made(folder: Path, number: int) -> list[Path]:
    """So many pictures out of the free photographs, of 1 to 12 megapixels."""
    chance = random.Random(SEED)
    pictures = []
    for index in range(number):
        with Image.open(photo(chance.choice(list(PHOTOS)))) as source:
            picture = source.convert("RGB").rotate(chance.uniform(-10, 10), Image.Resampling.BICUBIC)
        width = round((1e6 * chance.choice((1, 2, 4, 12)) * 4 / 3) ** 0.5)
        picture = ImageOps.fit(picture, (width, width * 3 // 4), Image.Resampling.LANCZOS)
        picture = ImageOps.mirror(picture) if chance.random() < 0.5 else picture
        pictures.append(folder / f"{index:03}.jpg")
        picture.save(pictures[-1], quality=90)
    return pictures


@contextmanager
def profile(playwright: Playwright, script: str) -> Iterator[tuple[BrowserContext, Path]]:
    """A browser whose storage is on the disk, which tells its processes; each page begins with the script."""
    with tempfile.TemporaryDirectory() as folder:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=find_chromium(), args=list(ARGUMENTS)
        )
        context.add_init_script(script)
        try:
            yield context, Path(folder)
        finally:
            context.close()


def opened(context: BrowserContext, host: StaticHost) -> Page:
    page = context.new_page()
    page.goto(host.url)
    page.locator("html[data-ready=true]").wait_for(state="attached", timeout=PATIENCE_S * 1000)
    return page


def begin(page: Page, pictures: list[Path], mode: str) -> None:
    page.select_option("#mode", mode)
    page.set_input_files("#file", pictures)
    page.locator(".cell").first.wait_for()


def count(page: Page, filter_: str) -> int:
    return int(page.locator(f"#show-{filter_}-count").text_content() or 0)


def wait_for(page: Page, number: int) -> None:
    """Until so many are done or have failed."""
    enough = lambda: count(page, "done") + count(page, "failed") >= number  # noqa: E731
    wait_until(page, enough, f"{number} pictures", PATIENCE_S)


def whole(playwright: Playwright, host: StaticHost, pictures: list[Path], mode: str) -> Figures:
    """From the first picture to the last in one tab."""
    with profile(playwright, HOOKS) as (context, folder):
        page = opened(context, host)
        start = time.perf_counter()
        begin(page, pictures, mode)
        blockage.watch(page)  # now that the browser has handed the files over
        settled = min(SETTLED, len(pictures) - 1)
        processes = []
        for number in range(1, len(pictures) + 1):
            wait_for(page, number)
            processes.append(process_megabytes(folder))
            if number == settled:
                page.evaluate(ASK_MEMORY)
                page.evaluate(f"() => void (globalThis.early = ({READ_MEMORY})())")  # the answer takes its time
        seconds = time.perf_counter() - start
        block = blockage.seen(page)
        early = page.evaluate("globalThis.early")
        page.evaluate(ASK_MEMORY)
        late = page.evaluate(READ_MEMORY)
        return {
            "mode": mode,
            "done": count(page, "done"),
            "failed": count(page, "failed"),
            "total_s": seconds,
            "picture_s": seconds / len(pictures),
            "longest_task_ms": block.task,
            "long_tasks": block.tasks,
            "latest_timer_ms": block.timer,
            "page_mb": [early and early / 1e6, late and late / 1e6],
            "processes_mb": processes,
        }


def killed(playwright: Playwright, host: StaticHost, pictures: list[Path]) -> Figures:
    """The tab crashes when half of the pictures are done; another one goes on."""
    with profile(playwright, HOOKS) as (context, _):
        page = opened(context, host)
        begin(page, pictures, "fast")
        wait_for(page, len(pictures) // 2)
        before = count(page, "done") + count(page, "failed")
        with contextlib.suppress(PlaywrightError):
            page.goto("chrome://crash")
        page.close()
        page = opened(context, host)
        page.click("#stored-go-on")
        page.locator(".cell").first.wait_for()
        found = count(page, "done") + count(page, "failed")
        wait_for(page, len(pictures))
        page.wait_for_timeout(500)
        return {
            "before": before,
            "found": found,
            "made_after": page.evaluate("finished"),
            "done": count(page, "done"),
            "failed": count(page, "failed"),
            "all": count(page, "all"),
        }


def process_megabytes(folder: Path) -> float | None:
    """What all processes of the browser with this profile take of the machine's memory, shared parts in proportion."""
    processes = [path for path in Path("/proc").glob("[0-9]*") if path.name.isdigit()]
    parents: dict[str, str] = {}
    own: set[str] = set()
    for process in processes:
        try:
            parents[process.name] = (process / "stat").read_text().rsplit(")", 1)[1].split()[1]
            if f"--user-data-dir={folder}".encode() in (process / "cmdline").read_bytes():
                own.add(process.name)
        except OSError:
            continue  # it has ended
    while more := {pid for pid, parent in parents.items() if parent in own and pid not in own}:
        own |= more
    total = 0
    for pid in own:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total * 1024 / 1e6 or None


def show(figures: Figures) -> None:
    run, resumed = figures["whole"], figures["killed"]
    print(f"{figures['pictures']} pictures, {run['mode']}: {run['done']} done, {run['failed']} failed")
    print(f"{run['total_s']:.0f} s, {run['picture_s']:.1f} s a picture")
    print(f"page: {run['long_tasks']} tasks of 50 ms or more, longest {run['longest_task_ms']:.0f} ms")
    print(f"latest timer {run['latest_timer_ms']:.0f} ms")
    early, late = run["page_mb"]
    if early and late:
        print(f"page and workers: {early:.0f} MB after {SETTLED}, {late:.0f} MB at the end ({late / early - 1:+.0%})")
    processes = run["processes_mb"]
    if len(processes) > SETTLED and None not in processes:
        first = statistics.median(processes[SETTLED - 1 : SETTLED + 10])
        last = statistics.median(processes[-10:])
        grown = last / first - 1
        print(f"all processes: {first:.0f} MB after {SETTLED}, {last:.0f} MB at the end ({grown:+.0%})")
    print(f"killed after {resumed['before']}: {resumed['found']} found again, {resumed['made_after']} made after that")
    print(f"in the end {resumed['done']} done and {resumed['failed']} failed of {resumed['all']}")


if __name__ == "__main__":
    main()
