"""`createMattebox` in a page of somebody else's, under a strict policy, at a sub-path."""

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
from visitor import wait_until

pytestmark = pytest.mark.toys

START = """
import { createMattebox } from "./mattebox/index.js";
globalThis.createMattebox = createMattebox;
globalThis.bytes = async (blob) => {
  const data = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < data.length; at += 32768) text += String.fromCharCode(...data.subarray(at, at + 32768));
  return btoa(text);
};
globalThis.start = async () => void (globalThis.mattebox ??= await createMattebox());
globalThis.picture = async (name) => (await fetch(name)).blob();
"""


@pytest.fixture(scope="module")
def module(shop: OpenShop, put_page: Callable[..., str], package: Path, photos: dict[str, Path]) -> Callable[..., Page]:
    for name, path in photos.items():
        (package / f"{name}.png").write_bytes(path.read_bytes())

    def opened(**options: Any) -> Page:
        page = shop(put_page("module", script=START), **options)
        page.wait_for_function("() => 'createMattebox' in globalThis")
        return page

    return opened


@pytest.fixture(scope="module")
def page(module: Callable[..., Page]) -> Page:
    """With an engine that the tests share."""
    return module()


def decoded(text: str) -> Any:
    with Image.open(io.BytesIO(base64.b64decode(text))) as image:
        return np.asarray(image)


def test_a_picture_is_cut_and_everything_can_be_had_of_it(page: Page, photos: dict[str, Path]) -> None:
    told = page.evaluate("""async () => {
      const progress = [];
      globalThis.mattebox = await createMattebox({ onProgress: ({ phase }) => progress.push(phase) });
      const result = await mattebox.cut(await picture("astronaut.png"), { mode: "fast" });
      const { data, width, height } = await result.imageData();
      const alpha = await result.alpha();
      const bitmap = await result.imageBitmap();
      const { found, tips, timings, info } = result;
      const rest = { found, tips, timings, info, bitmap: [bitmap.width, bitmap.height], bounds: await result.bounds() };
      return { ...rest, progress, png: await bytes(result.blob), pixels: await bytes(new Blob([data])),
        size: [width, height], alpha: await bytes(new Blob([alpha.data])) };
    }""")
    png = decoded(told["png"])
    assert told["found"]
    assert told["size"] == told["bitmap"] == [512, 512]
    pixels = np.frombuffer(base64.b64decode(told["pixels"]), np.uint8).reshape(512, 512, 4)
    assert (pixels == png).all()
    alpha = np.frombuffer(base64.b64decode(told["alpha"]), np.uint8).reshape(512, 512)
    assert (alpha == png[..., 3]).all()
    rows, columns = np.nonzero(alpha)
    box = {"left": columns.min(), "top": rows.min(), "right": columns.max() + 1, "bottom": rows.max() + 1}
    assert told["bounds"] == box
    opaque = png[..., 3] == 255
    original = np.asarray(Image.open(photos["astronaut"]).convert("RGB"))
    assert opaque.any() and (png[opaque][:, :3] == original[opaque]).all()
    assert "download" in told["progress"]
    assert (told["info"]["threads"], told["info"]["isolated"]) == (1, False)
    assert told["timings"]["total"] > 0


def test_on_fewer_threads_than_there_might_be(module: Callable[..., Page]) -> None:
    page = module(isolation="page")
    info = page.evaluate("""async () => {
      const mattebox = await createMattebox({ threads: 1 });
      const info = await mattebox.info();
      await mattebox.dispose();
      return info;
    }""")
    assert (info["isolated"], info["threads"]) == (True, 1)


SOURCES = """async () => {
  await start();
  const blob = await picture("coffee.png");
  const bitmap = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
  const visible = document.createElement("canvas");
  Object.assign(visible, { width: bitmap.width, height: bitmap.height }).getContext("2d").drawImage(bitmap, 0, 0);
  const image = Object.assign(new Image(), { src: "coffee.png" });
  const object = Object.assign(new Image(), { src: URL.createObjectURL(blob) });
  await object.decode();
  const frame = new VideoFrame(bitmap, { timestamp: 0 });
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const sources = { blob, file: new File([blob], "a"), path: "coffee.png", url: new URL("coffee.png", location.href),
    bitmap, pixels, canvas, visible, image, object, frame };
  const all = {};
  for (const [name, source] of Object.entries(sources)) {
    const result = await mattebox.cut(source, { mode: "fast" });
    const digest = await crypto.subtle.digest("SHA-256", (await result.imageData()).data);
    all[name] = [...new Uint8Array(digest)].join(" ");
  }
  frame.close();
  return all;
}"""


def test_every_kind_of_source_gives_the_same_pixels(page: Page) -> None:
    found = page.evaluate(SOURCES)
    frame = found.pop("frame")  # its colours went through YUV or not, as the browser likes
    assert len(found) == 10
    assert set(found.values()) == {found["blob"]}
    assert frame


def test_pixels_under_alpha_arrive_as_they_are(page: Page) -> None:
    """ImageData has straight alpha: no canvas may come in between."""
    same = page.evaluate("""async () => {
      await start();
      const data = new Uint8ClampedArray(64 * 64 * 4);
      const alpha = [255, 90, 160, 250];
      for (let at = 0; at < data.length; at++) data[at] = at % 4 === 3 ? alpha[(at >> 2) % 4] : (at * 37) & 63;
      const result = await mattebox.cut(new ImageData(data.slice(), 64, 64), { mode: "fast" });
      if (result.found) return "the toy has found something";
      return (await result.imageData()).data.every((value, at) => value === data[at]);
    }""")
    assert same is True


def test_refine_goes_on_without_the_network(page: Page) -> None:
    told = page.evaluate("""async () => {
      await start();
      const first = await mattebox.cut(await picture("astronaut.png"), { mode: "fast", edges: { shift: 2 } });
      const mask = await mattebox.refine(first, { output: { format: "mask" } });
      const background = { kind: "colour", colour: "#102030" };
      const framed = await mattebox.refine(first, { finish: { background, frame: { crop: "subject" } } });
      const plainly = { background: { kind: "none" }, frame: { crop: "picture" } };
      const undone = await mattebox.refine(framed, { edges: { shift: 0 }, finish: plainly });
      const plain = await mattebox.cut(await picture("astronaut.png"), { mode: "fast" });
      const all = [first, mask, framed, undone, plain];
      return { names: all.map(({ timings }) => "draft_inference" in timings), sizes: all.map(({ width }) => width),
        files: await Promise.all(all.map(({ blob }) => bytes(blob))),
        matte: await bytes(new Blob([(await framed.alpha()).data])) };
    }""")
    assert told["names"] == [True, False, False, False, True]
    first, mask, framed, undone, plain = map(decoded, told["files"])
    assert (mask == first[..., 3]).all()
    assert framed.shape[0] < 512 and (framed[0, 0, :3] == (0x10, 0x20, 0x30)).all()
    assert (undone == plain).all() and (undone != first).any()
    assert (np.frombuffer(base64.b64decode(told["matte"]), np.uint8).reshape(512, 512) == first[..., 3]).all()


def test_many_pictures(page: Page) -> None:
    told = page.evaluate("""async () => {
      await start();
      const all = [];
      let taken = 0;
      async function* sources() {
        for (const name of ["coffee.png", new Blob(["no picture"]), "chelsea.png", "astronaut.png", "coffee.png"]) {
          taken++;
          yield name;
        }
      }
      for await (const { source, result, error } of mattebox.cutAll(sources(), { mode: "fast" })) {
        all.push([String(source), result?.width ?? error.code, taken]);
        if (all.length === 3) break;
      }
      return all;
    }""")
    assert [each[:2] for each in told] == [["coffee.png", 600], ["[object Blob]", "unreadable"], ["chelsea.png", 451]]
    assert all(taken <= place + 2 for place, (_, _, taken) in enumerate(told, 1))


def test_a_matte_for_another_picture(page: Page, photos: dict[str, Path]) -> None:
    told = page.evaluate("""async () => {
      await start();
      const result = await mattebox.cut(await picture("astronaut.png"), { mode: "fast" });
      const large = new OffscreenCanvas(1024, 1024);
      large.getContext("2d").drawImage(await createImageBitmap(await picture("astronaut.png")), 0, 0, 1024, 1024);
      const said = ({ code, message }) => ({ code, message });
      const wrong = await mattebox.applyMatte(result, "coffee.png").catch(said);
      const files = [await mattebox.applyMatte(result, "astronaut.png"),
        await mattebox.applyMatte(result, "astronaut.png", { inverted: true }),
        await mattebox.applyMatte(result, await large.convertToBlob()), result.blob];
      return { wrong, files: await Promise.all(files.map(bytes)) };
    }""")
    applied, inverted, large, result = map(decoded, told["files"])
    original = np.asarray(Image.open(photos["astronaut"]).convert("RGB"))
    assert (applied[..., 3] == result[..., 3]).all() and (applied[..., :3] == original).all()
    assert (inverted[..., 3] == 255 - result[..., 3]).all()
    assert large.shape == (1024, 1024, 4)
    assert np.abs(large[::2, ::2, 3].astype(float) - result[..., 3]).mean() < 2
    assert told["wrong"]["code"] == "source" and "600 × 400" in told["wrong"]["message"]


def test_cancelling_answers_at_once_and_the_next_picture_is_right(page: Page) -> None:
    told = page.evaluate("""async () => {
      await start();
      const expected = await bytes((await mattebox.cut("coffee.png", { mode: "fast" })).blob);
      const waits = [];
      for (const phase of ["decode", "draft", "matte", "encode"]) {
        const stop = new AbortController();
        let since = 0;
        const onProgress = (told) => {
          if (told.phase !== phase || stop.signal.aborted) return;
          since = performance.now();
          stop.abort(new Error("enough"));
        };
        const options = { mode: "fast", signal: stop.signal, onProgress };
        const reason = await mattebox.cut(await picture("chelsea.png"), options).catch((error) => error);
        waits.push([reason.message, performance.now() - since]);
      }
      const after = await bytes((await mattebox.cut(await picture("coffee.png"), { mode: "fast" })).blob);
      return { waits, same: after === expected };
    }""")
    assert [message for message, _ in told["waits"]] == ["enough"] * 4
    assert max(wait for _, wait in told["waits"]) < 100
    assert told["same"]


def test_wrong_options_cost_nothing_and_name_the_field(page: Page) -> None:
    told = page.evaluate("""async () => {
      await start();
      const said = ({ code, field, message }) => ({ code, field, message });
      const partial = await mattebox.cut("coffee.png", { mode: "fast", finish: { background: { kind: "colour" } } });
      return [partial.found, await mattebox.cut("coffee.png", { finish: { shadow: { opacity: 2 } } }).catch(said),
        await mattebox.refine({}).catch(said), await mattebox.cut("https://else.invalid/a.png").catch(said)];
    }""")
    found, wrong, stranger, foreign = told
    assert found
    assert wrong == {
        "code": "option",
        "field": "finish.shadow.opacity",
        "message": "finish.shadow.opacity is 2; it can be 0 to 1",
    }
    assert stranger["field"] == "result"
    assert foreign["code"] == "source" and "else.invalid" in foreign["message"]


def test_ends_without_leaving_workers(module: Callable[..., Page]) -> None:
    page = module()
    told = page.evaluate("""async () => {
      const one = await createMattebox();
      const cutting = one.cut("coffee.png", { mode: "fast" }).catch(({ code }) => code);
      await one[Symbol.asyncDispose]();
      const codes = [await cutting, await one.cut("coffee.png").catch(({ code }) => code)];
      const stop = new AbortController();
      const starting = createMattebox({ signal: stop.signal }).catch(({ message }) => message);
      setTimeout(() => stop.abort(new Error("changed my mind")), 50);
      return [...codes, await starting];
    }""")
    assert told == ["cancelled", "cancelled", "changed my mind"]
    wait_until(page, lambda: page.workers == [], "the workers to end", 10)


def test_assets_that_are_elsewhere_are_told_with_what_to_do(module: Callable[..., Page]) -> None:
    page = module(forgive="404|Failed to load resource")
    foreign, missing = page.evaluate("""async () => {
      const said = ({ code, field, message }) => ({ code, field, message });
      const at = (base) => createMattebox({ base }).catch(said);
      return [await at("https://cdn.invalid/mattebox/"), await at("nowhere")];
    }""")
    assert foreign["field"] == missing["field"] == "base"
    assert "own origin" in foreign["message"] and "copy-assets" in foreign["message"]
    assert "/nowhere/" in missing["message"] and "copy-assets" in missing["message"]
