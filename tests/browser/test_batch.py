"""Batches in the page: many pictures become files, whatever befalls single ones, the tab or the storage.

In the fast mode with small pictures: what a batch adds is the same for all.
"""

import base64
import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

import blockage
from static_host import StaticHost
from tools.here import WEB
from visitor import PATIENCE_MS, Cut, Visitor, cut, latest, settle, wait_until

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"

RUN_AXE = """async () => (await axe.run()).violations
  .filter(({ impact }) => ["serious", "critical"].includes(impact))
  .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)"""

# Files that the workers were asked to cut out.
COUNT_CUTS = """() => {
  globalThis.cuts = 0;
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, transfer) {
    if (message.duty === "cut") globalThis.cuts += 1;
    return post.call(this, message, transfer);
  };
}"""

# All files below a folder of the origin's private file system, by path, in base64; again where one was just replaced.
READ_FOLDER = """async (name) => {
  let files = {};
  const walk = async (folder, path) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === "directory") await walk(handle, `${path}${name}/`);
      else {
        const reader = new FileReader();
        const file = await handle.getFile();
        await new Promise((done) => { reader.onload = done; reader.readAsDataURL(file); });
        files[path + name] = reader.result.split(",")[1] ?? "";
      }
    }
  };
  const root = await navigator.storage.getDirectory();
  for (let tries = 20; ; tries--) {
    files = {};
    try {
      await walk(await root.getDirectoryHandle(name, { create: true }), "");
      return files;
    } catch (error) {
      if (!tries) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}"""

# What a test that failed has left behind.
REMOVE_FOLDERS = """async () => {
  const root = await navigator.storage.getDirectory();
  for (const name of ["chosen", "saved"]) await root.removeEntry(name, { recursive: true }).catch(() => {});
}"""

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

# Dialogs that choose places on the disk cannot be used here: a folder of the private file system takes their place.
FAKE_PICKERS = """() => {
  const root = navigator.storage.getDirectory();
  const chosen = async (name) => (await root).getDirectoryHandle(name, { create: true });
  window.showDirectoryPicker = () => chosen("chosen");
  window.showSaveFilePicker = async ({ suggestedName }) =>
    (await chosen("saved")).getFileHandle(suggestedName, { create: true });
}"""

# Of the batch, all that Tab should lead to; of the pictures it leads to one.
BUTTONS = """() => [...document.querySelectorAll(".batch button, .batch input:checked")]
  .filter((e) => !e.disabled && e.tabIndex === 0 && e.checkVisibility())
  .map((e) => e.id || e.className)"""

LONGEST_TASK_MS = 50

# Another program may take the core away from the page for a moment. What the page itself does, it does every time.
ATTEMPTS = 3

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, photos: dict[str, Path]) -> Path:
    """Pictures in sub-folders, two of one name but for the ending, one that is broken, and what is no picture."""
    folder = tmp_path_factory.mktemp("pictures") / "holiday"
    (folder / "sea").mkdir(parents=True)
    for photo, name in {
        "astronaut": "a.png",
        "chelsea": "a.jpg",
        "coffee": "sea/a.jpg",
        "chelsea 2": "sea/b.webp",
    }.items():
        with Image.open(photos[photo.split()[0]]) as source:
            picture = source.convert("RGB")
        picture.thumbnail((300, 300))
        picture.save(folder / name)
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 nonsense")
    (folder / "notes.txt").write_text("No picture.")
    (folder / ".hidden.jpg").write_bytes(b"")
    return folder


GOOD = {
    "a.jpg": "holiday/a-cutout.png",
    "a.png": "holiday/a-cutout-2.png",
    "sea/a.jpg": "holiday/sea/a-cutout.png",
    "sea/b.webp": "holiday/sea/b-cutout.png",
}


@pytest.fixture(scope="module")
def singles(regular: Visitor, folder: Path) -> dict[str, Cut]:
    """What single pictures become, by their results' names."""
    page = opened(regular)
    results = {name: cut(page, folder / source) for source, name in GOOD.items()}
    page.close()
    return results


@pytest.fixture(scope="module")
def tab(regular: Visitor) -> Iterator[Page]:
    page = opened(regular)
    yield page
    page.close()


@pytest.fixture
def desk(tab: Page) -> Iterator[Page]:
    """The tab as if it had just been opened; nothing stays stored."""
    others = set(tab.context.pages)
    yield tab
    for each in set(tab.context.pages) - others:
        each.close()
    tab.evaluate(REMOVE_FOLDERS)
    empty(tab)
    tab.evaluate("document.getElementById('close-panel').click()")
    tab.evaluate("delete navigator.storage.estimate")
    tab.emulate_media()
    tab.set_viewport_size({"width": 1280, "height": 720})


def opened(visitor: Visitor) -> Page:
    page = visitor.open()
    page.select_option("#mode", "fast")
    return page


def empty(page: Page) -> None:
    page.evaluate("document.getElementById('clear-stored').click()")
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


def test_a_folder_becomes_a_zip(desk: Page, folder: Path, singles: dict[str, Cut]) -> None:
    """Sub-folders and names stay, what is broken is told of, and every file is what a single picture becomes."""
    take(desk, folder)
    finish(desk)
    assert (count(desk, "all"), count(desk, "done"), count(desk, "failed")) == (5, 4, 1)
    expect(desk.locator("#message")).to_contain_text("2 files are no pictures")
    broken = cell(desk, "broken.jpg")
    expect(broken.locator(".cell-state")).to_have_text("This file could not be read as a picture.")
    assert "Save it as JPEG or PNG" in (broken.locator(".cell-main").get_attribute("title") or "")
    desk.check("#show-failed", force=True)
    expect(desk.locator(".cell")).to_have_count(1)
    assert zipped(desk) == pngs(singles)
    desk.click("#batch-remove")
    desk.click("#batch-clear-yes")
    wait_until(desk, lambda: (count(desk, "all"), count(desk, "failed")) == (4, 0), "the broken file's end")


def test_a_zip_goes_to_the_disk_as_it_is_made(desk: Page, folder: Path, singles: dict[str, Cut]) -> None:
    desk.evaluate(FAKE_PICKERS)
    take(desk, folder)
    finish(desk)
    desk.evaluate("document.getElementById('status').textContent = ''")  # of the archive of another test
    desk.click("#batch-save")
    expect(desk.locator("#status")).to_have_text("Saved as cutouts.zip")
    saved = desk.evaluate(READ_FOLDER, "saved")
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(saved["cutouts.zip"]))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == pngs(singles)
    desk.evaluate("navigator.storage.getDirectory().then((root) => root.removeEntry('saved', { recursive: true }))")


def test_results_go_into_a_folder_as_they_finish(desk: Page, folder: Path, singles: dict[str, Cut]) -> None:
    """A rejected one is taken away again."""
    desk.evaluate(FAKE_PICKERS)
    take(desk, folder)
    desk.click("#batch-save-folder")
    finish(desk)
    wait_until(desk, lambda: len(desk.evaluate(READ_FOLDER, "chosen")) == len(singles), "the last file")
    files = desk.evaluate(READ_FOLDER, "chosen")
    assert {name: base64.b64decode(data) for name, data in files.items()} == pngs(singles)
    expect(desk.locator("#batch-into")).to_have_text("Results go into the folder chosen")
    cell(desk, "a.jpg").locator(".cell-main").click()
    desk.keyboard.press("r")
    wait_until(
        desk, lambda: "holiday/a-cutout.png" not in desk.evaluate(READ_FOLDER, "chosen"), "the rejected file's end"
    )
    desk.evaluate("navigator.storage.getDirectory().then((root) => root.removeEntry('chosen', { recursive: true }))")


def test_a_single_one_is_saved_from_the_grid(desk: Page, folder: Path, singles: dict[str, Cut]) -> None:
    take(desk, folder)
    finish(desk)
    with desk.expect_download() as download:
        cell(desk, "a.jpg", 1).locator(".cell-action").click()
    assert download.value.suggested_filename == "a-cutout.png"
    assert Path(download.value.path()).read_bytes() == singles["holiday/sea/a-cutout.png"].png


def test_a_dropped_folder(desk: Page, folder: Path) -> None:
    """As the system hands it over: with its folders, hidden files and all."""
    session = desk.context.new_cdp_session(desk)
    data = {"items": [], "files": [str(folder)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, "x": 300, "y": 300, "data": data})
    finish(desk)
    assert sorted(zipped(desk)) == sorted(GOOD.values())


def test_one_file_alone_is_a_single_picture(regular: Visitor, folder: Path, singles: dict[str, Cut]) -> None:
    page = opened(regular)
    result = cut(page, folder / "sea" / "a.jpg")
    assert result.png == singles["holiday/sea/a-cutout.png"].png
    assert page.locator("html").get_attribute("data-view") == "studio"
    page.close()


def test_pause_and_go_on(desk: Page, folder: Path, tmp_path: Path) -> None:
    """What is at work is finished, then nothing happens until it goes on; every picture is cut once."""
    desk.evaluate(COUNT_CUTS)
    take(desk, many(folder, tmp_path, 8))
    wait_until(desk, lambda: count(desk, "done") >= 1, "the first picture")
    desk.click("#batch-pause")
    expect(desk.locator("#batch-left")).to_have_text("Paused")
    done = count(desk, "done")
    assert done < 8
    desk.wait_for_timeout(1500)
    assert count(desk, "done") == done == desk.evaluate("cuts")
    desk.click("#batch-pause")
    finish(desk)
    assert count(desk, "done") == 8 == desk.evaluate("cuts")


def test_cancel_and_retry(desk: Page, folder: Path, tmp_path: Path) -> None:
    """One by itself, then all; what was given up can be done after all."""
    take(desk, many(folder, tmp_path, 8))
    cell(desk, "007.jpg").locator(".cell-action").click()  # it waits: removed
    expect(desk.locator(".cell")).to_have_count(7)
    wait_until(desk, lambda: count(desk, "done") >= 1, "the first picture")
    desk.click("#batch-cancel")
    finish(desk)
    done = count(desk, "done")
    assert done + count(desk, "cancelled") == 7 and done < 7
    desk.wait_for_timeout(500)
    assert count(desk, "done") == done
    last = cell(desk, "006.jpg")
    expect(last.locator(".cell-state")).to_have_text("Cancelled")
    last.locator(".cell-action").click()
    expect(last.locator(".cell-state")).to_have_text("Done")
    assert count(desk, "done") == done + 1
    desk.click("#batch-retry")
    finish(desk)
    assert count(desk, "done") == 7
    expect(desk.locator("#batch-retry")).to_be_hidden()


def test_a_killed_tab_loses_nothing_and_nothing_is_done_twice(
    desk: Page, regular: Visitor, folder: Path, tmp_path: Path, singles: dict[str, Cut]
) -> None:
    first = opened(regular)
    take(first, many(folder, tmp_path, 9))
    wait_until(first, lambda: count(first, "done") >= 3, "the third picture")
    first.close(run_before_unload=False)
    second = regular.open()
    second.locator("#stored-batch").wait_for()
    left = int("".join(filter(str.isdigit, second.locator("#stored-go-on").inner_text())))
    assert 0 < left <= 6
    second.evaluate(COUNT_CUTS)
    second.click("#stored-go-on")
    finish(second)
    assert count(second, "done") == 9
    assert second.evaluate("cuts") == left
    files = zipped(second)
    assert sorted(files) == [f"{i:03}-cutout.png" for i in range(9)]
    assert set(files.values()) == {singles["holiday/sea/a-cutout.png"].png}
    second.close()
    desk.reload()
    expect(desk.locator("#stored-text")).to_have_text("A finished batch of 9 pictures is stored on this device.")
    desk.click("#stored-discard")
    expect(desk.locator("#stored-batch")).to_be_hidden()
    assert desk.evaluate(STORED) == {"names": [], "records": 0, "marker": "null"}


def test_two_tabs_do_not_work_on_one_batch(desk: Page, regular: Visitor, folder: Path) -> None:
    take(desk, folder)
    other = regular.open()
    other.wait_for_timeout(1500)
    expect(other.locator("#stored-batch")).to_be_hidden()
    other.set_input_files("#folder", folder)
    expect(other.locator("#message")).to_contain_text("Another tab is working on a batch")
    other.close()
    finish(desk)


def test_pictures_that_do_not_fit_are_told_before_anything_is_copied(desk: Page, folder: Path, tmp_path: Path) -> None:
    files = many(folder, tmp_path, 5)
    desk.evaluate(
        "(free) => (navigator.storage.estimate = async () => ({ quota: free, usage: 0 }))",
        3 * 2.5 * files[0].stat().st_size,
    )
    desk.set_input_files("#file", files)
    message = desk.locator("#message")
    expect(message).to_contain_text("5 pictures and their results need about")
    rendered(desk)
    assert count(desk, "all") <= 0
    message.get_by_text("Take the first 2").click()
    finish(desk)
    assert count(desk, "done") == 2


def test_a_full_storage_pauses_and_loses_nothing(
    desk: Page, static_host: StaticHost, folder: Path, tmp_path: Path
) -> None:
    session = desk.context.new_cdp_session(desk)
    origin = {"origin": static_host.origin}
    take(desk, many(folder, tmp_path, 3))
    copied(desk)
    usage = desk.evaluate("navigator.storage.estimate().then(({ usage }) => usage)")
    session.send("Storage.overrideQuotaForOrigin", {**origin, "quotaSize": usage + 1000})
    message = desk.locator("#message")
    expect(message).to_contain_text("the batch was paused; nothing is lost")
    assert (count(desk, "waiting"), count(desk, "failed")) == (3, 0)
    session.send("Storage.overrideQuotaForOrigin", origin)
    message.get_by_text("Go on").click()
    finish(desk)
    assert count(desk, "done") == 3


def test_without_a_private_file_system(regular: Visitor, folder: Path, singles: dict[str, Cut]) -> None:
    """IndexedDB keeps the files where pages cannot write to that."""
    page = opened(regular)
    page.evaluate("delete FileSystemFileHandle.prototype.createWritable")
    take(page, folder)
    finish(page)
    assert zipped(page) == pngs(singles)
    assert page.evaluate(STORED)["names"] == []
    empty(page)
    page.close()


def test_clear(desk: Page, folder: Path) -> None:
    take(desk, folder)
    finish(desk)
    assert desk.evaluate(STORED)["names"] == ["batch"]
    desk.click("#batch-clear")
    desk.click("#batch-clear-no")
    assert desk.evaluate(STORED)["records"] > 5
    desk.click("#batch-clear")
    desk.click("#batch-clear-yes")
    expect(desk.locator("#welcome")).to_be_visible()
    wait_until(desk, lambda: desk.evaluate(STORED) == {"names": [], "records": 0, "marker": "null"}, "an empty storage")
    take(desk, folder)  # and there can be another one
    finish(desk)
    assert count(desk, "done") == 4


def test_settings_are_for_all(desk: Page, folder: Path, singles: dict[str, Cut]) -> None:
    """Changed ones count from then on, and for what is done on demand; undo takes them back."""
    take(desk, folder)
    finish(desk)
    before = zipped(desk)
    desk.click("#batch-settings")
    desk.click("#tab-edges")
    desk.locator("#shift").fill("-8")
    expect(desk.locator("#batch-redo")).to_have_text("Apply the new settings to 4 finished")
    desk.click("#batch-redo")
    finish(desk)
    after = zipped(desk)
    for name, file in before.items():
        old, new = (np.asarray(Image.open(io.BytesIO(data)))[..., 3].astype(float) for data in (file, after[name]))
        assert new.mean() < old.mean() - 2
    desk.click("#undo")
    expect(desk.locator("#batch-redo")).to_be_visible()
    desk.click("#redo")
    expect(desk.locator("#batch-redo")).to_be_hidden()


def test_finish_and_kind_of_file_are_for_all(desk: Page, folder: Path) -> None:
    """And they are the same after a reload."""
    take(desk, folder)
    finish(desk)
    desk.click("#batch-settings")
    desk.click("#tab-finish")
    assert not desk.locator("#tab-fixes").is_visible()
    desk.check("input[name=ground][value=colour]", force=True)
    choose_format(desk, "jpeg")
    try:
        expect(desk.locator("#batch-redo")).to_have_text("Apply the new settings to 4 finished")
        desk.click("#batch-redo")
        finish(desk)
        files = zipped(desk)
        assert sorted(files) == sorted(name.replace(".png", ".jpg") for name in GOOD.values())
        for data in files.values():
            with Image.open(io.BytesIO(data)) as image:
                assert image.format == "JPEG"
                assert min(image.convert("RGB").getpixel((0, 0))) > 245  # the usual colour is white
        expect(desk.locator("#batch-redo")).to_be_hidden()
        desk.reload()
        desk.click("#stored-go-on")
        finish(desk)
        assert zipped(desk) == files
        expect(desk.locator("#batch-redo")).to_be_hidden()
    finally:
        choose_format(desk, "png")


def choose_format(page: Page, name: str) -> None:
    page.click("#batch-output")
    page.select_option("#format", name)
    page.click("#close-output")


def test_review_by_keyboard(desk: Page, folder: Path) -> None:
    """Next, previous, accept, reject, fix and back; what was rejected is not saved, what was fixed is as fixed."""
    take(desk, folder)
    finish(desk)
    before = zipped(desk)
    desk.locator("#batch-review").focus()
    desk.keyboard.press("Enter")
    review = desk.locator("#review")
    name = desk.locator("#review-name")
    expect(name).to_have_text("holiday/a.jpg")
    desk.keyboard.press("ArrowRight")
    expect(name).to_have_text("holiday/a.png")
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("a")
    expect(name).to_have_text("holiday/a.png")
    desk.keyboard.press("r")
    expect(name).to_have_text("holiday/sea/a.jpg")
    expect(review).to_have_attribute("data-id", "4")
    desk.keyboard.press("f")
    desk.locator("html[data-view=studio][data-state=done]").wait_for(state="attached")
    expect(desk.locator("#filename")).to_have_text("a.jpg")
    assert latest(desk).png == before["holiday/sea/a-cutout.png"]
    desk.keyboard.press("e")
    desk.locator("#shift").fill("-8")
    desk.locator("html[data-state=working]").wait_for(state="attached")
    assert settle(desk) == "done"
    fixed = latest(desk).png
    desk.locator("#open-batch").focus()
    desk.keyboard.press("Enter")
    desk.locator("#review[data-id]").wait_for()
    expect(name).to_have_text("holiday/sea/a.jpg")
    desk.keyboard.press("Escape")
    expect(review).to_be_hidden()
    assert desk.evaluate("document.activeElement.closest('.cell') !== null")
    after = zipped(desk)
    assert fixed != before["holiday/sea/a-cutout.png"]
    assert after == {
        name: fixed if name == "holiday/sea/a-cutout.png" else data
        for name, data in before.items()
        if name != "holiday/a-cutout-2.png"
    }
    assert count(desk, "rejected") == 1
    expect(cell(desk, "a.jpg").locator(".cell-state")).to_have_text("Accepted")
    expect(desk.locator("#batch-redo")).to_be_hidden()  # its own settings are its own
    desk.get_by_text("Use them for all").click()
    expect(desk.locator("#batch-redo")).to_have_text("Apply the new settings to 3 finished")


def test_five_hundred_pictures_are_few_elements(desk: Page, folder: Path, tmp_path: Path) -> None:
    """Keys lead to the last one, and the page is never blocked once the browser has handed the files over."""
    files = many(folder, tmp_path, 500)
    seen = []
    for _ in range(ATTEMPTS):
        take(desk, files[:2])
        desk.click("#batch-pause")
        desk.set_input_files("#file", files[2:])
        blockage.watch(desk)
        wait_until(desk, lambda: count(desk, "all") == 500, "all of them")
        copied(desk)
        assert desk.locator(".cell").count() < 60
        desk.locator(".cell-main").first.focus()
        for key in ("PageDown", "ArrowDown", "End"):
            desk.keyboard.press(key)
        last = desk.locator(".cell:has(:focus)")
        expect(last.locator(".cell-name")).to_have_text("499.jpg")
        assert (last.get_attribute("aria-posinset"), last.get_attribute("aria-setsize")) == ("500", "500")
        expect(last.locator("img")).to_be_visible()
        assert desk.locator(".cell").count() < 60
        seen.append(blockage.seen(desk))
        if seen[-1].task <= LONGEST_TASK_MS:
            break
        empty(desk)
    else:
        pytest.fail(f"tasks of more than {LONGEST_TASK_MS} ms each time: {seen}")
    desk.keyboard.press("Delete")
    wait_until(desk, lambda: count(desk, "all") == 499, "its removal")


def test_everything_can_be_reached_by_keyboard(desk: Page, folder: Path) -> None:
    """And leaving the batch and coming back keeps the focus on something."""
    take(desk, folder)
    finish(desk)
    wanted = set(desk.evaluate(BUTTONS))
    assert {"batch-add", "batch-settings", "batch-review", "batch-save", "batch-clear", "batch-leave"} < wanted
    reached = set()
    for _ in range(2 * len(wanted)):
        desk.keyboard.press("Tab")
        reached.add(desk.evaluate("document.activeElement.id || document.activeElement.className"))
    assert wanted <= reached
    desk.focus("#batch-leave")
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.id") == "open-batch"
    desk.keyboard.press("Enter")
    wait_until(desk, lambda: desk.evaluate("document.activeElement.className") == "cell-main", "a picture's focus")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_and_looks(desk: Page, folder: Path, artefacts: Path, scheme: Any) -> None:
    desk.emulate_media(color_scheme=scheme)
    take(desk, folder)
    finish(desk)
    for view in ("batch", "review"):
        if view == "review":
            desk.click("#batch-review")
            desk.locator("#review[data-id]").wait_for()
        for width, height in ((1440, 900), (768, 1024), (360, 740), (320, 640)):
            desk.set_viewport_size({"width": width, "height": height})
            desk.wait_for_timeout(400)
            desk.screenshot(path=artefacts / f"{view}-{scheme}-{width}.png")
            assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
        desk.evaluate(AXE.read_text())
        assert desk.evaluate(RUN_AXE) == []


def test_from_right_to_left(desk: Page, folder: Path) -> None:
    """The first picture is at the right, and the keys go where the eyes go."""
    desk.set_viewport_size({"width": 1280, "height": 900})
    take(desk, folder)
    finish(desk)
    desk.evaluate("() => { document.documentElement.dir = 'rtl'; }")
    try:
        first, second = (desk.locator(f".cell[aria-posinset='{place}']") for place in (1, 2))
        at, after, around = (each.bounding_box() for each in (first, second, desk.locator("#batch-list")))
        assert at and after and around
        assert at["x"] + at["width"] == pytest.approx(around["x"] + around["width"], abs=1) and after["x"] < at["x"]
        first.locator(".cell-main").focus()
        desk.keyboard.press("ArrowLeft")
        expect(desk.locator(".cell:has(:focus)")).to_have_attribute("aria-posinset", "2")
        desk.click("#batch-review")
        name = desk.locator("#review-name")
        expect(name).to_have_text("holiday/a.jpg")
        for key, reached in (("ArrowLeft", "holiday/a.png"), ("ArrowRight", "holiday/a.jpg")):
            desk.keyboard.press(key)
            expect(name).to_have_text(reached)
    finally:
        desk.evaluate("() => { document.documentElement.dir = 'ltr'; }")


def test_a_private_window_that_stores_nothing_is_told(regular: Visitor, folder: Path) -> None:
    page = opened(regular)
    page.evaluate("() => { indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); }; }")
    page.evaluate("Object.defineProperty(IDBFactory.prototype, 'open', { value: indexedDB.open })")
    page.set_input_files("#folder", folder)
    expect(page.locator("#message")).to_contain_text("does not let Mattebox store anything")
    page.close()


def test_a_lost_network_pauses_the_batch(new_visitor: Any, own_host: StaticHost, folder: Path, tmp_path: Path) -> None:
    """It would fail every picture: none is marked as failed, and it goes on when the network is back."""
    visitor = new_visitor(own_host, service_workers="block")
    visitor.forgive("ERR_CONNECTION|Failed to load resource|ERR_FAILED|503|404")
    visitor.context.route("**/models/*", lambda route: route.abort())
    page = visitor.open(ready=False)
    page.locator("html[data-booted]").wait_for(state="attached")
    page.select_option("#mode", "fast")
    take(page, many(folder, tmp_path, 3))
    message = page.locator("#message")
    expect(message).to_contain_text("could not be downloaded")
    wait_until(page, lambda: count(page, "waiting") == 3, "all of them waiting")
    visitor.context.unroute("**/models/*")
    page.locator("#batch-pause").click()
    finish(page)
    assert count(page, "done") == 3
