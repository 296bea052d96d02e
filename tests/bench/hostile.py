"""Hostile files through the page (Chromium) and the command line: what becomes of each, in what words; do they agree?

    python3 build.py bench hostile [--data DIR] [--only PART] [--table FILE]

The files are those of DIR (default ../shared/eval/hostile where it is there) and of tests/support/hostile_files.py.
Each goes alone, in the fast mode; then all of them at once as a batch. What takes longer than 30 s hangs (120 s
above 50 megapixels). tests/data/hostile.tsv is the last table; whatever is otherwise now is told at the end.
"""

import argparse
import contextlib
import functools
import io
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from batch import count, process_megabytes, profile
from PIL import Image
from playwright.sync_api import BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

import hostile_files
from mattebox import cli, native
from mattebox.arrays import Float
from mattebox.cli.words import NOTICES
from native_cut import mean_difference
from static_host import StaticHost, serving
from tools.here import ROOT
from tools.samples import photo
from tools.site import MODELS
from visitor import KEEP_RESULT, PATIENCE_MS, choose, latest, state
from web_segmenter import WebSegmenter

DATA = ROOT.parent / "shared" / "eval" / "hostile"
LIST = "MANIFEST.tsv"
TABLE = ROOT / "tests" / "data" / "hostile.tsv"
# What is the same on every machine.
LASTING = ("file", "page", "command_line", "agree", "page_says", "command_line_says")
HANGS_S = 30
LARGE_S = 120  # for those that are scaled down, of up to 200 megapixels

# Two decoders of one lossy picture may differ so much: in their opaque pixels' colours, and then in alpha.
NEAR = 2


@dataclass
class Outcome:
    """What became of a file: `done`, `error`, `hang` or `crash`; seconds; what was said; the cut-out's pixels."""

    kind: str
    seconds: float
    said: str
    pixels: np.ndarray | None = None


def main() -> None:
    parser = argparse.ArgumentParser(prog="build.py bench hostile", description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR")
    parser.add_argument("--only", default="", metavar="PART", help="of the files' names")
    parser.add_argument("--table", type=Path, metavar="FILE", help="write the table there, too, without the figures")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = hostile_files.write(Path(folder), photo("astronaut")) + hostile_files.bombs(Path(folder))
        there = sorted(path for path in given.data.glob("*") if path.name != LIST)
        files = [path for path in (*there, *made) if given.only in path.name]
        rows = list(table(files))
        print(summary(rows))
        together = batch(files)
        print("as a batch: " + ", ".join(f"{key} {value}" for key, value in together.items()))
    lasting = [[str(row[column]) for column in LASTING] for row in rows]
    known = [line.split("\t") for line in TABLE.read_text().splitlines()[1:]] if TABLE.exists() else []
    for line in lasting:
        if line not in known:
            print("not as in the table: " + "\t".join(line))
    if given.table:
        given.table.write_text("".join("\t".join(line) + "\n" for line in [list(LASTING), *lasting]))


def table(files: list[Path]) -> Iterator[dict[str, Any]]:
    with (
        sync_playwright() as playwright,
        serving() as host,
        profile(playwright, KEEP_RESULT) as (context, folder),
        Native() as cut,
    ):
        page = opened(context, host)
        for file in files:
            told = cut(file)
            patience = LARGE_S if NOTICES["scaled"] in told.said else HANGS_S
            seen, page = on_page(page, context, host, file, patience)
            row = {
                "file": file.name,
                "page": seen.kind,
                "command_line": told.kind,
                "agree": agreement(seen, told),
                "page_s": round(seen.seconds, 1),
                "command_line_s": round(told.seconds, 1),
                "browser_mb": round(process_megabytes(folder) or 0),
                "page_says": seen.said,
                "command_line_says": told.said,
            }
            print("\t".join(str(value) for value in row.values()), flush=True)
            yield row


def opened(context: BrowserContext, host: StaticHost) -> Page:
    page = context.new_page()
    page.goto(host.url)
    page.locator("html[data-ready=true]").wait_for(state="attached", timeout=PATIENCE_MS)
    page.select_option("#mode", "fast")
    return page


def on_page(page: Page, context: BrowserContext, host: StaticHost, file: Path, patience: float) -> tuple[Outcome, Page]:
    """What the page makes of a file, and the page for the next one: another tab where this one hangs or has crashed."""
    start = time.perf_counter()
    try:
        page.evaluate("globalThis.latestResult = null")
        choose(page, file)
        while state(page) == "working":
            if time.perf_counter() - start > patience:
                raise TimeoutError
            page.wait_for_timeout(20)
        seconds = time.perf_counter() - start
        if state(page) == "error":
            said = page.locator("#message .card.error").inner_text().replace("\n", " ")
            page.locator("#message .card.error").get_by_role("button", name="Close").click()
            return Outcome("error", seconds, said), page
        page.wait_for_timeout(50)
        said = " ".join(page.locator("#message").inner_text().split())
        return Outcome("done", seconds, said, np.asarray(latest(page).image.convert("RGBA"))), page
    except (TimeoutError, PlaywrightError) as error:
        kind = "hang" if isinstance(error, TimeoutError) else "crash"
        with contextlib.suppress(PlaywrightError):
            page.close()
        return Outcome(kind, time.perf_counter() - start, str(error)[:200]), opened(context, host)


class Native:
    """The command line in a process of its own, which can be ended."""

    def __enter__(self) -> "Native":
        self._pool = ProcessPoolExecutor(1)
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def __call__(self, file: Path) -> Outcome:
        start = time.perf_counter()
        try:
            status, said, pixels = self._pool.submit(command_line, file).result(LARGE_S)
            return Outcome("error" if status else "done", time.perf_counter() - start, said, pixels)
        except (TimeoutError, BrokenProcessPool) as error:
            kind = "hang" if isinstance(error, TimeoutError) else "crash"
            self._end()
            self._pool = ProcessPoolExecutor(1)
            return Outcome(kind, time.perf_counter() - start, str(error))
        except Exception as error:  # What the command line lets through would be a traceback.
            return Outcome("crash", time.perf_counter() - start, f"{type(error).__name__}: {error}")

    def _end(self) -> None:
        for process in self._pool._processes.values():
            process.terminate()
        self._pool.shutdown(cancel_futures=True)


def command_line(file: Path) -> tuple[int, str, np.ndarray | None]:
    """Exit status, what it says, and the pixels that it wrote."""
    native.Networks = PageNetworks  # type: ignore[misc]
    said = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        target = Path(folder) / "out.png"
        how = ("--mode", "fast", "--model", str(MODELS), "--out", str(target))
        status = cli.main(["cut", str(file), *how])
        if target.exists():
            with Image.open(target) as picture:
                remarks = said.getvalue().partition("(")[2].rstrip(")\n")
                return status, remarks, np.asarray(picture.convert("RGBA"))
    return status, " ".join(said.getvalue().removeprefix(f"{file}: ").split()), None


class PageNetworks(native.Networks):
    """The networks with the page's numbers."""

    async def segment(self, role: str, tensor: Float) -> Float:
        return web_segmenter(self._directory).run(role, tensor)


# Loaded once for all files; Node goes with this process.
web_segmenter = functools.cache(WebSegmenter)


def agreement(seen: Outcome, told: Outcome) -> str:
    """Whether both say no, or make the same of a picture."""
    if seen.pixels is None or told.pixels is None:
        return "yes" if seen.kind == told.kind == "error" else "NO: only one reads it"
    if seen.pixels.shape != told.pixels.shape:
        return f"NO: {seen.pixels.shape[1::-1]} and {told.pixels.shape[1::-1]}"
    alpha = mean_difference(seen.pixels[..., 3], told.pixels[..., 3])
    both = (seen.pixels[..., 3] == 255) & (told.pixels[..., 3] == 255)
    colours = np.abs(seen.pixels[both][:, :3].astype(np.int16) - told.pixels[both][:, :3])
    far = float(np.percentile(colours, 99.9)) if colours.size else 0
    return "yes" if alpha <= NEAR and far <= NEAR else f"NO: alpha {alpha:.1f}, colours {far:.0f}"


def batch(files: list[Path]) -> dict[str, Any]:
    """All of them at once."""
    with sync_playwright() as playwright, serving() as host, profile(playwright, KEEP_RESULT) as (context, folder):
        page = opened(context, host)
        before = process_megabytes(folder)
        page.set_input_files("#file", files)
        page.locator(".cell").first.wait_for()
        last, since = (0, 0), time.perf_counter()
        longest = 0.0
        while sum(last) < count(page, "all"):
            page.wait_for_timeout(200)
            now = count(page, "done"), count(page, "failed")
            if now != last:
                longest = max(longest, time.perf_counter() - since)
                last, since = now, time.perf_counter()
            elif time.perf_counter() - since > 4 * HANGS_S:
                break
        done, failed = last
        after = process_megabytes(folder)
        everything = {"of": count(page, "all"), "done": done, "failed": failed, "longest_s": round(longest, 1)}
        return everything | {"files": len(files), "mb_before": round(before or 0), "mb_after": round(after or 0)}


def summary(rows: list[dict[str, Any]]) -> str:
    outcomes = Counter((row["page"], row["command_line"]) for row in rows)
    lines = [f"{number:4}  page {page}, command line {line}" for (page, line), number in sorted(outcomes.items())]
    agree = sum(row["agree"] == "yes" for row in rows)
    slowest = max(rows, key=lambda row: row["page_s"])
    lines.append(f"{agree} of {len(rows)} agree; the slowest on the page took {slowest['page_s']} s: {slowest['file']}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
