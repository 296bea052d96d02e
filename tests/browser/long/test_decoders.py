"""Where the browser and Pillow both read a file, they read the same pixels; HEIC is libheif's in both."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import hostile_files
from mattebox.errors import MatteboxError
from mattebox.files import nclx, to_srgb
from mattebox.files.decode import open_image
from visitor import Visitor

# The engine's own decoder, with plain arrays for Python's memory and no Pillow behind it.
DECODE = """async () => {
  document.body.append(Object.assign(document.createElement("input"), { type: "file", multiple: true, id: "several" }));
  const { decode } = await import("./engine/python/decode.js");
  const { Heif } = await import("./engine/heif/heif.js");
  const { Source } = await import("./engine/python/source.js");
  const { MAX_PIXELS } = await import("./engine/shared/defaults.js");
  const { files } = await (await fetch("assets.json")).json();
  const heif = new Heif(new URL("./", location.href).href, files);
  const never = new Promise(() => {});
  const memory = {
    blank(height, width) {
      const data = new Uint8Array(height * width * 4);
      return { data, getBuffer: () => ({ data, release() {} }), destroy() {} };
    },
    open() {
      globalThis.asked = true;
      throw Object.assign(new Error("Pillow"), { code: "pillow" });
    },
    toSrgb(image, profile) { image.profile = profile; },
    toSrgbByNumbers(image, ...numbers) { image.numbers = numbers; },
  };
  const text = async (bytes) => {
    const reader = new FileReader();
    await new Promise((done) => { reader.onload = done; reader.readAsDataURL(new Blob([bytes])); });
    return reader.result.split(",")[1] ?? "";
  };
  globalThis.decodeOne = async (number) => {
    const read = (file) => heif.read(file, never);
    const hooks = { cancelled: () => false, admit: async () => {}, most: MAX_PIXELS, readHeif: read };
    globalThis.asked = false;
    try {
      const { image, width, height, preview, notices } = await decode(new Source(several.files[number]), memory, hooks);
      preview.close();
      if (asked && image.data.every((value, index) => index % 4 < 3 || value === 255)) return { code: "pillow" };
      const [pixels, profile] = await Promise.all([text(image.data), text(image.profile ?? [])]);
      return { pixels, profile, numbers: image.numbers, width, height, notices: notices.map(({ code }) => code) };
    } catch ({ code, message }) {
      return { code, message };
    }
  };
}"""

# Decoders may round differently, and libheif and Pillow each make eight bits of ten: so many levels, in 999 of 1000
# samples; where a colour lies outside sRGB, each cuts it off in its own way.
NEAR = 2
PARTS = (
    "turned-",
    "p3",
    "numbers-p3",
    "numbers-2020",
    "exif-",
    "broken-",
    "tail.",
    "cut-08.",
    "1x1.",
    "zeroed.",
    "flipped-0.jpg",
    "flipped-0.png",
)


@pytest.fixture(scope="module")
def files(photos: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    written = hostile_files.write(tmp_path_factory.mktemp("hostile"), photos["astronaut"])
    return {path.name: path for path in written if path.name in hostile_files.WHOLE or path.name.startswith(PARTS)}


@pytest.fixture(scope="module")
def seen(regular: Visitor, files: dict[str, Path]) -> Iterator[dict[str, dict[str, Any]]]:
    """What the browser makes of each: pixels, or why not."""
    regular.forgive("favicon.ico")
    page = regular.context.new_page()
    page.goto(regular.host.url + "manifest.webmanifest")
    page.evaluate(DECODE)
    page.set_input_files("#several", list(files.values()))
    yield {name: page.evaluate("decodeOne", number) for number, name in enumerate(files)}
    page.close()


def test_the_browser_and_pillow_see_the_same(
    heif: None, seen: dict[str, dict[str, Any]], files: dict[str, Path]
) -> None:
    compared = 0
    for name, page in seen.items():
        if page.get("code") == "pillow":
            continue  # there is one reading of it
        try:
            native, notices = open_image(files[name].read_bytes())
        except MatteboxError as error:
            assert page.get("code") == "unreadable", f"{name}: natively {error}, on the page {page}"
            continue
        assert "code" not in page, f"{name}: natively read, on the page {page['code']}: {page['message']}"
        rgba = (
            np.frombuffer(base64.b64decode(page["pixels"]), np.uint8).reshape(page["height"], page["width"], 4).copy()
        )
        to_srgb.convert(rgba, base64.b64decode(page["profile"]))
        if page.get("numbers"):
            nclx.convert(rgba, *page["numbers"])
        assert rgba.shape == native.shape, name
        off = np.abs(rgba.astype(np.int16) - native)
        opaque = (rgba[..., 3] == 255) & (native[..., 3] == 255)  # else the canvas multiplies, and Pillow is asked
        assert off[..., 3].max() <= 1 and np.percentile(off[opaque], 99.9) <= NEAR, f"{name}: {off[opaque].max()}"
        assert page["notices"] == list(notices), name
        compared += 1
    assert compared > 60


def test_damaged_heic_is_unreadable(seen: dict[str, dict[str, Any]]) -> None:
    assert [seen[name].get("code") for name in ("cut-08.heic", "zeroed.heic")] == ["unreadable"] * 2
