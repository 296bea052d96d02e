"""The ways in and out of a batch: folders, archives, single files."""

import base64
import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from batches import GOOD, STORED, cell, choose_format, empty, finish, opened, pngs, take, zipped
from visitor import Cut, Visitor, wait_until

pytestmark = pytest.mark.toys

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

# Dialogs that choose places on the disk cannot be used here: a folder of the private file system takes their place.
FAKE_PICKERS = """() => {
  const root = navigator.storage.getDirectory();
  const chosen = async (name) => (await root).getDirectoryHandle(name, { create: true });
  window.showDirectoryPicker = () => chosen("chosen");
  window.showSaveFilePicker = async ({ suggestedName }) =>
    (await chosen("saved")).getFileHandle(suggestedName, { create: true });
}"""


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


# A folder as one drops it, of [path, base64] each; null: the system does not let it be read.
DROP = """(files) => {
  const folder = { isDirectory: true, fullPath: "/", inside: [] };
  for (const [path, data] of files) {
    let at = folder;
    const parts = path.split("/");
    for (const [index, part] of parts.slice(0, -1).entries()) {
      const fullPath = `/${parts.slice(0, index + 1).join("/")}`;
      let next = at.inside.find((each) => each.fullPath === fullPath);
      if (!next) at.inside.push((next = { isDirectory: true, fullPath, inside: [] }));
      at = next;
    }
    const bytes = data && Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const file = bytes && new File([bytes], parts.at(-1));
    const hand = (take, refuse) => (file ? take(file) : refuse(new DOMException("gone", "NotFoundError")));
    at.inside.push({ isDirectory: false, fullPath: `/${path}`, file: hand });
  }
  const arm = (entry) => {
    for (const each of entry.inside ?? []) arm(each);
    const left = [...(entry.inside ?? [])];
    entry.createReader = () => ({ readEntries: (take) => take(left.splice(0)) });
    return entry;
  };
  const items = folder.inside.map((entry) => ({ webkitGetAsEntry: () => arm(entry) }));
  const drop = new Event("drop", { bubbles: true, cancelable: true });
  document.dispatchEvent(Object.assign(drop, { dataTransfer: { files: [], items } }));
}"""


def test_a_folder_with_all_that_goes_wrong_in_it(desk: Page, folder: Path, singles: dict[str, Cut]) -> None:
    """What cannot be read is named, endings do not matter, and the ZIP can be unpacked on Windows."""
    photo = base64.b64encode((folder / "sea" / "a.jpg").read_bytes()).decode()
    paths = ['what: "now"?/NUL/scan', 'what: "now"?/d. /IMG_1.jfif', "what* -now-/IMG_1.JPE", "gone.jpg", "notes.txt"]
    data = [photo, photo, photo, None, base64.b64encode(b"No picture.").decode()]
    desk.evaluate(DROP, list(zip(paths, data, strict=True)))
    finish(desk)
    message = desk.locator("#message")
    expect(message).to_contain_text("1 file is no picture and was left out: notes.txt.")
    expect(message).to_contain_text("1 file or folder could not be read: gone.jpg.")
    files = zipped(desk)
    assert sorted(files) == [
        "what- -now--/NUL_/scan-cutout.png",
        "what- -now--/d/IMG_1-cutout.png",
        "what- -now-/IMG_1-cutout.png",
    ]
    assert set(files.values()) == {singles["holiday/sea/a-cutout.png"].png}


def test_another_kind_of_file_takes_the_old_ones_place(desk: Page, folder: Path) -> None:
    desk.evaluate(FAKE_PICKERS)
    take(desk, folder)
    desk.click("#batch-save-folder")
    finish(desk)
    wait_until(desk, lambda: sorted(desk.evaluate(READ_FOLDER, "chosen")) == sorted(GOOD.values()), "the files")
    choose_format(desk, "jpeg")
    try:
        desk.click("#batch-redo")
        finish(desk)
        expected = sorted(name.replace(".png", ".jpg") for name in GOOD.values())
        wait_until(
            desk, lambda: sorted(desk.evaluate(READ_FOLDER, "chosen")) == expected, "the files of the other kind"
        )
        for files in (zipped(desk).values(), map(base64.b64decode, desk.evaluate(READ_FOLDER, "chosen").values())):
            assert all(data.startswith(b"\xff\xd8") for data in files)
        assert sorted(zipped(desk)) == expected
    finally:
        choose_format(desk, "png")


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
