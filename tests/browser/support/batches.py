"""What somebody does with a batch in the page, and what is to be seen of it."""

import shutil
import zipfile
from pathlib import Path

from playwright.sync_api import Locator, Page

from visitor import Cut, Visitor, wait_until

# What the good ones of the folder become.
GOOD = {
    "a.jpg": "holiday/a-cutout.png",
    "a.png": "holiday/a-cutout-2.png",
    "sea/a.jpg": "holiday/sea/a-cutout.png",
    "sea/b.webp": "holiday/sea/b-cutout.png",
}

STORED = """async () => {
  const root = await navigator.storage.getDirectory();
  const names = [];
  for await (const name of root.keys()) names.push(name);
  const { openDB } = await import("./vendor/idb.js");
  const database = await openDB("mattebox.batch");
  const counts = await Promise.all([...database.objectStoreNames].map((store) => database.count(store)));
  database.close();
  return { names, records: counts.reduce((a, b) => a + b, 0), marker: localStorage.getItem("mattebox.batch") };
}"""


# Whether there is a batch, of which the page asks first, or none.
CLEAR = """() => {
  for (const id of ["batch-clear-no", "clear-stored"]) document.getElementById(id).click();
  document.querySelector("#batch-clear-dialog[open] #batch-clear-yes")?.click();
}"""


def opened(visitor: Visitor) -> Page:
    page = visitor.open()
    page.select_option("#mode", "fast")
    return page


def empty(page: Page) -> None:
    page.evaluate(CLEAR)
    wait_until(page, lambda: page.evaluate(STORED) == {"names": [], "records": 0, "marker": "null"}, "an empty storage")


def take(page: Page, what: Path | list[Path]) -> None:
    page.set_input_files("#file" if isinstance(what, list) else "#folder", what)
    page.locator(".cell").first.wait_for()


def count(page: Page, filter_: str) -> int:
    return int(page.locator(f"#show-{filter_}-count").text_content() or -1)


def rendered(page: Page) -> None:
    """Until the page shows the batch as it is now: it looks at it some times a second."""
    page.evaluate("new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done)), 150))")


def finish(page: Page) -> None:
    """Until nothing is waiting."""
    page.locator(".cell").first.wait_for()
    rendered(page)
    wait_until(page, lambda: count(page, "waiting") == 0 and count(page, "all") > 0, "the end of the batch")


def copied(page: Page) -> None:
    """Until all that came is on the device."""
    rendered(page)
    wait_until(page, lambda: "Copying" not in page.locator("#batch-left").inner_text(), "the last copy")


def cell(page: Page, name: str, nth: int = 0) -> Locator:
    return page.locator(".cell").filter(has=page.get_by_text(name, exact=True)).nth(nth)


def choose_format(page: Page, name: str) -> None:
    page.click("#batch-output")
    page.select_option("#format", name)
    page.click("#close-output")


def zipped(page: Page) -> dict[str, bytes]:
    """What is in the archive that the page saves."""
    page.evaluate("delete window.showSaveFilePicker")
    with page.expect_download() as download:
        page.click("#batch-save")
    assert download.value.suggested_filename == "cutouts.zip"
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def pngs(singles: dict[str, Cut]) -> dict[str, bytes]:
    return {name: single.png for name, single in singles.items()}


def many(folder: Path, target: Path, number: int) -> list[Path]:
    """So many files, which differ in their names only."""
    return [Path(shutil.copy(folder / "sea" / "a.jpg", target / f"{i:03}.jpg")) for i in range(number)]
