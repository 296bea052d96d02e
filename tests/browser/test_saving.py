"""The ways out: a file, and the clipboard."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from visitor import Cut, Visitor

pytestmark = pytest.mark.toys

READ_CLIPBOARD = """async () => {
  const [item] = await navigator.clipboard.read();
  const reader = new FileReader();
  const blob = await item.getType("image/png");
  await new Promise((done) => { reader.onload = done; reader.readAsDataURL(blob); });
  return { types: item.types, bytes: [...new Uint8Array(await blob.arrayBuffer())] };
}"""


def test_save(finished: tuple[Page, Cut]) -> None:
    page, result = finished
    with page.expect_download() as download:
        page.click("#save")
    assert download.value.suggested_filename == "astronaut-cutout.png"
    assert Path(download.value.path()).read_bytes() == result.png


def test_save_by_keyboard(finished: tuple[Page, Cut]) -> None:
    page, result = finished
    page.focus("#stage")
    with page.expect_download() as download:
        page.keyboard.press("Control+s")
    assert Path(download.value.path()).read_bytes() == result.png


def test_copy(regular: Visitor, finished: tuple[Page, Cut]) -> None:
    page, result = finished
    regular.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.bring_to_front()
    page.click("#copy")
    page.get_by_role("button", name="Copied").wait_for()
    clipboard = page.evaluate(READ_CLIPBOARD)
    assert clipboard["types"] == ["image/png"]
    with Image.open(io.BytesIO(bytes(clipboard["bytes"]))) as copied:
        # The system's clipboard writes a file of its own, and may premultiply colours on the way.
        pixels, expected = np.asarray(copied.convert("RGBA")), np.asarray(result.image)
    np.testing.assert_array_equal(pixels[..., 3], expected[..., 3])
    np.testing.assert_array_equal(pixels[expected[..., 3] == 255], expected[expected[..., 3] == 255])
