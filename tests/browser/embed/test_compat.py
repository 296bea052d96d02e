"""The examples of @imgly/background-removal's README, with nothing but the import changed."""

import base64
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from shop import OpenShop

pytestmark = pytest.mark.toys

EXAMPLES = """
import imglyRemoveBackground from "./mattebox/compat.js";
import removeBackground, * as all from "./mattebox/compat.js";
import { preload } from "./mattebox/compat.js";
const { alphamask, applySegmentationMask, removeForeground, segmentForeground } = all;

const bytes = async (blob) => {
  const data = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < data.length; at += 32768) text += String.fromCharCode(...data.subarray(at, at + 32768));
  return [blob.type, btoa(text)];
};
const public_path = new URL("mattebox/assets/", location.href).href;

globalThis.examples = {
  async usage(image_src) {
    return imglyRemoveBackground(image_src).then((blob) => {
      const url = URL.createObjectURL(blob);
      URL.revokeObjectURL(url);
      return bytes(blob);
    });
  },
  async preloading() {
    const config = { publicPath: public_path };
    return preload(config).then(() => "Asset preloading succeeded");
  },
  async progress(image_src) {
    const told = [];
    const config = { progress: (key, current, total) => told.push([key, current, total]) };
    await imglyRemoveBackground(image_src, config);
    return told;
  },
  async sources() {
    const blob = await (await fetch("coffee.png")).blob();
    const buffer = await blob.arrayBuffer();
    const bitmap = await createImageBitmap(blob);
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const data = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const url = new URL("coffee.png", location.href);
    const all = [blob, buffer, new Uint8Array(buffer), url, url.href, data];
    return Promise.all(all.map(async (each) => (await bytes(await removeBackground(each, { model: "small" })))[1]));
  },
  async siblings(image_src) {
    const output = { format: "image/png", quality: 0.8 };
    const config = { publicPath: public_path, debug: true, device: "cpu", model: "small", output };
    const mask = await segmentForeground(image_src, config);
    const applied = await applySegmentationMask(image_src, mask, config);
    const [cut, ground] = [await removeBackground(image_src, config), await removeForeground(image_src, config)];
    return Promise.all([cut, ground, mask, applied, await alphamask(image_src, config)].map(bytes));
  },
  async formats(image_src) {
    const made = (format, type) => removeBackground(image_src, { model: "small", output: { format, type } });
    const all = ["image/jpeg", "image/webp", "image/x-rgba8", "image/x-alpha8"].map((format) => made(format));
    all.push(made("image/png", "mask"), made("image/webp", "background"));
    return Promise.all(all.map(async (each) => bytes(await each)));
  },
  async refused(image_src) {
    const said = ({ field, message }) => [field, message];
    const configs = [{ fetchArgs: { mode: "no-cors" } }, { rescale: false }, { publicPath: "https://static.invalid/" }];
    const answers = await Promise.all(configs.map((config) => removeBackground(image_src, config).catch(said)));
    return [...answers, all.REFUSED];
  },
};
"""


@pytest.fixture(scope="module")
def run(shop: OpenShop, put_page: Callable[..., str], package: Path, photos: dict[str, Path]) -> Callable[..., Any]:
    (package / "coffee.png").write_bytes(photos["coffee"].read_bytes())
    page: Page = shop(put_page("compat", script=EXAMPLES))
    page.wait_for_function("() => globalThis.examples")
    return lambda name, *given: page.evaluate("([name, given]) => examples[name](...given)", [name, given])


def decoded(text: str) -> Any:
    with Image.open(io.BytesIO(base64.b64decode(text))) as image:
        return np.asarray(image)


def test_usage_preloading_and_progress(run: Callable[..., Any]) -> None:
    kind, data = run("usage", "coffee.png")
    assert kind == "image/png" and decoded(data).shape == (400, 600, 4)
    assert run("preloading") == "Asset preloading succeeded"
    told = run("progress", "coffee.png")
    assert [each for each in told if each[0].startswith("compute")] == [
        ["compute:decode", 0, 4],
        ["compute:inference", 1, 4],
        ["compute:mask", 2, 4],
        ["compute:encode", 3, 4],
        ["compute:encode", 4, 4],
    ]


def test_every_source_of_the_peer(run: Callable[..., Any]) -> None:
    files = run("sources")
    first, *others = [decoded(each) for each in files]
    assert all((each == first).all() for each in others)


def test_its_siblings(run: Callable[..., Any], photos: dict[str, Path]) -> None:
    answers = run("siblings", "coffee.png")
    assert [kind for kind, _ in answers] == ["image/png"] * 5
    cut, ground, mask, applied, alias = [decoded(data) for _, data in answers]
    original = np.asarray(Image.open(photos["coffee"]).convert("RGB"))
    assert (ground[..., 3] == 255 - cut[..., 3]).all() and (ground[..., :3] == original).all()
    assert (mask[..., 3] == cut[..., 3]).all() and (mask[..., :3] == 255).all()
    assert (applied[..., 3] == mask[..., 3]).all() and (applied[..., :3] == original).all()
    assert (alias == mask).all()
    assert (cut[..., 3] == 255).any() and (cut[..., 3] == 0).any()


def test_every_format_of_the_peer(run: Callable[..., Any]) -> None:
    jpeg, webp, rgba, alpha, mask, ground = run("formats", "coffee.png")
    assert [jpeg[0], webp[0], mask[0], ground[0]] == ["image/jpeg", "image/webp", "image/png", "image/webp"]
    assert (rgba[0], alpha[0]) == ("image/x-rgba8;width=600;height=400", "image/x-alpha8;width=600;height=400")
    pixels = np.frombuffer(base64.b64decode(rgba[1]), np.uint8).reshape(400, 600, 4)
    shares = np.frombuffer(base64.b64decode(alpha[1]), np.uint8).reshape(400, 600)
    assert (pixels[..., 3] == shares).all()
    assert (decoded(mask[1])[..., 3] == shares).all()


def test_what_is_refused_is_named_with_the_reason(run: Callable[..., Any]) -> None:
    arguments, scale, foreign, listed = run("refused", "coffee.png")
    assert arguments == ["fetchArgs", f"fetchArgs: {listed['fetchArgs']}"]
    assert scale == ["rescale", f"rescale: {listed['rescale']}"]
    assert foreign[0] == "base" and "own origin" in foreign[1]
