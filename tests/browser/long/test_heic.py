"""HEIC where the browser reads none, and the nastiest files in one batch: each gets its result or its sentence."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

import hostile_files
from batches import empty
from mattebox.files.decode import open_image
from static_host import StaticHost
from visitor import Visitor, choose, cut, latest, settle, wait_until

# What becomes of them in a batch: the cut-out's size, or what is said.
UNREADABLE = "This file could not be read as a picture."
TOO_LARGE = "This picture is too large for this browser."
NASTY = {
    "claims-280mp.jpg": TOO_LARGE,
    "claims-280mp.heic": TOO_LARGE,
    "claims-most.png": TOO_LARGE,
    "cut-08.heic": UNREADABLE,
    "zeroed.heic": UNREADABLE,
    "cut-12.jpg": UNREADABLE,
    "drawing.svg": UNREADABLE,
    "drawing.png": UNREADABLE,
    "exif-loop.jpg": None,
    "lab.tiff": UNREADABLE,
    "wide.png": None,
    "p3.heic": None,
    "really-heic.jpg": None,
    "usual.jpg": None,
}

HEIF_KEPT = """async () => {
  (await navigator.serviceWorker.ready).active.postMessage({ keep: ["heif"] });
  const { files } = await (await fetch("assets.json")).json();
  const kept = (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))).flat();
  const urls = kept.map(({ url }) => url);
  return files.filter(({ group }) => group === "heif").every(({ sha256 }) => urls.some((url) => url.includes(sha256)));
}"""

NO_NETWORK = "ERR_CONNECTION_REFUSED|503|An unknown error occurred when fetching the script"


@pytest.fixture(scope="module")
def files(photos: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    written = hostile_files.write(tmp_path_factory.mktemp("hostile"), photos["astronaut"])
    return {path.name: path for path in written}


@pytest.mark.parametrize("name", ["turned-6.heic", "clear.heic", "p3.heic", "turned-6.webp"])
def test_the_pixels_are_those_of_the_native_decoder(
    page: Page, files: dict[str, Path], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for table in ("ID", "OPEN", "MIME", "EXTENSION", "SAVE", "SAVE_ALL"):
        monkeypatch.setattr(Image, table, type(getattr(Image, table))(getattr(Image, table)))
    pillow_heif.register_heif_opener()
    page.select_option("#mode", "fast")
    native, _ = open_image(files[name].read_bytes())
    pixels = np.asarray(cut(page, files[name]).image.convert("RGBA"))
    assert pixels.shape == native.shape
    kept = (pixels[..., 3] == native[..., 3]) & (native[..., 3] > 128)
    off = np.abs(pixels[kept][:, :3].astype(np.int16) - native[kept][:, :3])
    assert kept.mean() > 0.03 and np.percentile(off, 99.9) <= 2
    assert (pixels[..., 3] <= native[..., 3].astype(np.int16) + 1).all()
    expect(page.locator("#before canvas")).to_be_visible()  # the original, although <img> shows it otherwise or not


def test_offline_it_is_said_what_is_missing_and_once_used_it_is_there(
    new_visitor: Callable[..., Visitor], own_host: StaticHost, files: dict[str, Path]
) -> None:
    visitor = new_visitor(own_host)
    visitor.forgive(NO_NETWORK)
    page = visitor.open()
    page.select_option("#mode", "fast")
    assert not any("heif" in request for request in visitor.requests if "vendor" in request)
    own_host.stop()
    choose(page, files["usual.heic"])
    assert settle(page) == "error"
    expect(page.locator("#message")).to_contain_text("What reads HEIC pictures is not on this device yet.")
    own_host.start()
    page.get_by_role("button", name="Try again").click()
    assert settle(page) == "done"
    online = latest(page)
    wait_until(page, lambda: page.evaluate(HEIF_KEPT), "the reader's storage")
    own_host.stop()
    assert cut(page, files["usual.heic"]).png == online.png


def test_the_nastiest_files_in_a_batch(regular: Visitor, files: dict[str, Path]) -> None:
    page = regular.open()
    page.select_option("#mode", "fast")
    page.set_input_files("#file", [files[name] for name in NASTY])
    count = lambda kind: int(page.locator(f"#show-{kind}-count").text_content() or 0)  # noqa: E731
    wait_until(page, lambda: count("done") + count("failed") == len(NASTY), "the batch's end")
    for name, message in NASTY.items():
        cell = page.locator(".cell").filter(has_text=name)
        expect(cell).to_contain_text(re.compile("Done|No subject found") if message is None else message)
    assert count("failed") == sum(message is not None for message in NASTY.values())
    empty(page)
    page.close()
