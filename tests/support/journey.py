"""What somebody does with the page, in a tab of any engine (see tabs.py): each step checks what came of it."""

import base64
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from native_cut import NativeCut, mean_difference
from static_host import StaticHost
from tabs import Tab, wait_for

# The result of the last cut, and every file that the page makes for saving.
LISTEN = """() => {
  globalThis.latestResult = null;
  document.addEventListener("mattebox:result", ({ detail }) => (globalThis.latestResult = detail));
}"""

BYTES = """(blob) => new Promise((done) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result.split(",")[1]);
  reader.readAsDataURL(blob);
})"""

READ = f"""async () => {{
  const {{ blob, ...rest }} = globalThis.latestResult;
  return {{ ...rest, data: await ({BYTES})(blob) }};
}}"""

# The engine alone, in a document of the site that has nothing else.
BEGIN_ENGINE = """async (name, data) => {
  const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
  const { Engine } = await import(new URL("engine/page/client.js", location.href).href);
  globalThis.photo = new File([bytes], name);
  globalThis.engine = new Engine({ base: new URL(".", location.href) });
  return (await engine.start()).threads;
}"""

CUT = f"""async (options) => {{
  const {{ DEFAULT_FINISH, DEFAULT_OUTPUT }} = await import(new URL("engine/shared/protocol.js", location.href).href);
  const {{ fixes = [], finish = {{}}, output = {{}} }} = options;
  const {{ blob, ...rest }} = await engine.cut(photo, {{
    mode: "fast", fixes, finish: {{ ...DEFAULT_FINISH, ...finish }}, output: {{ ...DEFAULT_OUTPUT, ...output }},
  }});
  return {{ ...rest, type: blob.type, data: await ({BYTES})(blob) }};
}}"""

FORMATS = {
    "png": "PNG",
    "png8": "PNG",
    "webp": "WEBP",
    "jpeg": "JPEG",
    "mask": "PNG",
    "tiff": "TIFF",
}

# All that a visit needs is kept: the page and the engine. What was fetched a moment ago is stored after the work.
KEPT = """(async () => {
  const { files } = await (await fetch("assets.json")).json();
  const requests = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
  const kept = new Set(requests.flat().map(({ url }) => url.split("?")[0]));
  const needed = files.filter(({ group }) => ["shell", "engine"].includes(group));
  return needed.every(({ path }) => kept.has(new URL(path, location.href).href));
})()"""

# As a proxy sees them, so of encrypted ones the host only.
MAKERS = re.compile(
    r"^[A-Z]+ (?:http://)?"
    r"((?:accounts\.google|(?:content-autofill|update)\.googleapis)\.com|[\w.-]+\.mozilla\.(?:com|net|org))[:/]"
)

# What the page hands to the browser for saving is kept instead, and the file is made in memory.
KEEP_SAVED = """() => {
  delete globalThis.showSaveFilePicker;
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => (globalThis.saved = blob) && make(blob);
  HTMLAnchorElement.prototype.click = () => {};
}"""


def opened(tab: Tab, host: StaticHost) -> None:
    """The page with the engine up."""
    tab.go(host.url)
    started(tab)


def started(tab: Tab) -> None:
    wait_for(tab, "document.documentElement?.dataset.ready", "the engine's start")
    tab.run(LISTEN)


def image(data: str) -> Image.Image:
    picture = Image.open(io.BytesIO(base64.b64decode(data)))
    picture.load()
    return picture


def cut(tab: Tab, photo: Path) -> dict[str, Any]:
    """By hand: the file chosen, the result waited for."""
    tab.run("() => (globalThis.latestResult = null)")
    tab.choose("#file", [photo])
    wait_for(tab, "globalThis.latestResult || document.documentElement.dataset.state === 'error'", f"a cut of {photo}")
    assert tab.run("() => Boolean(globalThis.latestResult)"), tab.run("() => message.innerText")
    result: dict[str, Any] = tab.run(READ)
    return result


def difference(result: dict[str, Any], photo: Path, native: NativeCut) -> float:
    """Mean |Δα| to the pipeline without a browser, in 8-bit levels."""
    return mean_difference(np.asarray(image(result["data"]))[..., 3], native(photo).alpha)


def foreign(host: StaticHost) -> list[str]:
    """What was asked of others than the site and the browser's maker."""
    return sorted({each for each in host.addresses if not each.startswith(host.url) and not MAKERS.search(each)})


def calls_home(host: StaticHost) -> list[str]:
    """The hosts of its maker that the browser asked by itself, for settings or updates, whatever page is open."""
    return sorted({found[1] for each in host.addresses if (found := MAKERS.search(each))})


def without_network(tab: Tab, host: StaticHost, photo: Path) -> dict[str, Any]:
    """The host is gone, the page is loaded again and cuts a photo; then the host is back."""
    wait_for(tab, f"await {KEPT}", "what is needed offline")
    host.stop()
    try:
        tab.reload()
        started(tab)
        return cut(tab, photo)
    finally:
        host.start()


def engine_alone(tab: Tab, host: StaticHost, photo: Path) -> None:
    tab.go(host.url + "style.css")
    tab.run(BEGIN_ENGINE, photo.name, base64.b64encode(photo.read_bytes()).decode())


def formats(tab: Tab) -> list[str]:
    """Each is made and read by another program."""
    for name, format_ in FORMATS.items():
        made = image(tab.run(CUT, {"output": {"format": name}})["data"])
        assert made.format == format_, f"{name} is {made.format}"
    return list(FORMATS)


def finished(tab: Tab) -> None:
    """A colour behind the subject."""
    background = {"kind": "colour", "colour": "#3366cc", "end": "#000000", "angle": 0, "picture": None}
    finish = {"background": {**background, "fit": "cover", "x": 0.5, "y": 0.5, "blur": 0.02}}
    made = np.asarray(image(tab.run(CUT, {"finish": finish})["data"]))
    assert made[2, 2].tolist() == [0x33, 0x66, 0xCC, 255], made[2, 2]


def fixed(tab: Tab) -> None:
    """A hard stroke across the subject's middle leaves nothing of it there."""
    before = np.asarray(image(tab.run(CUT, {})["data"]))[..., 3]
    y, x = (int(np.median(axis)) for axis in np.nonzero(before == 255))
    stroke = {"type": "stroke", "effect": "erase", "tool": "brush", "hard": True, "softness": 0}
    after = np.asarray(image(tab.run(CUT, {"fixes": [{**stroke, "points": [x, y, 9, x + 1, y, 9]}]})["data"]))[..., 3]
    assert (before[y, x], after[y, x]) == (255, 0)


def batch(tab: Tab, host: StaticHost, photos: list[Path]) -> None:
    """Several at once; the tab is loaded again, the batch is found again and saved as a ZIP."""
    count = len(photos)
    opened(tab, host)
    tab.run("() => { mode.value = 'fast'; mode.dispatchEvent(new Event('change', { bubbles: true })); }")
    tab.choose("#file", photos)
    done = f"document.querySelector('#show-done-count').textContent === '{count}'"
    wait_for(tab, done, "a batch")
    tab.go("about:blank")
    opened(tab, host)
    wait_for(tab, "!document.querySelector('#stored-batch').hidden", "the stored batch")
    tab.run("() => document.querySelector('#stored-go-on').click()")
    wait_for(tab, done, "the batch's results")
    pictures = "[...document.querySelectorAll('.cell img')]"
    wait_for(tab, f"{pictures}.length === {count} && {pictures}.every((img) => img.naturalWidth)", "thumbnails")
    tab.run(KEEP_SAVED)
    tab.run("() => document.querySelector('#batch-save').click()")
    wait_for(tab, "globalThis.saved", "the archive")
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(tab.run(f"() => ({BYTES})(saved)")))) as archive:
        assert archive.testzip() is None
        pictures_in = [Image.open(io.BytesIO(archive.read(name))) for name in archive.namelist()]
    assert [each.mode for each in pictures_in] == ["RGBA"] * count
